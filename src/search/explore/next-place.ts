import type { Random } from "../../math/random.js";
import type { Problem } from "../../problem/problem.js";
import type { PolicyPlaces } from "../policy/places.js";
import type { Origin } from "../result.js";
import type { ExplorerContext } from "./explorer.js";
import { extendedPlace, uniformPlace } from "./proposals.js";

/**
 * The bases in turn with their new operators at random, and after the last of them a place with everything at random. With a policy every
 * other round takes what is at random from it.
 */
export function nextPlace(
  problem: Problem,
  bases: ExplorerContext["bases"],
  start: number,
  random: Random,
  policy: PolicyPlaces | null = null,
): { x: Float64Array; origin: Origin } {
  const turns = bases.length + 1;
  const base = bases[start % turns];
  if (policy && Math.floor(start / turns) % 2 === 1 && !(base && base.x.length === problem.names.length))
    return { x: policy.place(random, base?.x), origin: "policy" };
  if (!base) return { x: uniformPlace(problem, random), origin: "random" };
  const x = extendedPlace(problem, base.x, random);
  return { x, origin: base.x.length === x.length ? base.origin : "random" };
}
