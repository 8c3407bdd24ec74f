import { ancestor } from "../ladder/branches.js";
import type { Ladder } from "../ladder/ladder.js";
import type { ClimbedRung } from "../ladder/state.js";
import { BREAK, FALL, SUSPECT } from "./criteria.js";

/** Whether other levels of truncation stand by a solution, and if not why. */
export type Confirmation = "confirmed" | "single-level" | "lost-below" | "broken-above" | "suspect";

/**
 * A first level fits its few numbers to the solution of the smallest tail, whichever that is: it confirms nothing. A higher one is confirmed where another
 * stands by it without a rise of the evidence, or a fall, beyond the scatter of real tails: the one below, that it goes on from, or the next, whose best solution
 * goes on from it though its new operators may not be localised (its numbers are then held against the next one's as a rival's); and where
 * no level below it was lost, nor the next one broken.
 *
 * A continuation starts from a solution that other levels confirmed: its single level counts.
 */
export function confirmation(
  { state: { climbed: all }, plan: { continued } }: Ladder,
  accepted: ClimbedRung,
): Confirmation {
  const { rung } = accepted;
  const next = all.find((other) => other.rung === rung + 1);
  if (all.some((other) => other.rung <= rung + 1 && (other.rise ?? 0) > SUSPECT)) return "suspect";
  if (all.some((other) => other.rung <= rung && other.lost)) return "lost-below";
  if (next?.lost && (next.rise ?? 0) > BREAK) return "broken-above";
  if (continued) return "confirmed";
  return rung > firstRung(all) && (goesOn(all, accepted) || isGoneOnFrom(all, accepted))
    ? "confirmed"
    : "single-level";
}

/** Does another level than the first stand by a solution? */
export function confirmedBeyondFirst(all: readonly ClimbedRung[], accepted: ClimbedRung): boolean {
  const first = firstRung(all);
  return (
    (accepted.rung > first + 1 && goesOn(all, accepted)) ||
    (accepted.rung > first && isGoneOnFrom(all, accepted))
  );
}

/** The lowest level that is one: where the identity is cancelled nothing is said of what comes above. */
export const firstRung = (all: readonly ClimbedRung[]): number =>
  all.find(({ trivial }) => !trivial)?.rung ?? Number.POSITIVE_INFINITY;

/** Does the next level go on from a solution, lost or not? */
function isGoneOnFrom(all: readonly ClimbedRung[], accepted: ClimbedRung): boolean {
  const next = all.find(({ rung }) => rung === accepted.rung + 1);
  return next !== undefined && descends(next, accepted) && goesOn(all, next);
}

/**
 * Nothing goes on from the trivial solution. A tail that is far smaller than the one below says that the
 * level below was another solution.
 */
function goesOn(all: readonly ClimbedRung[], { rung, rise }: ClimbedRung): boolean {
  if (all.find((other) => other.rung === rung - 1)?.trivial) return false;
  return rise === null || (rise <= BREAK && rise >= -FALL);
}

/** Does the best solution of the next level go on from the best of this one, rather than from another of its branches? */
function descends(next: ClimbedRung, { pool }: ClimbedRung): boolean {
  return ancestor(pool, next.pool[0]!.x) === pool[0];
}
