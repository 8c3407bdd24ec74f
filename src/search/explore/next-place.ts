import type { Random } from "../../math/random.js";
import type { Problem } from "../../problem/problem.js";
import type { Origin } from "../result.js";
import type { ExplorerContext } from "./explorer.js";
import { extendedPlace, uniformPlace } from "./proposals.js";

/** The bases in turn with their new operators at random, and after the last of them a place with everything at random. */
export function nextPlace(
  problem: Problem,
  bases: ExplorerContext["bases"],
  start: number,
  random: Random,
): { x: Float64Array; origin: Origin } {
  const base = bases[start % (bases.length + 1)];
  if (!base) return { x: uniformPlace(problem, random), origin: "random" };
  const x = extendedPlace(problem, base.x, random);
  return { x, origin: base.x.length === x.length ? base.origin : "random" };
}
