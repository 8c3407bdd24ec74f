import { log } from "../../math/elementary.js";
import { DAMPING } from "./constants.js";
import type { Formulation } from "./formulation.js";
import type { State } from "./state.js";

/** φ_μ(w) = f(w) − μ Σ ln(slack) + κ_d μ Σ (slack of variables with one bound), WB eqs. (3b) and §3.7. */
export function barrierFunction(formulation: Formulation, w: Float64Array, f: number, mu: number): number {
  const { lower, upper } = formulation;
  let logarithms = 0;
  let linear = 0;
  for (let i = 0; i < w.length; i++) {
    const low = w[i]! - lower[i]!;
    const high = upper[i]! - w[i]!;
    const hasLow = low !== Number.POSITIVE_INFINITY;
    const hasHigh = high !== Number.POSITIVE_INFINITY;
    if (hasLow) logarithms += log(low);
    if (hasHigh) logarithms += log(high);
    if (hasLow && !hasHigh) linear += low;
    if (hasHigh && !hasLow) linear += high;
  }
  return f - mu * logarithms + DAMPING * mu * linear;
}

/** ∂φ_μ/∂wᵢ − ∂f/∂wᵢ: barrier and damping terms of variable i. */
export function barrierSlope(state: State, i: number, mu: number): number {
  const low = state.slackLower(i);
  const high = state.slackUpper(i);
  let slope = -mu / low + mu / high;
  if (high === Number.POSITIVE_INFINITY && low !== Number.POSITIVE_INFINITY) slope += DAMPING * mu;
  if (low === Number.POSITIVE_INFINITY && high !== Number.POSITIVE_INFINITY) slope -= DAMPING * mu;
  return slope;
}

/** ∇φ_μ · Δw. */
export function barrierDerivative(state: State, dw: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < state.n; i++) sum += (state.gradient[i]! + barrierSlope(state, i, state.mu)) * dw[i]!;
  return sum;
}
