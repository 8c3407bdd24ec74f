import { InputError } from "../errors.js";
import type { StopReason } from "./result.js";

/** What has been spent on a search. */
export interface Spent {
  evaluations: number;
  sacSteps: number;
}

/** A search that a budget or an interrupt ended before it had anything to tell. */
export class NothingFound extends InputError {
  constructor(
    readonly reason: StopReason,
    readonly spent: Spent = { evaluations: 0, sacSteps: 0 },
  ) {
    super({ where: "search", found: reason, allowed: "ended before anything was found" });
  }
}
