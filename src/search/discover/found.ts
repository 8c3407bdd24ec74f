import { BREAK } from "../inference/criteria.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import type { ContentStep } from "../result.js";
import { chosen, comparables } from "./choose.js";
import { sameKind } from "./kinds.js";
import type { Level, Solution } from "./level.js";
import type { Trial } from "./level-search.js";
import { removals } from "./moves.js";
import { likeliestPlaces } from "./propose/scan.js";

/** What a growth ends with. */
export interface Found {
  readonly cut: number;
  readonly solution: Solution;
  /** as good, at the same cut */
  readonly rivals: readonly Solution[];
  /** what was chosen one step below, and its cut; null where there is none */
  readonly below: { readonly cut: number; readonly solution: Solution } | null;
}

/** The last step on which more dimensions were localised than on the one before; the first contents may be wrong, and hold more than there is. */
export function lastRise(steps: readonly Pick<ContentStep, "localised">[]): number {
  const rise = steps.findLastIndex(({ localised }, k) => localised > (steps[k - 1]?.localised ?? 0));
  return Math.max(rise, 0);
}

/** Which step's content is the result, and the cut in the middle of those over which it holds without the tail growing. */
export function settledSteps(
  all: readonly Solution[],
  steps: readonly ContentStep[],
): { readonly index: number; readonly cut: number } {
  const first = lastRise(steps);
  let last = first;
  while (last + 1 < all.length && goesOn(all[first]!, all[last + 1]!)) last++;
  return { index: first, cut: (steps[first]!.cut + steps[last]!.cut) / 2 };
}

const goesOn = (from: Solution, to: Solution) =>
  to.operators.length === from.operators.length &&
  from.operators.every(
    (operator) =>
      from.operators.filter((other) => sameKind(other, operator)).length ===
      to.operators.filter((other) => sameKind(other, operator)).length,
  ) &&
  temperedDifference(to, from) <= BREAK;

/**
 * The content at its own cut, and what is as good there: with an operator more at the best place of each kind, however little it promises, or with one of
 * the least significant ones less.
 *
 * @param before what was chosen on its step
 * @param below what was chosen on the step before that
 */
export function* examine(
  level: Level,
  before: Solution,
  below: Found["below"],
): Generator<Trial, { readonly found: Found; readonly tried: number }> {
  yield { level, held: before, move: "settle" };
  const first = level.solve(before.operators, before.amplitude);
  const starts = [
    ...likeliestPlaces(level, first).map((place) => ({ move: "doubt", start: [...first.operators, place] })),
    ...removals(level, first),
  ];
  const pool = [first];
  for (const { move, start } of starts) {
    yield { level, held: first, move };
    pool.push(level.solve(start, first.amplitude));
  }
  const solution = first.flaw === null ? first : chosen(pool);
  return {
    tried: pool.length,
    found: {
      cut: level.cut,
      solution,
      rivals: comparables(pool, solution),
      below,
    },
  };
}
