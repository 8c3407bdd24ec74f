import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import type { TailReliance } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { type Fit, fitAt } from "./error-bars.js";

/** A number of a solution: the dimension of an operator, or the coefficient of a term. */
export interface SolutionQuantity {
  readonly which: "delta" | "ope2";
  /** index of the operator, or of the term */
  readonly index: number;
}

/**
 * How much a solution rests on its tail: what halving and doubling the tail's amplitude does to the posterior's bars and to the numbers themselves.
 * Bars that follow the amplitude are all tail; numbers that move by more than a bar are its guess, not the data's.
 *
 * @param determined the numbers that count
 * @param errors total bars, the unit of moves
 */
export function tailReliance(
  rung: Rung,
  solution: Fit,
  errors: Fit["errors"],
  determined: readonly SolutionQuantity[],
): TailReliance {
  const varied = [0.5, 2].map((factor) => {
    const amplitude = factor * solution.amplitude;
    return fitAt(rung, levenbergMarquardt(rung.problem(amplitude), solution.x).x, amplitude);
  });
  const [halved, doubled] = varied.map((other) =>
    median(
      determined.flatMap(({ which, index }) => {
        const [bar, before] = [other.errors[which][index], solution.errors[which][index]];
        return bar && before ? [bar / before] : [];
      }),
    ),
  );
  const moves = varied.flatMap((other) =>
    determined.flatMap(({ which, index }) => {
      const bar = errors[which][index];
      return bar ? [Math.abs(other[which][index]! - solution[which][index]!) / bar] : [];
    }),
  );
  return {
    facts: rung.model!.facts(solution.amplitude),
    barsHalved: halved ?? null,
    barsDoubled: doubled ?? null,
    moved: moves.length > 0 ? Math.max(...moves) : null,
  };
}

function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
