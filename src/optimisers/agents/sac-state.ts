import type { GroupState } from "../networks/group.js";
import type { TemperatureState } from "./temperature.js";

/** Everything that training changes in either form of soft actor-critic; with a constant temperature its logarithm stays 0. */
export interface SacState extends GroupState, TemperatureState {
  /** gradient steps so far */
  readonly updates: number;
}
