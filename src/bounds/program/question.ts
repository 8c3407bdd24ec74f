import { blockFactor } from "../../blocks/rational/block-factor.js";
import { valuesAt } from "./positivity.js";
import { type FunctionalProgram, type Isolated, operatorAt } from "./program.js";

/** What is asked of functionals α: to maximise objective · α where normalization · α = 1 and α is positive on all operators. */
export interface Question {
  readonly objective: readonly bigint[];
  readonly normalization: readonly bigint[];
}

/** Is there a solution at all? None if there is an α of 1 on the identity. */
export function feasibility({ identity }: FunctionalProgram): Question {
  return { objective: identity.map(() => 0n), normalization: identity };
}

/**
 * The squared coefficient of an operator: of α(operator) = ±1 the largest α(identity) is the lower bound (−1) or minus the upper bound (+1).
 */
export function coefficientQuestion(
  { functionals, identity }: FunctionalProgram,
  family: Parameters<typeof operatorAt>[1],
  target: Isolated,
  side: "lower" | "upper",
): Question {
  const { fixed } = functionals;
  const operator = operatorAt(functionals, family, target);
  const { from } = operator;
  // combined ones hold their factors
  const factor = operator.degree === 0 ? fixed.one : blockFactor(fixed, operator, from);
  const column = valuesAt(fixed, operator, from).map((entry) => fixed.times(factor, entry));
  return { objective: identity, normalization: side === "lower" ? column.map((entry) => -entry) : column };
}
