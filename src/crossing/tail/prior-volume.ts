import { log } from "../../math/elementary.js";
import { LN4 } from "../equation.js";
import type { ReducedProblem } from "../problems/reduced.js";
import { KEPT_PRIOR_FACTOR } from "../truncated/truncated-equation.js";
import { matrixTerms } from "../truncated/truncation.js";
import { coneMass } from "./cone.js";

/** The dimension of an operator, or the squared OPE coefficient of one of its terms. */
export interface Unknown {
  readonly operator: number;
  /** null for the dimension */
  readonly term: number | null;
}

/**
 * 2 ln of what semidefinite matrices change of the prior volumes: their coefficients are on a cone, which holds a part of the prior, and those that its
 * border holds have a prior as well.
 */
export function coneVolume(
  problem: ReducedProblem,
  held: readonly { readonly operator: number; readonly term: number }[],
): number {
  const { truncation, terms } = problem.equation;
  const width = (term: number) => priorWidth(problem, terms[term]!.operator, term);
  const masses = matrixTerms(truncation).map((matrix) => {
    const [first, mixed, second] = matrix.map(width);
    return first && mixed && second ? 2 * log(coneMass(first, mixed, second)) : 0;
  });
  // without the length of a posterior: a length inwards takes its place
  const borders = held.map(({ operator, term }) => volume(problem, [{ operator, term }]) + log(2 * Math.PI));
  return [...masses, ...borders].reduce((sum, entry) => sum + entry, 0);
}

/** 2 ln of the prior volumes, and of the change of variables from (Δ, a) to (Δ, b). */
export function volume(problem: ReducedProblem, unknowns: readonly Unknown[]): number {
  const { equation } = problem;
  let sum = 0;
  for (const { operator, term } of unknowns) {
    const { lower, upper } = equation.truncation.operators[operator]!;
    const delta = equation.deltas[operator]!;
    sum -= log(2 * Math.PI);
    if (term === null) {
      sum += 2 * log(upper - lower);
      continue;
    }
    const kept = equation.terms[term]!;
    const tailWidth = priorWidth(problem, operator, term);
    if (tailWidth === null) sum += 2 * log(kept.ope2[1] - kept.ope2[0]);
    else {
      const width = KEPT_PRIOR_FACTOR * tailWidth;
      // half a normal distribution where only one sign is allowed: twice its density on that side
      const sides = kept.ope2[0] < 0 && kept.ope2[1] > 0 ? 1 : 2;
      sum += 2 * log(width) + log(2 * Math.PI) - 2 * log(sides) - 2 * LN4 * delta;
    }
  }
  return sum;
}

/** Width that the tail gives a kept coefficient; null where it is flat over its range. */
export function priorWidth({ equation }: ReducedProblem, operator: number, term: number): number | null {
  return equation.prior?.tail.width(equation.terms[term]!, equation.deltas[operator]!) ?? null;
}
