import { acceptStep } from "./accept-step.js";
import { testConvergence } from "./convergence.js";
import { updateHessian } from "./hessian.js";
import { initialise } from "./initialise.js";
import { searchLine } from "./line-search.js";
import type { Phase } from "./phase.js";
import { computeDirection } from "./search-direction.js";
import type { State } from "./state.js";
import type { Status } from "./status.js";

/** Algorithm A of Wächter and Biegler, Math. Program. 106, 25 (2006), from a start inside the bounds. */
export function runBarrierMethod(state: State, phase: Phase, start: Float64Array): Status {
  if (!initialise(state, start)) return "Invalid_Number_Detected";
  phase.barrier.start(state);
  return iterate(state, phase);
}

/** The loop itself, from an iterate with multipliers and derivatives. */
export function iterate(state: State, phase: Phase): Status {
  for (;;) {
    const status = testConvergence(state) ?? phase.visit(state);
    if (status) return status;
    if (!updateHessian(state)) return "Invalid_Number_Detected";
    if (!phase.barrier.update(state)) return "Search_Direction_Becomes_Too_Small";
    const solved = computeDirection(state);
    const alpha = solved ? searchLine(state) : 0;
    if (alpha > 0) {
      if (!acceptStep(state, alpha)) return "Invalid_Number_Detected";
    } else {
      const failure = phase.restore(state);
      if (failure === "Restoration_Failed" && !solved) return "Error_In_Step_Computation";
      if (failure) return failure;
    }
  }
}
