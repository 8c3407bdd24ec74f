import { InputError } from "../errors.js";
import type { StressTensor } from "../families/family.js";
import { findFamily } from "../families/registry.js";
import { evaluateExpression } from "./expressions.js";
import type { LoadOptions } from "./options.js";
import type { ParameterValues } from "./parameters.js";
import type { TheoryDocument } from "./schema.js";
import type { OperatorSpec, Theory } from "./theory.js";

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
  const { wardIdentity = false } = findFamily(family);
  if (c === undefined || Object.hasOwn(specs, "c") || !wardIdentity) return { charge: null, set };
  const charge = evaluateExpression(c, { where: "--set", field: "c", names: {} });
  if (charge === 0 || (unitary && charge < 0))
    throw new InputError({ where: "--set", field: "c", found: c, allowed: "a central charge above zero" });
  return { charge, set: rest };
}

/** Is an operator the stress tensor: of its spin, fixed at its dimension? */
export const isStressTensor = (
  { spin, fixedDelta }: Pick<OperatorSpec, "spin" | "fixedDelta">,
  tensor: StressTensor | undefined,
) => tensor !== undefined && spin === tensor.spin && fixedDelta === tensor.delta;

/** @throws InputError where a charge, the file's or `--set c=…`, would fix nothing: no row is the stress tensor at its dimension */
export function requireStressTensor(
  { name, spectrum, where }: Pick<Theory, "name" | "spectrum"> & { readonly where: string },
  tensor: StressTensor | undefined,
  { set, free = false }: LoadOptions,
): void {
  if (spectrum.some((operator) => isStressTensor(operator, tensor))) return;
  const allowed = free
    ? "it fixes the coefficient of the stress tensor, whose dimension --free releases: leave out one of the two"
    : `it fixes the coefficient of the stress tensor, and the spectrum of ${name} has no row {spin: ${tensor?.spin}, delta: ${tensor?.delta}}`;
  throw set?.c === undefined
    ? new InputError({ where, field: "charge", allowed })
    : new InputError({ where: "--set", field: "c", found: set.c, allowed });
}
