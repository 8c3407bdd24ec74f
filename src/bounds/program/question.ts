import type { Sector } from "../../families/sectors.js";
import { blockFactor } from "./block-factor.js";
import { positivity, valuesAt } from "./positivity.js";
import type { FunctionalProgram, Isolated } from "./program.js";

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
  sectors: readonly Sector[],
  { sector, spin, delta }: Isolated,
  side: "lower" | "upper",
): Question {
  const { fixed } = functionals;
  const at = fixed.from(delta);
  const operator = positivity(functionals, sectors.find(({ name }) => name === sector)!, { spin, from: at });
  const factor = blockFactor(fixed, operator, at);
  const column = valuesAt(fixed, operator, at).map((entry) => fixed.times(factor, entry));
  return { objective: identity, normalization: side === "lower" ? column.map((entry) => -entry) : column };
}
