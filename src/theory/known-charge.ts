import { InputError } from "../errors.js";
import { evaluateExpression } from "./expressions.js";
import { type Family, families } from "./family.js";
import type { ParameterValues } from "./parameters.js";
import type { TheoryDocument } from "./schema.js";
import type { LoadOptions, Theory } from "./theory.js";

/**
 * `--set c=7/10` gives the central charge of any theory whose family has a Ward identity for it, unless the file has a parameter c of its own;
 * {@link requireStressTensor} sees to it that there is something to fix.
 * @throws InputError for a charge that is zero, or negative in a unitary theory
 */
export function knownCharge(
  { family, unitary }: TheoryDocument,
  specs: Theory["parameterSpecs"],
  set: ParameterValues,
): { readonly charge: number | null; readonly set: ParameterValues } {
  const { c, ...rest } = set;
  const { wardIdentity = false }: Family = families[family];
  if (c === undefined || Object.hasOwn(specs, "c") || !wardIdentity) return { charge: null, set };
  const charge = evaluateExpression(c, { where: "--set", field: "c", names: {} });
  if (charge === 0 || (unitary && charge < 0))
    throw new InputError({ where: "--set", field: "c", found: c, allowed: "a central charge above zero" });
  return { charge, set: rest };
}

/** @throws InputError where a charge given by `--set c=…` would fix nothing: no row is the stress tensor at its dimension */
export function requireStressTensor(
  name: string,
  spectrum: Theory["spectrum"],
  { set, free = false }: LoadOptions,
): void {
  if (spectrum.some(({ spin, fixedDelta }) => spin === 2 && fixedDelta === 2)) return;
  const allowed = free
    ? "it fixes the coefficient of the stress tensor, whose dimension --free releases: leave out one of the two"
    : `it fixes the coefficient of the stress tensor, and the spectrum of ${name} has no row {spin: 2, delta: 2}`;
  throw new InputError({ where: "--set", field: "c", found: set?.c, allowed });
}
