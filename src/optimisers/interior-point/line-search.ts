import { judge, leastStep, recordStep, reference, type Verdict } from "./acceptance.js";
import { SMALL_THETA, TINY_STEP } from "./constants.js";
import { largestPrimalStep } from "./fraction-to-boundary.js";
import { correctStep } from "./second-order-correction.js";
import type { State } from "./state.js";
import { evaluateTrial } from "./trial.js";

/** shorter steps change nothing: α_min is 0 where the constraints hold exactly */
const LEAST_STEP = 1e-24;
/** rejections in a row by the filter alone after which it is emptied, and how often that may happen [filter_reset_trigger, max_filter_resets] */
const FILTER_RESET_TRIGGER = 5;
const MOST_FILTER_RESETS = 5;

/**
 * Filter line search, WB algorithm A steps: leaves the accepted point in the state's trial and returns its
 * step length, or 0 if no step is acceptable.
 */
export function searchLine(state: State): number {
  const from = reference(state);
  const largest = largestPrimalStep(state, state.dw, state.tau);
  state.record.trials = 0;
  if (isTiny(state)) return tinyStep(state, largest);
  state.tiny = false;
  const least = Math.max(LEAST_STEP, leastStep(state, from));
  let rejection: Verdict | undefined;
  for (let alpha = largest; alpha === largest || alpha > least; alpha *= 0.5) {
    const trial = evaluateTrial(state, state.dw, alpha);
    state.record.trials++;
    const verdict = judge(state, from, alpha, trial);
    if (verdict === "accepted") {
      relaxFilter(state, rejection);
      state.record.tag = recordStep(state, from, alpha, trial.phi);
      return alpha;
    }
    rejection = verdict;
    if (alpha === largest && state.c.length > 0 && trial.theta >= from.theta) {
      const corrected = correctStep(state, from, { alpha, theta: trial.theta });
      if (corrected > 0) return corrected;
    }
  }
  return 0;
}

function isTiny(state: State): boolean {
  let theta = 0;
  for (let r = 0; r < state.c.length; r++) theta += Math.abs(state.c[r]!);
  if (theta > SMALL_THETA) return false;
  for (let i = 0; i < state.n; i++) {
    if (Math.abs(state.dw[i]!) > TINY_STEP * (1 + Math.abs(state.w[i]!))) return false;
  }
  return true;
}

/** Entries of the filter from long ago may block good steps: after many iterations in a row that it alone cut short, it is emptied. */
function relaxFilter(state: State, rejection: Verdict | undefined): void {
  state.filterRejections = rejection === "filter" ? state.filterRejections + 1 : 0;
  if (state.filterRejections < FILTER_RESET_TRIGGER || state.filterResets >= MOST_FILTER_RESETS) return;
  state.filter.clear();
  state.filterRejections = 0;
  state.filterResets++;
}

/** A step of rounding size is taken untested; the second in a row tells the barrier update that μ must fall. */
function tinyStep(state: State, largest: number): number {
  const trial = evaluateTrial(state, state.dw, largest);
  if (!Number.isFinite(trial.theta) || !Number.isFinite(trial.phi)) return 0;
  const again = state.record.tag === "t" || state.record.tag === "T";
  state.tiny = again;
  state.record.tag = again ? "T" : "t";
  state.record.trials = 0;
  return largest;
}
