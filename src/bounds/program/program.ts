import type { CrossingFunctionals } from "../../crossing/functionals/crossing-functionals.js";
import { keptSectors } from "../../families/sectors.js";
import { combinedOperator } from "./combined-operator.js";
import { type Positivity, positivity } from "./positivity.js";
import { spinsOf } from "./spins.js";

/** An operator whose dimension is known, beside the continuum of its sector and spin. */
export interface Isolated {
  readonly sector: string;
  readonly spin: number;
  readonly delta: number;
}

/** Operators of a sector and spin have Δ ≥ from. */
export interface Gap extends Isolated {}

/** Operators of a sector and spin may have from ≤ Δ ≤ to as well, beside those above the gap. */
export interface Range {
  readonly sector: string;
  readonly spin: number;
  readonly from: number;
  readonly to: number;
}

export interface Assumptions {
  readonly gaps: readonly Gap[];
  readonly isolated: readonly Isolated[];
  readonly ranges?: readonly Range[];
  /** largest spin of which positivity is asked for; by λ where absent */
  readonly spins?: number;
}

/** All there may be in a solution of the crossing equations. */
export interface FunctionalProgram {
  readonly functionals: CrossingFunctionals;
  readonly identity: readonly bigint[];
  readonly continua: readonly Positivity[];
  /** those that no continuum contains; the ranges are the last continua, in their order */
  readonly isolated: readonly Positivity[];
}

/** The program of some assumptions: unitarity bounds, gaps above them, operators of known dimensions. */
export function functionalProgram(
  functionals: CrossingFunctionals,
  family: Parameters<typeof keptSectors>[0],
  { gaps, isolated, ranges = [], spins }: Assumptions,
): FunctionalProgram {
  const { fixed, options } = functionals;
  const { sectors } = family;
  const ofName = (name: string) => keptSectors(family).find((sector) => sector.name === name)!;
  const halfLines = sectors.flatMap((sector) =>
    spinsOf(sector, options.lambda, spins).map((spin) => {
      const gap = gaps.find((other) => other.sector === sector.name && other.spin === spin);
      return positivity(functionals, sector, { spin, from: gap ? fixed.from(gap.delta) : null });
    }),
  );
  const continua = [
    ...halfLines,
    ...ranges.map(({ sector, spin, from, to }) =>
      positivity(functionals, ofName(sector), { spin, from: fixed.from(from), to: fixed.from(to) }),
    ),
  ];
  const apart = isolated.filter(
    ({ sector, spin, delta }) =>
      !halfLines.some(
        (other) => other.sector.name === sector && other.spin === spin && other.from <= fixed.from(delta),
      ),
  );
  return {
    functionals,
    identity: functionals.identity(),
    continua,
    isolated: apart.map((operator) => operatorAt(functionals, family, operator)),
  };
}

/** An operator of any sector, combined ones included, at its dimension. */
export function operatorAt(
  functionals: CrossingFunctionals,
  { sectors, combined = [] }: Parameters<typeof keptSectors>[0],
  { sector, spin, delta }: Isolated,
): Positivity {
  const own = sectors.find(({ name }) => name === sector);
  if (own) return positivity(functionals, own, { spin, from: functionals.fixed.from(delta) });
  return combinedOperator(functionals, combined.find(({ name }) => name === sector)!, { spin, delta });
}
