import { judge, type Reference, recordStep } from "./acceptance.js";
import { CORRECTION_DECREASE } from "./constants.js";
import { largestPrimalStep } from "./fraction-to-boundary.js";
import { boundMultiplierStep, solveStep } from "./search-direction.js";
import type { State } from "./state.js";
import { evaluateTrial } from "./trial.js";

/**
 * Against the Maratos effect: repeats the step with the curvature of c seen at the rejected trial, WB §2.4.
 * On success the state's step is the corrected one and its length is returned, else 0.
 */
export function correctStep(
  state: State,
  from: Reference,
  rejected: { readonly alpha: number; readonly theta: number },
): number {
  const c = state.c.slice();
  const dw = new Float64Array(state.n);
  const dLambda = new Float64Array(c.length);
  let step = rejected.alpha;
  let previous = from.theta;
  let theta = rejected.theta;
  for (let p = 0; p < state.options.maxSecondOrderCorrections; p++) {
    if (p > 0 && theta > CORRECTION_DECREASE * previous) return 0;
    previous = theta;
    for (let r = 0; r < c.length; r++) c[r] = step * c[r]! + state.trialC[r]!;
    if (!Number.isFinite(solveStep(state, c, dw, dLambda))) return 0;
    step = largestPrimalStep(state, dw, state.tau);
    const trial = evaluateTrial(state, dw, step);
    state.record.trials++;
    if (judge(state, from, rejected.alpha, trial) === "accepted") {
      state.dw.set(dw);
      state.dLambda.set(dLambda);
      boundMultiplierStep(state, dw, { lower: state.dLower, upper: state.dUpper });
      state.record.tag = recordStep(state, from, rejected.alpha, trial.phi).toUpperCase();
      return step;
    }
    theta = trial.theta;
    if (!Number.isFinite(theta)) return 0;
  }
  return 0;
}
