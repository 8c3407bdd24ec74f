import { log } from "../../math/elementary.js";

/** What is minimised while the rows hold, in scaled unknowns. */
export interface Objective {
  value(u: Float64Array): number;
  gradient(u: Float64Array): Float64Array;
  /** second derivatives, which are a diagonal */
  curvature(u: Float64Array): Float64Array;
  readonly tolerance: number;
  /** where the barrier method begins: an extreme far from its start wants a wide first barrier */
  readonly firstBarrier: number;
}

/** −Σ ln of the distances to the bounds [unknowns]. */
export function remoteness(lower: Float64Array, upper: Float64Array, tolerance: number): Objective {
  const sides = (u: Float64Array) =>
    [u.map((value, j) => value - lower[j]!), u.map((value, j) => upper[j]! - value)] as const;
  return {
    value: (u) => -sides(u).reduce((sum, side) => side.reduce((part, entry) => part + log(entry), sum), 0),
    gradient(u) {
      const [below, above] = sides(u);
      return u.map((_, j) => 1 / above[j]! - 1 / below[j]!);
    },
    curvature(u) {
      const [below, above] = sides(u);
      return u.map((_, j) => 1 / (above[j]! * above[j]!) + 1 / (below[j]! * below[j]!));
    },
    tolerance,
    firstBarrier: 0.1,
  };
}

/** One of the unknowns, times a slope. */
export function coordinate(
  unknowns: number,
  { index, slope, tolerance }: { readonly index: number; readonly slope: number; readonly tolerance: number },
): Objective {
  const gradient = new Float64Array(unknowns);
  gradient[index] = slope;
  return {
    value: (u) => slope * u[index]!,
    gradient: () => gradient,
    curvature: () => new Float64Array(unknowns),
    tolerance,
    firstBarrier: 1,
  };
}
