import { type OptimalityError, optimalityError } from "./optimality.js";
import type { State } from "./state.js";
import type { Status } from "./status.js";

/** an acceptable iterate may violate constraints and complementarity by this much [acceptable_constr_viol_tol, acceptable_compl_inf_tol] */
const ACCEPTABLE_VIOLATION = 0.01;

/** An objective below this has no bound: on the way to −Infinity an iterate may well stay small, as with −exp(x). */
const LOWEST_OBJECTIVE = -1e20;

/** The termination tests of WB §2.1 with Ipopt's unscaled ones; undefined to go on. */
export function testConvergence(state: State): Status | undefined {
  const error = optimalityError(state);
  const { options } = state;
  if (holds(state, error, options.tolerance)) return "Solve_Succeeded";
  if (isAcceptable(state, error)) {
    state.acceptableInARow++;
    if (options.acceptableIterations > 0 && state.acceptableInARow >= options.acceptableIterations) {
      return "Solved_To_Acceptable_Level";
    }
  } else state.acceptableInARow = 0;
  if (state.f / state.formulation.objectiveScale < LOWEST_OBJECTIVE) return "Diverging_Iterates";
  for (let i = 0; i < state.formulation.dense; i++) {
    if (Math.abs(state.w[i]!) > options.divergingIterates) return "Diverging_Iterates";
  }
  return undefined;
}

export function isAcceptable(state: State, error = optimalityError(state)): boolean {
  return (
    total(error) <= state.options.acceptableTolerance &&
    unscaledViolation(state) <= ACCEPTABLE_VIOLATION &&
    error.complementarity / state.formulation.objectiveScale <= ACCEPTABLE_VIOLATION
  );
}

/** ‖c‖∞ of the unscaled constraints. */
function unscaledViolation(state: State): number {
  let worst = 0;
  for (let r = 0; r < state.c.length; r++) {
    worst = Math.max(worst, Math.abs(state.c[r]!) / state.formulation.rowScale[r]!);
  }
  return worst;
}

function holds(state: State, error: OptimalityError, tolerance: number): boolean {
  const { options, formulation } = state;
  return (
    total(error) <= tolerance &&
    error.dual / formulation.objectiveScale <= options.dualTolerance &&
    unscaledViolation(state) <= options.constraintTolerance &&
    error.complementarity / formulation.objectiveScale <= options.complementarityTolerance
  );
}

function total(error: OptimalityError): number {
  return Math.max(
    error.dual / error.dualScale,
    error.primal,
    error.complementarity / error.complementarityScale,
  );
}
