import type { Ladder } from "../ladder/ladder.js";
import type { ClimbedRung } from "../ladder/state.js";
import { BREAK, SUSPECT } from "./criteria.js";

/** Whether other levels of truncation stand by a solution, and if not why. */
export type Confirmation = "confirmed" | "single-level" | "lost-below" | "broken-above" | "suspect";

/**
 * One level fits its few numbers to the solution of the smallest tail, whichever that is: it confirms nothing. A solution is confirmed where it goes
 * on from one of the level below without a rise of the evidence beyond the scatter of real tails; no level below it was lost; and the next one, if it was
 * tried and lost, is not worse by more than that scatter.
 *
 * A continuation starts from a solution that other levels confirmed: its single level counts.
 */
export function confirmation(
  { state: { climbed: all }, plan: { continued } }: Ladder,
  { rung, rise }: ClimbedRung,
): Confirmation {
  const next = all.find((other) => other.rung === rung + 1);
  if (all.some((other) => other.rung <= rung + 1 && (other.rise ?? 0) > SUSPECT)) return "suspect";
  if (all.some((other) => other.rung <= rung && other.lost)) return "lost-below";
  if (next?.lost && (next.rise ?? 0) > BREAK) return "broken-above";
  if (continued) return "confirmed";
  return rung > 0 && (rise ?? 0) <= BREAK ? "confirmed" : "single-level";
}
