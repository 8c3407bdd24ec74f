import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import type { Origin } from "../result.js";

/** A place the search found: one solution of a rung's truncated equation. */
export interface Candidate {
  /** unknown dimensions [free], in the order of the rung */
  readonly x: readonly number[];
  /** which of them mean something: the dimension of an operator with coefficient zero does not */
  readonly present: readonly boolean[];
  /** squared OPE coefficients [terms] where they were searched for; without, they are the best ones for the dimensions */
  readonly ope2?: readonly number[];
  /** ‖r‖² at the amplitude of the rung */
  readonly objective: number;
  /** how many starts ended here */
  readonly count: number;
  readonly origin: Origin;
  /** what it is worth with a tail of its own size; absent until its rung is settled */
  readonly weight?: Weight;
}

/** −2 ln(evidence) of a candidate at the amplitude that fits it best, and the number of whitened rows behind it. */
export interface Weight {
  /** did its last polish converge? false where nothing was polished */
  readonly isMinimum: boolean;
  readonly amplitude: number;
  readonly evidence: number;
  readonly informativeRows: number;
}

/** Two solutions are one when no dimension differs by more than this, in levels. */
export const SAME_DIMENSION = 0.02;
const KEPT = 16;

/** The pool with a candidate added: merged with the one at the same place, or inserted by its objective. */
export function insertCandidate(
  pool: readonly Candidate[],
  candidate: Candidate,
  levelSpacing: number,
): Candidate[] {
  const twin = pool.find((other) => samePlace(other, candidate, SAME_DIMENSION * levelSpacing));
  const rest = pool.filter((other) => other !== twin);
  const merged = twin ? merge(twin, candidate) : candidate;
  return [...rest, merged].sort((a, b) => a.objective - b.objective).slice(0, KEPT);
}

/** The lower of two finds of one place; the credit is the first finder's. */
function merge(first: Candidate, second: Candidate): Candidate {
  const lower = second.objective < first.objective ? second : first;
  return { ...lower, origin: first.origin, count: first.count + second.count };
}

/** Are the two one place: the same operators present, at the same dimensions? @param width difference in Δ that means nothing */
export function samePlace(a: Candidate, b: Candidate, width: number): boolean {
  return a.x.every(
    (value, k) => a.present[k] === b.present[k] && (!a.present[k] || Math.abs(value - b.x[k]!) <= width),
  );
}

/** The candidate at a place, its coefficients eliminated. */
export function candidateAt(problem: ReducedProblem, x: Float64Array, origin: Origin): Candidate {
  const objective = problem.objective(x);
  const { free, firstTerm } = problem.equation;
  const present = free.map((k) =>
    problem.coefficients.subarray(firstTerm[k], firstTerm[k + 1]).some((b) => b !== 0),
  );
  return { x: Array.from(x), present, objective, count: 1, origin };
}
