import { barrierSlope } from "./barrier-function.js";
import { FIRST_HESSIAN_SHIFT, SHIFT_GROWTH } from "./constants.js";
import { factorWithInertia } from "./inertia-correction.js";
import { addTransposedJacobian } from "./lagrangian.js";
import type { State } from "./state.js";

/** A linear system this badly solved is treated as singular [residual_ratio_singular]. */
const SINGULAR_RESIDUAL = 1e-5;
const REPAIRS = 12;

/** The primal–dual step of WB eqs. (9)–(12) into the state. Returns false if the system stays singular. */
export function computeDirection(state: State): boolean {
  if (!ensureFactored(state)) return false;
  let ratio = solveBarrierStep(state);
  for (let repair = 0; ratio > SINGULAR_RESIDUAL && repair < REPAIRS; repair++) {
    const shift = Math.max(FIRST_HESSIAN_SHIFT, SHIFT_GROWTH * state.record.hessianShift);
    if (!factorWithInertia(state, shift)) return false;
    ratio = solveBarrierStep(state);
  }
  if (!(ratio <= SINGULAR_RESIDUAL)) return false;
  boundMultiplierStep(state, state.dw, { lower: state.dLower, upper: state.dUpper });
  return true;
}

/** Factors once an iterate, whoever asks first. */
export function ensureFactored(state: State): boolean {
  if (!state.factored) state.factored = factorWithInertia(state);
  return state.factored;
}

function solveBarrierStep(state: State): number {
  return solveStep(state, state.c, state.dw, state.dLambda);
}

/** Solves for the step whose constraint residual is `c` [rows]: c(w), or that of a second-order correction. */
export function solveStep(state: State, c: Float64Array, dw: Float64Array, dLambda: Float64Array): number {
  dw.set(state.gradient);
  addTransposedJacobian(state.formulation, state.jacobian, state.lambda, dw);
  for (let i = 0; i < state.n; i++) dw[i] = -(dw[i]! + barrierSlope(state, i, state.mu));
  for (let r = 0; r < c.length; r++) dLambda[r] = -c[r]!;
  return state.kkt.solve(dw, dLambda);
}

/** Δz = μ/slack − z ∓ z Δw/slack, WB eq. (12). */
export function boundMultiplierStep(
  state: State,
  dw: Float64Array,
  out: { readonly lower: Float64Array; readonly upper: Float64Array },
): void {
  for (let i = 0; i < state.n; i++) {
    const low = state.slackLower(i);
    const high = state.slackUpper(i);
    const [zl, zu] = [state.zLower[i]!, state.zUpper[i]!];
    out.lower[i] = low === Number.POSITIVE_INFINITY ? 0 : (state.mu - zl * dw[i]!) / low - zl;
    out.upper[i] = high === Number.POSITIVE_INFINITY ? 0 : (state.mu + zu * dw[i]!) / high - zu;
  }
}
