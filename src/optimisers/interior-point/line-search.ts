import { augmentFilter, judge, leastStep, type Reference, reference, type Verdict } from "./acceptance.js";
import { SMALL_THETA, TINY_STEP } from "./constants.js";
import { largestPrimalStep } from "./fraction-to-boundary.js";
import { boundMultiplierStep } from "./search-direction.js";
import { correctStep } from "./second-order-correction.js";
import type { State } from "./state.js";
import { evaluateTrial } from "./trial.js";

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
  const least = leastStep(state, from);
  let rejection: Verdict | undefined;
  for (let alpha = largest; alpha === largest || alpha > least; alpha *= 0.5) {
    const trial = evaluateTrial(state, state.dw, alpha);
    state.record.trials++;
    const verdict = judge(state, from, alpha, trial);
    if (verdict === "f" || verdict === "h") {
      relaxFilter(state, rejection);
      return accept(state, from, { verdict, alpha });
    }
    rejection = verdict;
    if (
      alpha === largest &&
      Number.isFinite(trial.theta) &&
      trial.theta >= from.theta &&
      state.c.length > 0
    ) {
      const corrected = correctStep(state, from, { alpha, theta: trial.theta });
      if (corrected) {
        boundMultiplierStep(state, state.dw, { lower: state.dLower, upper: state.dUpper });
        return accept(state, from, corrected, true);
      }
    }
    if (alpha < Number.MIN_VALUE / Number.EPSILON) break;
  }
  return 0;
}

function accept(
  state: State,
  from: Reference,
  found: { verdict: Verdict; alpha: number },
  corrected = false,
): number {
  if (found.verdict === "h") augmentFilter(state, from);
  state.record.tag = corrected ? found.verdict.toUpperCase() : found.verdict;
  return found.alpha;
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
