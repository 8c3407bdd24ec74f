import type { FixedPoint } from "./fixed-point.js";
import { derivativeOf, type Series, valueAt } from "./power-series.js";

export interface LocalMinimum {
  readonly at: bigint;
  readonly value: bigint;
}

/**
 * Local minima of a polynomial on [from, to], its ends among them: where the derivative changes its sign between neighbours of an even grid, by
 * Newton's method kept between them. Two minima within a step of the grid may be missed.
 *
 * @param p coefficients of u⁰, u¹, …
 * @param steps of the grid
 */
export function localMinima(
  fixed: FixedPoint,
  p: Series,
  { from, to, steps }: { readonly from: number; readonly to: number; readonly steps: number },
): LocalMinimum[] {
  const slope = derivativeOf(p);
  const inDoubles = slope.map((entry) => fixed.toNumber(entry));
  const node = (i: number) => from + ((to - from) * i) / steps;
  const minima: bigint[] = [];
  let last = horner(inDoubles, node(0));
  if (last > 0) minima.push(fixed.from(from));
  for (let i = 1; i <= steps; i++) {
    const next = horner(inDoubles, node(i));
    if (last <= 0 && next > 0) minima.push(root(fixed, slope, fixed.from(node(i - 1)), fixed.from(node(i))));
    last = next;
  }
  if (last <= 0) minima.push(fixed.from(to));
  return minima.map((at) => ({ at, value: valueAt(fixed, p, at) }));
}

/** Steps of Newton's method or, where it leaves the bracket, of bisection: enough for the first to settle. */
const STEPS = 40;

/** Where a function, negative at `low` and positive at `high`, vanishes. */
export function root(fixed: FixedPoint, p: Series, low: bigint, high: bigint): bigint {
  const slope = derivativeOf(p);
  let [below, above] = [low, high];
  let at = (below + above) >> 1n;
  for (let step = 0; step < STEPS; step++) {
    const value = valueAt(fixed, p, at);
    if (value > 0n) above = at;
    else below = at;
    const steepness = valueAt(fixed, slope, at);
    const newton = steepness > 0n ? at - fixed.over(value, steepness) : below;
    const next = newton > below && newton < above ? newton : (below + above) >> 1n;
    const moved = next > at ? next - at : at - next;
    at = next;
    if (moved << BigInt(SETTLED) < fixed.one) break;
  }
  return at;
}

/** Bits to which a minimum is found: its value is good to twice as many. */
const SETTLED = 100;

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}
