import { log, pow } from "../../math/elementary.js";
import { barrierDerivative, barrierFunction } from "./barrier-function.js";
import {
  ARMIJO,
  FILTER_MARGIN_PHI,
  FILTER_MARGIN_THETA,
  LARGEST_PHI_GROWTH,
  LARGEST_THETA,
  LEAST_STEP_SAFETY,
  SMALL_THETA,
  SWITCHING_FACTOR,
  SWITCHING_POWER_PHI,
  SWITCHING_POWER_THETA,
} from "./constants.js";
import { notAbove } from "./filter.js";
import { oneNorm } from "./norms.js";
import type { State } from "./state.js";

/** Where a line search starts from: θ = ‖c‖₁, φ_μ, and ∇φ_μ·Δw. */
export interface Reference {
  readonly theta: number;
  readonly phi: number;
  readonly slope: number;
}

/** "filter": good enough compared with the iterate, but not with the filter. */
export type Verdict = "accepted" | "rejected" | "filter";

export function reference(state: State): Reference {
  const theta = oneNorm(state.c);
  if (Number.isNaN(state.largestTheta)) {
    state.largestTheta = LARGEST_THETA * Math.max(1, theta);
    state.smallTheta = SMALL_THETA * Math.max(1, theta);
  }
  const phi = barrierFunction(state.formulation, state.w, state.f, state.mu);
  let slope = barrierDerivative(state, state.dw);
  // On the constraints a slope of rounding size has no sign of its own.
  if (theta === 0 && slope > 0 && slope < 100 * Number.EPSILON) slope = -Number.EPSILON;
  return { theta, phi, slope };
}

/** WB eq. (19): the step promises more in φ than it can cost in θ. */
function switches(from: Reference, alpha: number): boolean {
  if (!(from.slope < 0)) return false;
  return (
    alpha * pow(-from.slope, SWITCHING_POWER_PHI) >
    SWITCHING_FACTOR * (from.theta > 0 ? pow(from.theta, SWITCHING_POWER_THETA) : 0)
  );
}

/** Tests a trial point (θ, φ) reached with step length α, WB algorithm A, steps. */
export function judge(
  state: State,
  from: Reference,
  alpha: number,
  trial: { theta: number; phi: number },
): Verdict {
  const { theta, phi } = trial;
  if (!Number.isFinite(theta) || !Number.isFinite(phi) || theta > state.largestTheta) return "rejected";
  const objectiveRules = from.theta <= state.smallTheta && switches(from, alpha);
  if (!(objectiveRules ? descends(from, alpha, phi) : improves(from, trial))) return "rejected";
  return state.filter.accepts(theta, phi) ? "accepted" : "filter";
}

/** The Armijo condition, WB eq. (20). */
function descends(from: Reference, alpha: number, phi: number): boolean {
  return notAbove(phi - from.phi, ARMIJO * alpha * from.slope, from.phi);
}

/** WB eq. (18) against one point. */
export function improves(
  from: { theta: number; phi: number },
  trial: { theta: number; phi: number },
): boolean {
  const growth = trial.phi - from.phi;
  if (growth > 0) {
    const size = Math.abs(from.phi) > 10 ? log(Math.abs(from.phi)) / Math.LN10 : 1;
    if (log(growth) / Math.LN10 > LARGEST_PHI_GROWTH + size) return false;
  }
  return (
    notAbove(trial.theta, (1 - FILTER_MARGIN_THETA) * from.theta, from.theta) ||
    notAbove(growth, -FILTER_MARGIN_PHI * from.theta, from.phi)
  );
}

/**
 * The filter grows unless the objective ruled the accepted step, WB eq. (22).
 * Returns the letter of the iteration table: f if it did, else h.
 */
export function recordStep(state: State, from: Reference, alpha: number, phi: number): "f" | "h" {
  if (switches(from, alpha) && descends(from, alpha, phi)) return "f";
  augmentFilter(state, from);
  return "h";
}

export function augmentFilter(state: State, from: { theta: number; phi: number }): void {
  state.filter.add((1 - FILTER_MARGIN_THETA) * from.theta, from.phi - FILTER_MARGIN_PHI * from.theta);
}

/** α_min of WB eq. (23): shorter steps cannot be accepted. */
export function leastStep(state: State, from: Reference): number {
  let least = FILTER_MARGIN_THETA;
  if (from.slope < 0) {
    least = Math.min(least, (FILTER_MARGIN_PHI * from.theta) / -from.slope);
    if (from.theta <= state.smallTheta && from.theta > 0) {
      const bound =
        (SWITCHING_FACTOR * pow(from.theta, SWITCHING_POWER_THETA)) / pow(-from.slope, SWITCHING_POWER_PHI);
      least = Math.min(least, bound);
    }
  }
  return LEAST_STEP_SAFETY * least;
}
