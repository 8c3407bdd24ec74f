import { type BarrierUpdate, changeBarrier } from "./barrier-update.js";
import { BARRIER_ERROR_FACTOR, LEAST_FRACTION_TO_BOUNDARY } from "./constants.js";
import { nextBarrier } from "./monotone-barrier.js";
import { squaredNorm } from "./norms.js";
import { barrierError, boundCount, lagrangianGradient } from "./optimality.js";
import { meanComplementarity, qualityFunctionBarrier } from "./quality-function.js";
import type { State } from "./state.js";

/** Free mode must reduce the KKT error by this factor within so many iterations [adaptive_mu_kkterror_red_fact, _iters]. */
const ERROR_DECREASE = 0.9999;
const MEMORY = 4;
/** μ on leaving free mode, over the mean complementarity [adaptive_mu_monotone_init_factor] */
const FIXED_MODE_FACTOR = 0.8;
const LEAST_MU = 1e-11;
/** largest μ over the mean complementarity at the start [mu_max_fact] */
const LARGEST_MU_FACTOR = 1e3;

/**
 * Free mode: μ chosen anew each iteration by the quality function, as long as the KKT error keeps falling; otherwise
 * μ is fixed and falls monotonically until it falls again (Nocedal, Wächter and Waltz, SIAM J. Optim. 19, 1674 (2009), §5).
 */
export class AdaptiveBarrier implements BarrierUpdate {
  private free = true;
  private largest = Number.POSITIVE_INFINITY;
  private readonly errors: number[] = [];

  start(state: State): void {
    this.largest = LARGEST_MU_FACTOR * Math.max(meanComplementarity(state), LEAST_MU);
    changeBarrier(state, state.mu);
    state.tau = LEAST_FRACTION_TO_BOUNDARY;
  }

  update(state: State): boolean {
    const tiny = state.tiny;
    state.tiny = false;
    if (boundCount(state) === 0) {
      changeBarrier(state, LEAST_MU);
      return !tiny;
    }
    const progress = !tiny && this.progresses(state);
    const left = this.free && !progress;
    if (left) changeBarrier(state, this.clamp(FIXED_MODE_FACTOR * meanComplementarity(state)));
    this.free = progress;
    if (!this.free && !left) {
      if (tiny || barrierError(state, state.mu) <= BARRIER_ERROR_FACTOR * state.mu) {
        const mu = nextBarrier(state);
        if (mu === state.mu && tiny) return false;
        if (mu !== state.mu) changeBarrier(state, mu);
      }
    }
    if (this.free) {
      const mu = qualityFunctionBarrier(state);
      if (mu !== undefined && Number.isFinite(mu)) changeBarrier(state, this.clamp(mu));
    }
    state.tau = Math.max(LEAST_FRACTION_TO_BOUNDARY, 1 - state.mu);
    return true;
  }

  private clamp(mu: number): number {
    return Math.max(LEAST_MU, Math.min(this.largest, mu));
  }

  /** Compares the KKT error with the last accepted ones, and remembers it if it is better. */
  private progresses(state: State): boolean {
    const error = kktError(state);
    const { errors } = this;
    const enough = errors.length < MEMORY || errors.some((old) => error <= ERROR_DECREASE * old);
    if (!enough) return false;
    errors.push(error);
    if (errors.length > MEMORY) errors.shift();
    return true;
  }
}

function kktError(state: State): number {
  const work = new Float64Array(state.n);
  lagrangianGradient(state, work);
  let complementarity = 0;
  for (let i = 0; i < state.n; i++) {
    const low = state.zLower[i]! > 0 ? state.slackLower(i) * state.zLower[i]! : 0;
    const high = state.zUpper[i]! > 0 ? state.slackUpper(i) * state.zUpper[i]! : 0;
    complementarity += low * low + high * high;
  }
  return (
    squaredNorm(work) / state.n +
    squaredNorm(state.c) / Math.max(1, state.c.length) +
    complementarity / Math.max(1, boundCount(state))
  );
}
