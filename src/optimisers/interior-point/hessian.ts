import { allFinite } from "./norms.js";
import type { State } from "./state.js";

/** The Hessian of the Lagrangian at the iterate, given or approximated; false where it is not finite. */
export function updateHessian(state: State): boolean {
  const { hessian, unitHessian, formulation, quasiNewton } = state;
  hessian.fill(0);
  unitHessian.fill(0);
  if (quasiNewton) quasiNewton.update(state);
  else formulation.addHessian(state.w, { sigma: 1, lambda: state.lambda }, hessian, unitHessian);
  return allFinite(hessian);
}
