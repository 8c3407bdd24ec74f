import { MULTIPLIER_SCALE } from "./constants.js";
import { addTransposedJacobian } from "./lagrangian.js";
import { maxNorm, oneNorm } from "./norms.js";
import type { State } from "./state.js";

/** ∇f + Aᵀλ − zL + zU into `out` [dense + unit]. */
export function lagrangianGradient(state: State, out: Float64Array): void {
  out.set(state.gradient);
  addTransposedJacobian(state.formulation, state.jacobian, state.lambda, out);
  for (let i = 0; i < state.n; i++) out[i] = out[i]! - state.zLower[i]! + state.zUpper[i]!;
}

/** max |slack · z − μ| over all finite bounds. */
function complementarityError(state: State, mu: number): number {
  let worst = 0;
  for (let i = 0; i < state.n; i++) {
    const low = state.slackLower(i);
    const high = state.slackUpper(i);
    if (low < Number.POSITIVE_INFINITY) worst = Math.max(worst, Math.abs(low * state.zLower[i]! - mu));
    if (high < Number.POSITIVE_INFINITY) worst = Math.max(worst, Math.abs(high * state.zUpper[i]! - mu));
  }
  return worst;
}

/** Number of finite bounds. */
export function boundCount(state: State): number {
  const { lower, upper } = state.formulation;
  let count = 0;
  for (let i = 0; i < state.n; i++) {
    if (lower[i]! > Number.NEGATIVE_INFINITY) count++;
    if (upper[i]! < Number.POSITIVE_INFINITY) count++;
  }
  return count;
}

/** The three parts of the optimality error, scaled as in WB eq. (6) but not yet divided by s_d and s_c. */
export interface OptimalityError {
  readonly dual: number;
  readonly primal: number;
  /** at μ = 0 */
  readonly complementarity: number;
  readonly dualScale: number;
  readonly complementarityScale: number;
}

export function optimalityError(state: State): OptimalityError {
  const work = new Float64Array(state.n);
  lagrangianGradient(state, work);
  const bounds = boundCount(state);
  const z = oneNorm(state.zLower) + oneNorm(state.zUpper);
  const all = z + oneNorm(state.lambda);
  const scale = (sum: number, count: number) =>
    Math.max(MULTIPLIER_SCALE, sum / Math.max(1, count)) / MULTIPLIER_SCALE;
  return {
    dual: maxNorm(work),
    primal: maxNorm(state.c),
    complementarity: complementarityError(state, 0),
    dualScale: scale(all, bounds + state.c.length),
    complementarityScale: scale(z, bounds),
  };
}

/** E_μ of WB eq. (5). */
export function barrierError(state: State, mu: number): number {
  const e = optimalityError(state);
  return Math.max(e.dual / e.dualScale, e.primal, complementarityError(state, mu) / e.complementarityScale);
}
