import { type DimensionRange, mergedRanges, PointColumns } from "../../crossing/columns.js";
import type { CrossingEquation } from "../../crossing/equation.js";
import type { NumberCache } from "../../crossing/number-cache.js";
import type { PointSet } from "../../crossing/points.js";
import { Whitenings } from "../../crossing/tail/whitenings.js";
import { InputError } from "../../errors.js";
import type { Family } from "../../families/family.js";
import { familyOf } from "../../theory/family-of.js";
import type { Rung, Theory } from "../../theory/theory.js";
import { ABOVE_CUT } from "../../theory/theory.js";
import { theoryPoints } from "./sample-points.js";
import { CUT_VARIATION } from "./truncation.js";

/** What all rungs of a search share: the equation at its points and the tables of its columns. */
export interface Setting {
  readonly theory: Theory;
  readonly family: Family;
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
  const family = familyOf(theory);
  const equation = equationAt(family, points);
  return {
    theory,
    family,
    points,
    equation,
    columns: new PointColumns(equation, dimensionRanges(theory, rungs, { equation, family }), {
      cache,
      poles: (term) => family.blockDomain(term),
    }),
    whitenings: new Whitenings(equation, cache),
  };
}

/** Most rows of an equation: see `MOST_POINTS`. Correlators that share no channel are whitened apart, so that systems may have more. */
const MOST_ROWS = 800;

/** @throws InputError for more rows than can be whitened */
export function equationAt(family: Family, points: PointSet): CrossingEquation {
  const equation = family.equation(points);
  const { rows } = equation;
  if (rows <= MOST_ROWS) return equation;
  const most = Math.floor((MOST_ROWS / rows) * points.re.length);
  const allowed = `${rows} rows are more than the ${MOST_ROWS} that can be whitened: take at most ${most} points`;
  throw new InputError({ where: "points", found: points.name, allowed });
}

/** Dimensions that searches and their cut variations can visit. */
function dimensionRanges(
  theory: Theory,
  rungs: readonly Rung[],
  { equation: { untabulated = false }, family }: Pick<Setting, "equation" | "family">,
): DimensionRange[] {
  const last = rungs[rungs.length - 1]!;
  const offset = Math.max(0, ...Object.values(last.cutOffsets ?? {}));
  const highest = last.cut + offset + (ABOVE_CUT + CUT_VARIATION) * family.levelSpacing;
  const specs = theory.spectrum
    .slice(0, last.operators)
    .filter(({ fixedDelta }) => !(untabulated && fixedDelta !== null));
  const ranges = specs.flatMap(({ channels, spin, delta }) => {
    const upper = Math.max(Math.min(delta[1], highest), delta[0] + theory.separation);
    return channels.map((channel) => ({ channel, spin, lower: delta[0], upper }));
  });
  const room = theory.spectrum.length * theory.separation;
  return mergedRanges(ranges).map((range) => ({ ...range, upper: range.upper + room }));
}
