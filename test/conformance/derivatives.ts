import type { Problem } from "../../src/problem/problem.js";

export function linearised(problem: Problem, x: Float64Array) {
  const residual = new Float64Array(problem.rowCount);
  const jacobian = new Float64Array(problem.rowCount * x.length);
  problem.linearise(x, residual, jacobian);
  return { residual, jacobian };
}

/** ∂f/∂x_j by the five-point formula, the step in units of x_j where that is below one. */
export function differences(
  f: (place: Float64Array) => Float64Array,
  x: Float64Array,
  j: number,
  relativeStep: number,
): Float64Array {
  const step = relativeStep * Math.min(1, Math.abs(x[j]!));
  const at = (by: number) => f(x.map((value, k) => (k === j ? value + by * step : value)));
  const [far, near, nearBelow, farBelow] = [at(2), at(1), at(-1), at(-2)];
  return near!.map((_, i) => (farBelow![i]! - far![i]! + 8 * (near![i]! - nearBelow![i]!)) / (12 * step));
}
