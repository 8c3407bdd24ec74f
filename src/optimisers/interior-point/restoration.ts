import { evaluateDerivatives, moveToTrial } from "./accept-step.js";
import { augmentFilter, improves, reference } from "./acceptance.js";
import { iterate } from "./algorithm.js";
import { barrierFunction } from "./barrier-function.js";
import { LARGEST_RESTORED_MULTIPLIER, RESTORATION_DECREASE, RESTORATION_PENALTY } from "./constants.js";
import { isAcceptable } from "./convergence.js";
import { largestDualStep } from "./fraction-to-boundary.js";
import { MonotoneBarrier } from "./monotone-barrier.js";
import { maxNorm, oneNorm } from "./norms.js";
import type { Phase } from "./phase.js";
import { RestorationProblem } from "./restoration-problem.js";
import { boundMultiplierStep } from "./search-direction.js";
import { State } from "./state.js";
import type { Status } from "./status.js";
import { evaluateTrialPoint } from "./trial.js";

/** Below this fraction of the tolerance there is no infeasibility to reduce. */
const FEASIBLE = 1e-2;

/**
 * Feasibility restoration, WB §3.3: leaves the state at a point that the filter accepts and that is less infeasible,
 * or returns how the run ends. `visit` is the main phase's report of an iterate.
 */
export function restoreFeasibility(
  state: State,
  visit: (restoration: State) => Status | undefined,
): Status | undefined {
  if (maxNorm(state.c) <= FEASIBLE * state.options.tolerance) return withoutProgress(state);
  const from = reference(state);
  augmentFilter(state, from);
  const problem = new RestorationProblem(state.formulation, state.w.slice());
  const inner = startOfRestoration(state, problem);
  if (!evaluateDerivatives(inner)) return "Invalid_Number_Detected";
  let restored = false;
  let first = true;
  const phase: Phase = {
    barrier: new MonotoneBarrier(),
    visit: (at) => {
      if (!first && isRestored(state, at, from)) restored = true;
      first = false;
      return restored ? "Solve_Succeeded" : visit(at);
    },
    restore: (at) => recomputeInfeasibilities(at, problem),
  };
  phase.barrier.start(inner);
  const status = iterate(inner, phase);
  if (restored) return resume(state, inner);
  state.w.set(inner.w.subarray(0, state.n));
  if (status === "Solve_Succeeded" || status === "Solved_To_Acceptable_Level")
    return locallyInfeasible(state);
  return status === "Search_Direction_Becomes_Too_Small" ? "Restoration_Failed" : status;
}

function startOfRestoration(state: State, problem: RestorationProblem): State {
  const mu = Math.max(state.mu, maxNorm(state.c));
  const inner = new State(problem, { ...state.options, initialBarrier: mu });
  problem.barrierChanged(mu);
  inner.w.set(problem.completed(state.w, state.c, mu));
  for (let i = 0; i < state.n; i++) {
    inner.zLower[i] = Math.min(RESTORATION_PENALTY, state.zLower[i]!);
    inner.zUpper[i] = Math.min(RESTORATION_PENALTY, state.zUpper[i]!);
  }
  for (let i = state.n; i < inner.n; i++) inner.zLower[i] = mu / inner.w[i]!;
  inner.f = problem.objective(inner.w);
  problem.constraints(inner.w, inner.c);
  return inner;
}

/** κ_resto less infeasible than where it began, and acceptable to the filter and to that point. */
function isRestored(state: State, inner: State, from: { theta: number; phi: number }): boolean {
  const { formulation, trialW, trialC } = state;
  trialW.set(inner.w.subarray(0, state.n));
  formulation.constraints(trialW, trialC);
  const theta = oneNorm(trialC);
  if (!(theta <= RESTORATION_DECREASE * from.theta)) return false;
  state.trialF = formulation.objective(trialW);
  const phi = barrierFunction(formulation, trialW, state.trialF, state.mu);
  if (!Number.isFinite(phi) || theta > state.largestTheta) return false;
  return state.filter.accepts(theta, phi) && improves(from, { theta, phi });
}

/** Back in the main phase: z follows the step as a whole, or starts again at 1; λ starts again at 0. */
function resume(state: State, inner: State): Status | undefined {
  for (let i = 0; i < state.n; i++) state.dw[i] = inner.w[i]! - state.w[i]!;
  boundMultiplierStep(state, state.dw, { lower: state.dLower, upper: state.dUpper });
  const dual = largestDualStep(state, state.dLower, state.dUpper, state.tau);
  for (let i = 0; i < state.n; i++) {
    state.zLower[i] = state.zLower[i]! + dual * state.dLower[i]!;
    state.zUpper[i] = state.zUpper[i]! + dual * state.dUpper[i]!;
  }
  if (Math.max(maxNorm(state.zLower), maxNorm(state.zUpper)) > LARGEST_RESTORED_MULTIPLIER) {
    for (let i = 0; i < state.n; i++) {
      if (state.zLower[i]! > 0) state.zLower[i] = 1;
      if (state.zUpper[i]! > 0) state.zUpper[i] = 1;
    }
  }
  state.lambda.fill(0);
  state.trialW.set(inner.w.subarray(0, state.n));
  evaluateTrialPoint(state);
  Object.assign(state.record, { ...inner.record, tag: "R" });
  state.quasiNewton?.clear();
  return moveToTrial(state) ? undefined : "Invalid_Number_Detected";
}

/** The restoration converged: to a point of least infeasibility, or to a feasible one that the filter refuses. */
function locallyInfeasible(state: State): Status {
  state.formulation.constraints(state.w, state.c);
  return maxNorm(state.c) > FEASIBLE * state.options.constraintTolerance
    ? "Infeasible_Problem_Detected"
    : "Restoration_Failed";
}

/** Inside the restoration phase: p and n are chosen anew for the same w, which makes its constraints hold. */
function recomputeInfeasibilities(inner: State, problem: RestorationProblem): Status | undefined {
  const stuck = inner.record.tag === "R";
  const from = reference(inner);
  const c = inner.c.slice();
  const { dense, rows, unit } = problem;
  const size = dense + unit - 2 * rows;
  for (let r = 0; r < rows; r++) c[r] = c[r]! + inner.w[size + r]! - inner.w[size + rows + r]!;
  inner.trialW.set(problem.completed(inner.w, c, inner.mu));
  const trial = evaluateTrialPoint(inner);
  if (stuck || !improves(from, trial)) return isAcceptable(inner) ? "Solve_Succeeded" : "Restoration_Failed";
  inner.filter.clear();
  augmentFilter(inner, from);
  for (let i = size; i < inner.n; i++) inner.zLower[i] = inner.mu / inner.trialW[i]!;
  inner.lambda.fill(0);
  inner.record.tag = "R";
  return moveToTrial(inner) ? undefined : "Invalid_Number_Detected";
}

/** The line search failed where the constraints hold: rounding, or a Hessian that misleads. */
function withoutProgress(state: State): Status | undefined {
  if (state.quasiNewton?.clear()) {
    state.filter.clear();
    state.factored = false;
    return undefined;
  }
  return isAcceptable(state) ? "Solved_To_Acceptable_Level" : "Restoration_Failed";
}
