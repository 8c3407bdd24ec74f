import { evaluateDerivatives } from "./accept-step.js";
import { LARGEST_FIRST_MULTIPLIER } from "./constants.js";
import { allFinite, maxNorm } from "./norms.js";
import type { State } from "./state.js";

/** Evaluates at the start and sets multipliers, WB §3.6: z = 1, λ by least squares. False where a number is not finite. */
export function initialise(state: State, start: Float64Array): boolean {
  const { formulation } = state;
  state.w.set(start);
  state.f = formulation.objective(state.w);
  formulation.constraints(state.w, state.c);
  for (let i = 0; i < state.n; i++) {
    state.zLower[i] = formulation.lower[i]! > Number.NEGATIVE_INFINITY ? 1 : 0;
    state.zUpper[i] = formulation.upper[i]! < Number.POSITIVE_INFINITY ? 1 : 0;
  }
  if (!evaluateDerivatives(state) || !Number.isFinite(state.f) || !allFinite(state.c)) return false;
  estimateMultipliers(state);
  return true;
}

/** λ that minimises ‖∇f − zL + zU + Aᵀλ‖₂ (WB eq. (36)); 0 where that is too large to be of use. */
function estimateMultipliers(state: State): void {
  const { rows, dense } = state.formulation;
  state.lambda.fill(0);
  if (rows === 0 || rows > state.n) return;
  const diagonal = new Float64Array(state.n).fill(1);
  const work = new Float64Array(state.n);
  for (let i = 0; i < state.n; i++) work[i] = -(state.gradient[i]! - state.zLower[i]! + state.zUpper[i]!);
  const lambda = new Float64Array(rows);
  const inertia = state.kkt.factor({
    hessian: null,
    diagonal,
    jacobian: state.jacobian,
    hessianShift: 0,
    constraintShift: 0,
  });
  if (inertia.negative !== rows || inertia.positive !== dense) return;
  state.kkt.solve(work, lambda);
  if (maxNorm(lambda) <= LARGEST_FIRST_MULTIPLIER) state.lambda.set(lambda);
}
