import { barrierFunction } from "./barrier-function.js";
import { oneNorm } from "./norms.js";
import type { State } from "./state.js";

/** Evaluates f and c at w + α Δw into the state's trial; returns θ and φ there (NaN where undefined). */
export function evaluateTrial(state: State, dw: Float64Array, alpha: number): { theta: number; phi: number } {
  const { formulation, trialW, w } = state;
  for (let i = 0; i < state.n; i++) trialW[i] = w[i]! + alpha * dw[i]!;
  return evaluateTrialPoint(state, formulation);
}

/** As `evaluateTrial`, at the point that is already in `state.trialW`. */
export function evaluateTrialPoint(
  state: State,
  formulation = state.formulation,
): { theta: number; phi: number } {
  state.trialF = formulation.objective(state.trialW);
  formulation.constraints(state.trialW, state.trialC);
  return {
    theta: oneNorm(state.trialC),
    phi: barrierFunction(formulation, state.trialW, state.trialF, state.mu),
  };
}
