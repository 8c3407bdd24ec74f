import { type DimensionRange, mergedRanges, PointColumns } from "../crossing/columns.js";
import type { CrossingEquation } from "../crossing/equation.js";
import type { NumberCache } from "../crossing/number-cache.js";
import { type PointSet, pointSet } from "../crossing/points.js";
import { Whitenings } from "../crossing/whitenings.js";
import { InputError } from "../errors.js";
import type { Rung, Theory } from "../theory/theory.js";
import { CUT_VARIATION } from "./error-bars.js";
import { theoryEquation } from "./systems.js";
import { ABOVE_CUT } from "./truncations.js";

/** What all rungs of a search share: the equation at its points and the tables of its columns. */
export interface Setting {
  readonly theory: Theory;
  readonly points: PointSet;
  readonly equation: CrossingEquation;
  readonly columns: PointColumns;
  readonly whitenings: Whitenings;
}

export function createSetting(
  theory: Theory,
  rungs: readonly Rung[],
  pointsName?: string,
  cache: NumberCache | null = null,
): Setting {
  const points = theoryPoints(theory, pointsName);
  const equation = theoryEquation(theory, points);
  return {
    theory,
    points,
    equation,
    columns: new PointColumns(equation, dimensionRanges(theory, rungs), cache),
    whitenings: new Whitenings(equation, cache),
  };
}

/** The point set of a theory file, or one by name: `spread`, `spread-150`, `bootstop-180`. */
export function theoryPoints(theory: Theory, name?: string): PointSet {
  if (name === undefined) {
    if ("derivatives" in theory.points) throw noDerivatives(theory.points.derivatives);
    return pointSet(theory.points.set, theory.points.count);
  }
  if (name.startsWith("derivatives")) throw noDerivatives(name);
  const [, set, count] = /^(spread)-(\d+)$/.exec(name) ?? [];
  return set === undefined ? pointSet(name) : pointSet(set, Number(count));
}

function noDerivatives(found: unknown): InputError {
  return new InputError({
    where: "points",
    field: "derivatives",
    found,
    allowed: "sample points only for this family: spread, bootstop-180",
  });
}

/** Dimensions that searches and their cut variations can visit. */
function dimensionRanges(theory: Theory, rungs: readonly Rung[]): DimensionRange[] {
  const last = rungs[rungs.length - 1]!;
  const highest = last.cut + ABOVE_CUT + CUT_VARIATION;
  const ranges = theory.spectrum.slice(0, last.operators).flatMap(({ channels, spin, delta }) => {
    const upper = Math.max(Math.min(delta[1], highest), delta[0] + theory.separation);
    return channels.map((channel) => ({ channel, spin, lower: delta[0], upper }));
  });
  const room = theory.spectrum.length * theory.separation;
  return mergedRanges(ranges).map((range) => ({ ...range, upper: range.upper + room }));
}
