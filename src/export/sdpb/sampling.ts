import { exp, log } from "../../math/elementary.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";

/** ln(3 − 2√2) and ln 4(3 − 2√2) */
const LOG_RADIUS = log(3 - 2 * Math.SQRT2);
const LOG_BASE = LOG_RADIUS + log(4);

/**
 * Points x ≥ 0 at which polynomials of degree below `count` are compared, near the zeros of a Laguerre polynomial.
 *
 * @source SDPB's manual (D. Simmons-Duffin, arXiv:1502.02033), rescaled Laguerre sample points
 */
export function samplePoints(count: number): number[] {
  return Array.from(
    { length: count },
    (_, k) => (Math.PI * Math.PI * (4 * k - 1) * (4 * k - 1)) / (-64 * count * LOG_RADIUS),
  );
}

/** (4r*)^x / ∏ ((x + distance)/(1 + distance)) at the points. */
export function sampleScalings(points: readonly number[], distances: readonly number[]): number[] {
  return points.map((x) =>
    distances.reduce((product, distance) => (product * (1 + distance)) / (x + distance), exp(x * LOG_BASE)),
  );
}

/** Polynomials of degree 0 to `degree`, orthonormal for the sum over the points, by Stieltjes' three-term recurrence. */
export function orthogonalPolynomials(
  fixed: FixedPoint,
  { points, weights }: { readonly points: readonly number[]; readonly weights: readonly number[] },
  degree: number,
): Series[] {
  const x = points.map((point) => fixed.from(point));
  const w = weights.map((weight) => fixed.from(weight));
  const inner = (p: readonly bigint[], q: readonly bigint[]) =>
    fixed.dot(
      p.map((entry, i) => fixed.times(entry, w[i]!)),
      q,
    );
  const first = fixed.over(fixed.one, fixed.squareRoot(w.reduce((sum, weight) => sum + weight, 0n)));
  let [before, here] = [x.map(() => 0n), x.map(() => first)];
  let [lastSeries, series]: [bigint[], bigint[]] = [[], [first]];
  let norm = 0n;
  const found: bigint[][] = [series];
  for (let k = 0; k < degree; k++) {
    const times = here.map((entry, i) => fixed.times(entry, x[i]!));
    const a = inner(times, here);
    const next = times.map((entry, i) => entry - fixed.times(a, here[i]!) - fixed.times(norm, before[i]!));
    const raised = [0n, ...series].map(
      (entry, power) =>
        entry - fixed.times(a, series[power] ?? 0n) - fixed.times(norm, lastSeries[power] ?? 0n),
    );
    norm = fixed.squareRoot(inner(next, next));
    [before, here] = [here, next.map((entry) => fixed.over(entry, norm))];
    [lastSeries, series] = [series, raised.map((entry) => fixed.over(entry, norm))];
    found.push(series);
  }
  return found;
}
