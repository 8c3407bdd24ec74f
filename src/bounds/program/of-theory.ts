import { CrossingFunctionals } from "../../crossing/functionals/crossing-functionals.js";
import { exchanges } from "../../crossing/spins.js";
import type { SystemDefinition } from "../../crossing/system/definition.js";
import { InputError } from "../../errors.js";
import type { Family } from "../../families/family.js";
import { keptSectors, type Sector } from "../../families/sectors.js";
import { FixedPoint } from "../../math/fixed-point.js";
import { familyOf } from "../../theory/family-of.js";
import type { OperatorSpec, Theory } from "../../theory/theory.js";
import type { Assumptions, Gap, Isolated } from "./program.js";

/** A family whose equations can be made functionals of rational blocks. */
export type ScalarFamily = Family & { readonly dimension: number; readonly crossing: SystemDefinition };

/** How finely the equations are looked at. */
export interface Truncation {
  /** λ, the largest number of derivatives in z and z̄ together, odd */
  readonly lambda: number;
  /** to which blocks are approximated */
  readonly digits: number;
}

/** @throws InputError for theories without positive coefficients or without rational blocks */
export function scalarFamily(theory: Theory): ScalarFamily {
  const { unitary, name } = theory;
  if (!unitary) {
    const allowed = "bounds need positive squared coefficients: a unitary theory";
    throw new InputError({ where: name, field: "unitary", found: "false", allowed });
  }
  const family = familyOf(theory);
  const { dimension, crossing } = family;
  if (dimension !== null && crossing) return { ...family, dimension, crossing };
  const allowed = "functionals need the crossing equations of scalars in two or more dimensions";
  throw new InputError({ where: name, field: "family", found: theory.family, allowed });
}

/** @throws InputError for a λ or a number of digits out of range */
export function functionalsOf(
  { dimension, crossing }: Pick<ScalarFamily, "dimension" | "crossing">,
  { lambda, digits }: Truncation,
): CrossingFunctionals {
  if (!(Number.isInteger(lambda) && lambda % 2 === 1 && lambda >= 3 && lambda <= MOST_DERIVATIVES)) {
    const allowed = `an odd number of derivatives from 3 to ${MOST_DERIVATIVES}`;
    throw new InputError({ where: "lambda", found: String(lambda), allowed });
  }
  if (!(digits >= 6 && digits <= MOST_DIGITS))
    throw new InputError({ where: "digits", found: String(digits), allowed: `6 to ${MOST_DIGITS}` });
  const bits = 64 * Math.ceil((BITS + BITS_PER_DERIVATIVE * lambda + 3.4 * digits) / 64);
  return new CrossingFunctionals(new FixedPoint(bits), crossing, {
    dimension,
    lambda,
    order: orderFor(lambda, digits),
  });
}

const MOST_DERIVATIVES = 31;
const MOST_DIGITS = 60;
const BITS = 192;
const BITS_PER_DERIVATIVE = 10;

/** Power of r to which blocks are expanded. Measured in d = 3, λ = 7 to 15: a digit takes 1.6 orders, a derivative one. */
const orderFor = (lambda: number, digits: number) => 2 * Math.ceil((1.6 * digits + lambda - 5) / 2);

/**
 * What a theory file and gaps such as `0 > 1.4` (`odd 0 > 3` where there are several sectors) say of the operators: unitarity, dimensions that
 * are known, and where those of a spin begin.
 *
 * @throws InputError for other texts, unknown sectors, and gaps below the unitarity bound
 */
export function assumptionsOf(
  { spectrum }: Theory,
  family: ScalarFamily,
  { gaps, spins }: { readonly gaps: readonly string[]; readonly spins?: number },
): Assumptions {
  return {
    gaps: gaps.map((text) => parseGap(text, family)),
    isolated: spectrum.flatMap((operator) => {
      const { fixedDelta, spin } = operator;
      return fixedDelta === null
        ? []
        : [{ sector: sectorOf(operator, family).name, spin, delta: fixedDelta }];
    }),
    ...(spins !== undefined && { spins }),
  };
}

/** The sector that holds an operator: a combined one where it is exchanged in a channel of those alone. */
export function sectorOf(
  { channels }: Pick<OperatorSpec, "channels">,
  family: Pick<ScalarFamily, "sectors" | "combined">,
): Sector {
  const combined = channels.filter(
    (channel) => !family.sectors.some((sector) => sector.channels.includes(channel)),
  );
  const within = combined.length > 0 ? combined : channels;
  return keptSectors(family).find((sector) => sector.channels.some((channel) => within.includes(channel)))!;
}

/** Is a sector one of those whose operators have coefficients that are tied to each other? */
export const isCombined = ({ name }: Sector, { sectors }: Pick<ScalarFamily, "sectors">) =>
  !sectors.some((sector) => sector.name === name);

function parseGap(text: string, { sectors, unitarityBound }: ScalarFamily): Gap {
  const [, name, digits, delta] = /^\s*(?:(\S+)\s+)?(\d+)\s*>=?\s*([0-9.e+-]+)\s*$/.exec(text) ?? [];
  const [only] = sectors;
  const sector =
    name === undefined && sectors.length === 1 ? only : sectors.find((other) => other.name === name);
  const [gap, spin] = [Number(delta), Number(digits)];
  const names = sectors.map((other) => other.name).join("|");
  if (!sector || delta === undefined || !Number.isFinite(gap)) {
    const allowed = `"${sectors.length === 1 ? "" : `${names} `}SPIN > DELTA"`;
    throw new InputError({ where: "gap", found: text, allowed });
  }
  if (!exchanges(sector.spins, spin))
    throw new InputError({ where: "gap", found: text, allowed: `${sector.spins} spins in ${sector.name}` });
  const least = unitarityBound(spin);
  if (gap < least)
    throw new InputError({ where: "gap", found: text, allowed: `from the unitarity bound ${least} on` });
  return { sector: sector.name, spin, delta: gap };
}

/** An operator of known dimension as the sectors see it. */
export const isolatedAt = (operator: OperatorSpec, family: ScalarFamily, delta: number): Isolated => ({
  sector: sectorOf(operator, family).name,
  spin: operator.spin,
  delta,
});
