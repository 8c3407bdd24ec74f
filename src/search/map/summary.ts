import { exp, log } from "../../math/elementary.js";
import { quantityName } from "../../theory/quantities.js";
import { RIVAL } from "../inference/criteria.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import { isFound, type MapState } from "./map.js";
import type { MapPoint, MapProblem } from "./point.js";

/** −2 ln(evidence) of a normal posterior within its 95 % interval. */
const PLAIN = 3.841458820694124;

/** A point beside the best one of its map. */
export interface MappedPoint {
  /** of the parameters on the grid */
  readonly at: readonly number[];
  /** of the unknown parameters, where the evidence is largest */
  readonly unknown: readonly number[];
  /** −2 ln(evidence) */
  readonly evidence: number;
  /** by how much that lies above the best point's */
  readonly difference: number;
  /** the same tempered: a real tail holds fewer facts than rows; below 3 the point is a rival of the best */
  readonly tempered: number;
  readonly chi2: number;
  /** fitted amplitude of the tail */
  readonly amplitude: number;
  /** in the order of the map's quantities */
  readonly values: readonly number[];
}

/** Smallest and largest value of each parameter of the grid among the points that are as good as the best. */
export type MapRanges = readonly (readonly [number, number])[];

export interface MapSummary {
  readonly theory: string;
  /** names of the parameters on the grid, and of those that were unknown at every point */
  readonly grid: readonly string[];
  readonly unknown: readonly string[];
  readonly operators: number;
  readonly cut: number;
  /** what `values` of a point are */
  readonly quantities: readonly string[];
  readonly points: readonly MappedPoint[];
  readonly lost: readonly { readonly at: readonly number[]; readonly reason: string }[];
  readonly best: MappedPoint | null;
  /** where one parameter's parabola through the best point and its neighbours is least; null at an end of the grid, and with two */
  readonly minimum: number | null;
  /** within 3.84 of the best −2 ln(evidence) */
  readonly plain: MapRanges;
  /** within a tempered difference of 3 */
  readonly tempered: MapRanges;
  readonly finished: boolean;
}

/** What a map says, as far as it has come. */
export function mapSummary({ theory, rung, unknown }: MapProblem, state: MapState): MapSummary {
  const { operators, cut } = theory.ladder[rung]!;
  const found = [...state.points.values()]
    .filter(isFound)
    .sort((a, b) => a.at[0]! - b.at[0]! || (a.at[1] ?? 0) - (b.at[1] ?? 0));
  const best = found.reduce<MapPoint | null>((a, b) => (a && a.evidence <= b.evidence ? a : b), null);
  const lines = theory.spectrum
    .slice(0, operators)
    .flatMap(({ name, channels, fixedDelta }, operator) =>
      channels.map((channel, c) => ({ name, channel, operator, free: fixedDelta === null && c === 0 })),
    );
  const unknownLines = lines.map((line, index) => ({ ...line, index })).filter(({ free }) => free);
  const weighed = ({ evidence, rows }: MapPoint) => ({ evidence, informativeRows: rows });
  const points = found.map((point) => ({
    at: point.at,
    unknown: point.values,
    evidence: point.evidence,
    difference: point.evidence - best!.evidence,
    tempered: temperedDifference(weighed(point), weighed(best!)),
    chi2: point.chi2,
    amplitude: point.amplitude,
    values: [...unknownLines.map(({ operator }) => point.delta[operator]!), ...point.ope2],
  }));
  const among = (kept: (point: MappedPoint) => boolean): MapRanges =>
    state.axes.map((_, a) => {
      const values = points.filter(kept).map(({ at }) => at[a]!);
      return [Math.min(...values), Math.max(...values)] as const;
    });
  return {
    theory: theory.name,
    grid: state.axes.map(({ parameter }) => parameter),
    unknown: unknown.map(({ name }) => name),
    operators,
    cut,
    quantities: [
      ...unknownLines.map(({ index }) => quantityName(lines, { index, which: "delta" })),
      ...lines.map((_, index) => quantityName(lines, { index, which: "ope2" })),
    ],
    points,
    lost: [...state.points.values()].flatMap((point) =>
      isFound(point) ? [] : [{ at: point.at, reason: point.lost }],
    ),
    best: points.find(({ difference }) => difference === 0) ?? null,
    minimum: state.axes.length === 1 ? parabolaMinimum(found) : null,
    plain: best ? among(({ difference }) => difference <= PLAIN) : [],
    tempered: best ? among(({ tempered }) => tempered <= RIVAL) : [],
    finished: state.finished,
  };
}

/**
 * exp(−2 ln(evidence)/m) is quadratic in the parameter where the misfit is linear in it: see `descend`. Points of the same number of rows and
 * spacing; null elsewhere.
 */
function parabolaMinimum(found: readonly MapPoint[]): number | null {
  if (found.length < 3) return null;
  const k = found.reduce((best, point, i) => (point.evidence < found[best]!.evidence ? i : best), 0);
  const [below, centre, above] = [found[k - 1], found[k]!, found[k + 1]];
  if (!below || !above) return null;
  const step = above.at[0]! - centre.at[0]!;
  if (Math.abs(log((centre.at[0]! - below.at[0]!) / step)) > 1e-6) return null;
  const scaled = (point: MapPoint) => exp((point.evidence - centre.evidence) / centre.rows);
  const [low, high] = [scaled(below), scaled(above)];
  const curvature = low + high - 2;
  return curvature > 0 ? centre.at[0]! + (step * (low - high)) / (2 * curvature) : null;
}
