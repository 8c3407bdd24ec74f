import { CrossingFunctionals } from "../../crossing/functionals/crossing-functionals.js";
import type { SystemDefinition2d } from "../../crossing/system/definition.js";
import { mixedDefinition, stackedDefinition, u1Definition } from "../../crossing/system/definitions.js";
import { InputError } from "../../errors.js";
import { FixedPoint } from "../../math/fixed-point.js";
import type { Theory } from "../../theory/theory.js";
import type { Gap, Isolated } from "./program.js";
import { type Sector, singleSector } from "./sectors.js";

/** A theory's crossing equations with what is positive in them. */
export interface PositiveSystem {
  readonly dimension: number;
  readonly definition: SystemDefinition2d;
  readonly sectors: readonly Sector[];
}

/** How finely the equations are looked at. */
export interface Truncation {
  /** λ, the largest number of derivatives in z and z̄ together, odd */
  readonly lambda: number;
  /** to which blocks are approximated */
  readonly digits: number;
}

/** @throws InputError for theories without positive coefficients or without rational blocks */
export function positiveSystem(theory: Theory): PositiveSystem {
  const { family, external, unitary, name } = theory;
  if (!unitary) {
    const allowed = "bounds need positive squared coefficients: a unitary theory";
    throw new InputError({ where: name, field: "unitary", found: "false", allowed });
  }
  const names = Object.keys(external);
  if (family === "global-2d") {
    const definition = stackedDefinition({ [names[0]!]: external[names[0]!]! });
    return { dimension: 2, definition, sectors: [singleSector(definition.channels[0]!)] };
  }
  if (family === "global-2d-mixed") {
    const [first, second] = names as [string, string];
    const definition = mixedDefinition(external[first]!, external[second]!, [first, second]);
    const [one, mixed, two, odd] = definition.channels as [string, string, string, string];
    const even: Sector = {
      name: "even",
      channels: [
        [one, mixed],
        [mixed, two],
      ],
      spins: "even",
    };
    return { dimension: 2, definition, sectors: [even, { name: "odd", channels: [[odd]], spins: "all" }] };
  }
  if (family === "global-2d-u1") {
    const definition = u1Definition(external[names[0]!]!);
    const [neutral, charged] = definition.channels as [string, string];
    return {
      dimension: 2,
      definition,
      sectors: [{ name: neutral, channels: [[neutral]], spins: "all" }, singleSector(charged)],
    };
  }
  const allowed =
    "bounds by polynomials need scalars in some dimension: global-2d, global-2d-mixed, global-2d-u1";
  throw new InputError({ where: name, field: "family", found: family, allowed });
}

/** @throws InputError for a λ that is even or out of range */
export function functionalsOf(system: PositiveSystem, { lambda, digits }: Truncation): CrossingFunctionals {
  if (!(Number.isInteger(lambda) && lambda % 2 === 1 && lambda >= 3 && lambda <= MOST_DERIVATIVES)) {
    const allowed = `an odd number of derivatives from 3 to ${MOST_DERIVATIVES}`;
    throw new InputError({ where: "lambda", found: String(lambda), allowed });
  }
  if (!(digits >= 6 && digits <= 60))
    throw new InputError({ where: "digits", found: String(digits), allowed: "6 to 60" });
  const fixed = new FixedPoint(64 * Math.ceil((BITS + BITS_PER_DERIVATIVE * lambda + 3.4 * digits) / 64));
  const options = { dimension: system.dimension, lambda, order: orderFor(lambda, digits) };
  return new CrossingFunctionals(fixed, system.definition, options);
}

const MOST_DERIVATIVES = 31;
const BITS = 192;
const BITS_PER_DERIVATIVE = 10;

/**
 * Power of r to which blocks are expanded for a number of digits in all derivatives. Measured on d = 3: a digit takes 1.6 orders, a derivative
 * one more, from 11 on.
 */
const orderFor = (lambda: number, digits: number) => 2 * Math.ceil((1.6 * digits + lambda - 5) / 2);

/**
 * `0 > 1.4`, or `odd 0 > 3` where there are several sectors: operators of that spin have dimensions from there on.
 *
 * @throws InputError for other texts, unknown sectors, and gaps at or below the unitarity bound
 */
export function parseGap(text: string, { sectors, dimension }: PositiveSystem): Gap {
  const [, name, spin, delta] = /^\s*(?:(\S+)\s+)?(\d+)\s*>=?\s*([0-9.e+-]+)\s*$/.exec(text) ?? [];
  const sector =
    sectors.length === 1 && name === undefined ? sectors[0] : sectors.find((s) => s.name === name);
  const gap = Number(delta);
  const prefix = sectors.length === 1 ? "" : `${sectors.map((s) => s.name).join("|")} `;
  if (!sector || !Number.isFinite(gap) || delta === undefined)
    throw new InputError({ where: "gap", found: text, allowed: `"${prefix}SPIN > DELTA"` });
  const least = Number(spin) === 0 ? dimension / 2 - 1 : Number(spin) + dimension - 2;
  if (gap < least)
    throw new InputError({ where: "gap", found: text, allowed: `from the unitarity bound ${least} on` });
  return { sector: sector.name, spin: Number(spin), delta: gap };
}

/** Operators of known dimension, of systems of one sector. */
export function knownOperators({ spectrum }: Theory, { sectors }: PositiveSystem): Isolated[] {
  return spectrum.flatMap(({ fixedDelta, spin, channels }) => {
    const sector =
      sectors.find((s) => s.channels.flat().some((channel) => channels.includes(channel))) ?? sectors[0]!;
    return fixedDelta === null ? [] : [{ sector: sector.name, spin, delta: fixedDelta }];
  });
}
