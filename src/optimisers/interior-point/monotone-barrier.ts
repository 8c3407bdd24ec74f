import { pow } from "../../math/elementary.js";
import { type BarrierUpdate, changeBarrier } from "./barrier-update.js";
import {
  BARRIER_ERROR_FACTOR,
  BARRIER_LINEAR_DECREASE,
  BARRIER_SUPERLINEAR_POWER,
  LEAST_FRACTION_TO_BOUNDARY,
} from "./constants.js";
import { barrierError } from "./optimality.js";
import type { State } from "./state.js";

/** Fiacco–McCormick: μ falls when its barrier problem is solved to κ_ε μ, WB eqs. (7) and (8). */
export class MonotoneBarrier implements BarrierUpdate {
  start(state: State): void {
    changeBarrier(state, state.mu);
    state.tau = Math.max(LEAST_FRACTION_TO_BOUNDARY, 1 - state.mu);
  }

  update(state: State): boolean {
    let tiny = state.tiny;
    state.tiny = false;
    while (tiny || barrierError(state, state.mu) <= BARRIER_ERROR_FACTOR * state.mu) {
      const mu = nextBarrier(state);
      if (mu === state.mu) return !tiny;
      changeBarrier(state, mu);
      state.tau = Math.max(LEAST_FRACTION_TO_BOUNDARY, 1 - mu);
      tiny = false;
    }
    return true;
  }
}

export function nextBarrier(state: State): number {
  const { tolerance, complementarityTolerance } = state.options;
  const least = Math.min(tolerance, complementarityTolerance) / (BARRIER_ERROR_FACTOR + 1);
  const next = Math.min(BARRIER_LINEAR_DECREASE * state.mu, pow(state.mu, BARRIER_SUPERLINEAR_POWER));
  return Math.min(state.mu, Math.max(least, next));
}
