import type { State } from "./state.js";

/** Largest α ≤ 1 with w + α Δw keeping the fraction 1 − τ of every slack, WB eq. (15a). */
export function largestPrimalStep(state: State, dw: Float64Array, tau: number): number {
  let alpha = 1;
  for (let i = 0; i < state.n; i++) {
    const step = dw[i]!;
    if (step < 0) alpha = Math.min(alpha, (-tau * state.slackLower(i)) / step);
    else if (step > 0) alpha = Math.min(alpha, (tau * state.slackUpper(i)) / step);
  }
  return alpha;
}

/** Largest α ≤ 1 with z + α Δz ≥ (1 − τ) z for both kinds of bound multiplier, WB eq. (15b). */
export function largestDualStep(
  state: State,
  dLower: Float64Array,
  dUpper: Float64Array,
  tau: number,
): number {
  let alpha = 1;
  for (let i = 0; i < state.n; i++) {
    if (dLower[i]! < 0) alpha = Math.min(alpha, (-tau * state.zLower[i]!) / dLower[i]!);
    if (dUpper[i]! < 0) alpha = Math.min(alpha, (-tau * state.zUpper[i]!) / dUpper[i]!);
  }
  return alpha;
}
