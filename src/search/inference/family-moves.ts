import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import { held } from "../../problem/held.js";
import type { Rung } from "../rung/rung.js";
import { type Fit, type Move, solutionValues } from "./error-bars.js";
import type { FlatDirection } from "./flat-direction.js";

/**
 * Where a bent family of solutions takes the numbers that do not move along it: the dimensions that do are held one standard deviation to
 * either side, the others follow. A Gaussian about one member says nothing of this; none where the family has no end.
 */
export function familyMoves(rung: Rung, { x, amplitude }: Fit, { size, far }: FlatDirection): Move[] {
  if (!Number.isFinite(size)) return [];
  const problem = rung.problem(amplitude);
  return [-1, 1].map((side) => {
    const place = x.slice();
    for (const { unknown, step } of far) {
      const moved = x[unknown]! + side * size * step;
      place[unknown] = Math.min(Math.max(moved, problem.lower[unknown]!), problem.upper[unknown]!);
    }
    const still = new Map(far.map(({ unknown }) => [unknown, place[unknown]!]));
    const end = levenbergMarquardt(held(problem, still), place).x;
    return { values: solutionValues(rung, end, amplitude), share: 1 / 2 };
  });
}
