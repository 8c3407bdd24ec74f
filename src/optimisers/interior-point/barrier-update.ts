import type { State } from "./state.js";

/**
 * How μ moves from iterate to iterate. `update` sets `state.mu` and `state.tau`; false where steps are at rounding level
 * and μ cannot fall any further.
 */
export interface BarrierUpdate {
  start(state: State): void;
  update(state: State): boolean;
}

/** What every change of μ entails: a new barrier problem has a new filter. */
export function changeBarrier(state: State, mu: number): void {
  state.mu = mu;
  state.filter.clear();
  state.formulation.barrierChanged?.(mu);
}
