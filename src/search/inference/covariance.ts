import type { Covariance } from "../result.js";
import type { Rung } from "../rung/rung.js";
import type { Fit, Move } from "./error-bars.js";
import type { SolutionQuantity } from "./tail-reliance.js";

/** A number of a solution with the name that tables give it. */
export interface NamedQuantity extends SolutionQuantity {
  readonly name: string;
}

/**
 * Covariance of the determined numbers: the posterior's, and what the guesses about cut, amplitude and shape do to all of them together; its
 * diagonal holds the squares of the bars. Coefficients on the border of a semidefinite matrix, which follow from others, are left out.
 */
export function covarianceOf(
  rung: Rung,
  solution: Fit,
  moves: readonly Move[],
  determined: readonly NamedQuantity[],
): Covariance {
  const { covariance, unknowns } = rung.model!.posterior(solution.x, solution.amplitude).covariance();
  const placed = determined.flatMap((quantity) => {
    const row = unknowns.findIndex(({ operator, term }) =>
      quantity.which === "delta" ? term === null && operator === quantity.index : term === quantity.index,
    );
    return row < 0 ? [] : [{ ...quantity, row }];
  });
  const moved = ({ which, index }: SolutionQuantity) =>
    moves.map(({ values, share }) => Math.sqrt(share) * (values[which][index]! - solution[which][index]!));
  return {
    quantities: placed.map(({ name }) => name),
    matrix: placed.map((a) =>
      placed.map((b) => {
        const [first, second] = [moved(a), moved(b)];
        return first.reduce((sum, move, k) => sum + move * second[k]!, covariance[a.row]![b.row]!);
      }),
    ),
  };
}
