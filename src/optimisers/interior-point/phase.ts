import type { BarrierUpdate } from "./barrier-update.js";
import type { State } from "./state.js";
import type { Status } from "./status.js";

/** What differs between the main phase and the restoration phase of one and the same method. */
export interface Phase {
  readonly barrier: BarrierUpdate;
  /** Called at every iterate after the termination tests, the start included; a status ends the phase. */
  visit(state: State): Status | undefined;
  /**
   * No acceptable step: finds a point to go on from, or says how the run ends. On success the state is at that point
   * and `undefined` is returned.
   */
  restore(state: State): Status | undefined;
}
