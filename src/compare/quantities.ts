import { firstLines } from "../archive/operator-lines.js";
import type { SolutionOperator } from "../search/result.js";
import type { LineQuantity } from "../theory/quantities.js";

/** The quantities that a search had to find, in printed order; the dimension of an operator once, whatever its channels. */
export function freeQuantities(operators: readonly SolutionOperator[]): LineQuantity[] {
  const first = firstLines(operators);
  return operators.flatMap((operator, index) =>
    (["delta", "ope2"] as const)
      .filter((which) => !operator[which].fixed && (which === "ope2" || first[index] === index))
      .map((which) => ({ index, which })),
  );
}
