import { MULTIPLIER_SAFEGUARD } from "./constants.js";
import { largestDualStep } from "./fraction-to-boundary.js";
import { allFinite, maxNorm } from "./norms.js";
import type { State } from "./state.js";

/** slacks smaller than this × min(1, μ) are widened by moving the bound [slack_move] */
const BOUND_MOVE = 1.8189894035458565e-12; // ε^¾

/** Moves to the trial point, λ by the same step length and z by its own, WB eq. (14); false where derivatives are not finite. */
export function acceptStep(state: State, alpha: number): boolean {
  const dual = largestDualStep(state, state.dLower, state.dUpper, state.tau);
  for (let r = 0; r < state.lambda.length; r++)
    state.lambda[r] = state.lambda[r]! + alpha * state.dLambda[r]!;
  for (let i = 0; i < state.n; i++) {
    state.zLower[i] = state.zLower[i]! + dual * state.dLower[i]!;
    state.zUpper[i] = state.zUpper[i]! + dual * state.dUpper[i]!;
  }
  state.record.primal = alpha;
  state.record.dual = dual;
  state.record.size = maxNorm(state.dw);
  return moveToTrial(state);
}

/** The trial point becomes the iterate, with fresh derivatives. */
export function moveToTrial(state: State): boolean {
  state.w.set(state.trialW);
  state.f = state.trialF;
  state.c.set(state.trialC);
  return evaluateDerivatives(state);
}

export function evaluateDerivatives(state: State): boolean {
  state.factored = false;
  state.formulation.gradient(state.w, state.gradient);
  state.formulation.jacobian(state.w, state.jacobian);
  widenSlacks(state);
  safeguardMultipliers(state);
  return allFinite(state.gradient) && allFinite(state.jacobian);
}

/** A slack lost in rounding would make Σ infinite: its bound gives way by a few digits of itself (WB §3.5). */
function widenSlacks(state: State): void {
  const { lower, upper } = state.formulation;
  const least = Number.EPSILON * Math.min(1, state.mu);
  for (let i = 0; i < state.n; i++) {
    if (state.slackLower(i) < least) lower[i] = lower[i]! - BOUND_MOVE * Math.max(1, Math.abs(lower[i]!));
    if (state.slackUpper(i) < least) upper[i] = upper[i]! + BOUND_MOVE * Math.max(1, Math.abs(upper[i]!));
  }
}

/** z within a factor κ_Σ of μ/slack, WB eq. (16). */
function safeguardMultipliers(state: State): void {
  for (let i = 0; i < state.n; i++) {
    const low = state.mu / state.slackLower(i);
    const high = state.mu / state.slackUpper(i);
    state.zLower[i] = clamp(state.zLower[i]!, low / MULTIPLIER_SAFEGUARD, low * MULTIPLIER_SAFEGUARD);
    state.zUpper[i] = clamp(state.zUpper[i]!, high / MULTIPLIER_SAFEGUARD, high * MULTIPLIER_SAFEGUARD);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
