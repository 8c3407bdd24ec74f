import { keepApart } from "../../optimisers/least-squares/separations.js";
import type { Problem } from "../../problem/problem.js";

/** Places along the range of an unknown. */
export const SCAN_PLACES = 16;
/** Part of the range within which a place belongs to the present one. */
const NEAR = 0.03;

/**
 * The profile of the objective over one unknown, the others as they are: the lowest of evenly spaced places of its range that are not
 * near its present value; null where the separations leave none. It sees what starts at random rarely do, one operator in the wrong
 * basin while all others are right.
 */
export function scanUnknown(problem: Problem, best: Float64Array, unknown: number): Float64Array | null {
  const lower = problem.lower[unknown]!;
  const range = problem.upper[unknown]! - lower;
  const residual = new Float64Array(problem.rowCount);
  const place = new Float64Array(best.length);
  let found: Float64Array | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < SCAN_PLACES; k++) {
    place.set(best);
    place[unknown] = lower + ((k + 0.5) / SCAN_PLACES) * range;
    if (Math.abs(place[unknown]! - best[unknown]!) <= NEAR * range) continue;
    keepApart(problem, place);
    problem.residual(place, residual);
    const objective = residual.reduce((sum, entry) => sum + entry * entry, 0);
    if (!(objective < least)) continue;
    least = objective;
    found = place.slice();
  }
  return found;
}
