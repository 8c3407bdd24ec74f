import { AGREEMENT_BARS, BREAK, RIVAL_ROOM } from "../inference/criteria.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import { sameKind } from "./kinds.js";
import { isLocalised, type Solution, type SolvedOperator } from "./level.js";

/** One cut with what was chosen there, and what is as good. */
export interface Step {
  readonly cut: number;
  readonly solution: Solution;
  readonly rivals: readonly Solution[];
}

/** What a growth ends with. */
export interface Found extends Step {
  /** the steps below and above that it has to agree with */
  readonly neighbours: readonly Step[];
  /** how many of its operators are known, see {@link knownOperators} */
  readonly known: number;
}

/** Are most operators of a step known? If not the content is not settled, or something that was given keeps it from fitting. */
export const isMostlyKnown = ({ solution }: Step, known: number) =>
  known > 0 && 2 * known >= solution.operators.length;

/**
 * With so many steps below and above a step has to agree. On two in a row a content that lacks a small operator may drift by less than a bar; and one
 * that is wrong from the beginning fits better than the right one, but does not go on.
 */
const BELOW = 3;
const ABOVE = 2;

export const neighbours = (steps: readonly Step[], index: number) => [
  ...steps.slice(Math.max(0, index - BELOW), index),
  ...steps.slice(index + 1, index + 1 + ABOVE),
];

/**
 * On all later steps an operator has to be there, within so many levels: a content that lacks a small one
 * drifts, a wrong one is left.
 */
const STAYS = 0.1;

/**
 * How many operators of each step are known: localised, and at the same place in every comparable content and on the steps around, of which there
 * is one above at least. These need not have what their cut has not passed by half a level.
 */
export const knownOperators = (steps: readonly Step[], levelSpacing: number): number[] =>
  steps.map(({ solution, rivals }, index) => {
    if (index === steps.length - 1) return 0;
    const around = neighbours(steps, index);
    return solution.operators.filter(
      (operator) =>
        isLocalised(operator, levelSpacing) &&
        rivals.every((rival) => has(rival, operator, levelSpacing)) &&
        around.every(
          (step) =>
            operator.delta > step.cut - levelSpacing / 2 || has(step.solution, operator, levelSpacing),
        ) &&
        steps.slice(index + 1 + ABOVE).every((step) => stays(step, operator, levelSpacing)),
    ).length;
  });

/** Steps on which the growth had what is now known to lie half a level below their cuts, and nothing else there: a ladder may climb them. */
export const agreeingSteps = (steps: readonly Step[], { cut, solution }: Found, levelSpacing: number) =>
  steps.filter((step) => {
    const passed = ({ operators }: Solution) =>
      operators.filter(({ delta }) => delta < step.cut - levelSpacing / 2);
    const wanted = passed(solution);
    return (
      step.cut < cut &&
      passed(step.solution).length === wanted.length &&
      passed(step.solution).every((operator) => has(solution, operator, levelSpacing))
    );
  });

const stays = ({ solution }: Step, operator: SolvedOperator, levelSpacing: number) =>
  has(solution, operator, levelSpacing) ||
  solution.operators.some(
    (other) => sameKind(other, operator) && Math.abs(other.delta - operator.delta) <= STAYS * levelSpacing,
  );

/** Within three bars, a rival's own widening them by no more than in the numbers of a search. */
function has(
  { operators }: Solution,
  { delta, error, ...kind }: SolvedOperator,
  levelSpacing: number,
): boolean {
  return operators.some((other) => {
    const room = Math.min(AGREEMENT_BARS * (other.error ?? 0), RIVAL_ROOM * levelSpacing);
    const own = AGREEMENT_BARS * (error ?? 0);
    const distance = other.delta - delta;
    return sameKind(other, kind) && distance * distance <= own * own + room * room;
  });
}

/** The first step of those on which most operators are known. */
export const fullestStep = (known: readonly number[]) => known.indexOf(Math.max(...known));

/** Cuts over which a step's content holds and the tail does not grow. */
export function settledCut(steps: readonly Step[], known: readonly number[], first: number): number {
  let last = first;
  while (
    last + 1 < steps.length &&
    known[last + 1] === known[first] &&
    goesOn(steps[first]!, steps[last + 1]!)
  )
    last++;
  return (steps[first]!.cut + steps[last]!.cut) / 2;
}

const goesOn = ({ solution: from }: Step, { solution: to }: Step) =>
  to.operators.length === from.operators.length &&
  from.operators.every((operator) => count(from, operator) === count(to, operator)) &&
  temperedDifference(to, from) <= BREAK;

const count = ({ operators }: Solution, kind: SolvedOperator) =>
  operators.filter((other) => sameKind(other, kind)).length;
