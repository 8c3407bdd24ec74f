import { pow } from "../../math/elementary.js";
import {
  CONSTRAINT_SHIFT,
  CONSTRAINT_SHIFT_POWER,
  FIRST_HESSIAN_SHIFT,
  FIRST_SHIFT_GROWTH,
  LARGEST_HESSIAN_SHIFT,
  LEAST_HESSIAN_SHIFT,
  SHIFT_DECREASE,
  SHIFT_GROWTH,
} from "./constants.js";
import type { KktMatrix } from "./kkt.js";
import type { State } from "./state.js";

/** Σ = zL/(w − lower) + zU/(upper − w), and the Hessian of u, into `out` [dense + unit]. */
function barrierDiagonal(state: State, out: Float64Array): void {
  const { dense } = state.formulation;
  for (let i = 0; i < state.n; i++) {
    out[i] = state.zLower[i]! / state.slackLower(i) + state.zUpper[i]! / state.slackUpper(i);
    if (i >= dense) out[i] = out[i]! + state.unitHessian[i - dense]!;
  }
}

/**
 * Factors the linear system with the smallest shifts δ_w, δ_c that give it n positive and m negative eigenvalues
 * (algorithm IC of WB §3.1; δ_c alone is tried first where only the Jacobian is to blame).
 * `leastShift` asks for δ_w at least as large. Returns false if no shift does.
 */
export function factorWithInertia(state: State, leastShift = 0): boolean {
  const { dense, rows } = state.formulation;
  const diagonal = new Float64Array(state.n);
  barrierDiagonal(state, diagonal);
  const matrix: KktMatrix = {
    hessian: state.hessian,
    diagonal,
    jacobian: state.jacobian,
    hessianShift: 0,
    constraintShift: 0,
  };
  const attempt = (hessianShift: number, constraintShift: number) => {
    const inertia = state.kkt.factor({ ...matrix, hessianShift, constraintShift });
    state.record.hessianShift = hessianShift;
    return { good: inertia.negative === rows && inertia.positive === dense, zero: inertia.zero };
  };
  const regular = attempt(leastShift, 0);
  if (regular.good) return remember(state, leastShift);
  const constraintShift =
    regular.zero > 0 && rows > 0 ? CONSTRAINT_SHIFT * pow(state.mu, CONSTRAINT_SHIFT_POWER) : 0;
  if (constraintShift > 0 && attempt(leastShift, constraintShift).good) return remember(state, leastShift);
  const last = state.lastHessianShift;
  const growth = last === 0 ? FIRST_SHIFT_GROWTH : SHIFT_GROWTH;
  const first = last === 0 ? FIRST_HESSIAN_SHIFT : Math.max(LEAST_HESSIAN_SHIFT, SHIFT_DECREASE * last);
  for (let shift = Math.max(first, leastShift); shift <= LARGEST_HESSIAN_SHIFT; shift *= growth) {
    if (attempt(shift, constraintShift).good) return remember(state, shift);
  }
  return false;
}

function remember(state: State, shift: number): true {
  if (shift > 0) state.lastHessianShift = shift;
  return true;
}
