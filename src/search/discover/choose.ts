import { ASKED_FOR, CLIMBED, RIVAL } from "../inference/criteria.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import { sameKind } from "./kinds.js";
import type { Solution } from "./level.js";

/**
 * The content of least L + {@link ASKED_FOR} n, L being the tempered difference from the likeliest and n its number of operators: every operator more has to
 * be asked for by itself. Contents with a flaw are none; where all have one, the likeliest.
 *
 * @param pool at least one
 */
export function chosen(pool: readonly Solution[]): Solution {
  const sound = pool.filter(({ flaw }) => flaw === null);
  const best = likeliest(sound.length > 0 ? sound : pool);
  if (best.flaw !== null) return best;
  const costs = sound.map((other) => cost(other, best));
  return sound[costs.indexOf(Math.min(...costs))]!;
}

/** L + {@link ASKED_FOR} n, L against `reference`. */
export const cost = (solution: Solution, reference: Solution) =>
  temperedDifference(solution, reference) + ASKED_FOR * solution.operators.length;

const likeliest = (pool: readonly Solution[]) =>
  pool.reduce((best, other) => (other.evidence < best.evidence ? other : best));

/** Others as good as the chosen one, likeliest first: neither is right beyond doubt. */
export const comparables = (pool: readonly Solution[], held: Solution): Solution[] =>
  others(pool, held).filter((other) => temperedDifference(other, held) < RIVAL);

/** Solutions that go on to the next cut: what is chosen there may go on from another than the chosen one. */
export const carried = (pool: readonly Solution[], held: Solution): Solution[] => [
  held,
  ...climbable(pool, held).slice(0, CARRIED),
];

/** Others that may be the ones that go on, likeliest first. */
export const climbable = (pool: readonly Solution[], held: Solution): Solution[] =>
  others(pool, held).filter((other) => temperedDifference(other, held) < CLIMBED);

const CARRIED = 2;

function others(pool: readonly Solution[], held: Solution): Solution[] {
  const distinct: Solution[] = [];
  for (const other of [...pool].sort((a, b) => a.evidence - b.evidence))
    if (other.flaw === null && ![held, ...distinct].some((known) => samePlace(known, other)))
      distinct.push(other);
  return distinct;
}

/** Two dimensions nearer than this are the same, as in `candidates.ts`. */
const SAME_DIMENSION = 0.02;

/** Are two solutions one: the same operators at the same places? */
export const samePlace = (a: Solution, b: Solution) =>
  a.operators.length === b.operators.length &&
  a.operators.every((operator, k) => {
    const other = b.operators[k]!;
    return sameKind(operator, other) && Math.abs(operator.delta - other.delta) <= SAME_DIMENSION;
  });
