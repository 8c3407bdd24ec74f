import type { Random } from "../../math/random.js";
import type { Problem } from "../../problem/problem.js";

/** A place to start from, uniform in the box. Separations are the optimiser's to restore. */
export function uniformPlace({ lower, upper }: Problem, random: Random): Float64Array {
  return lower.map((low, k) => random.between(low, upper[k]!));
}

/** A base of the rung below, [its unknowns], with the unknowns it does not have uniform in their ranges. */
export function extendedPlace(problem: Problem, base: readonly number[], random: Random): Float64Array {
  const place = uniformPlace(problem, random);
  place.set(base);
  return place;
}
