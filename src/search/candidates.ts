import type { Origin } from "./result.js";

/** A place the search found: one solution of a rung's truncated equation. */
export interface Candidate {
  /** unknown dimensions [free], in the order of the rung */
  readonly x: readonly number[];
  /** ‖r‖² at the amplitude of the rung */
  readonly objective: number;
  /** how many starts ended here */
  readonly count: number;
  readonly origin: Origin;
}

/** Two solutions are one when no dimension differs by more than this. */
const SAME_DIMENSION = 0.02;
const KEPT = 8;

/** The pool with a candidate added: merged with the one at the same place, or inserted by its objective. */
export function insertCandidate(pool: readonly Candidate[], candidate: Candidate): Candidate[] {
  const twin = pool.find((other) => samePlace(other.x, candidate.x));
  const rest = pool.filter((other) => other !== twin);
  const merged = !twin ? candidate : { ...(candidate.objective < twin.objective ? candidate : twin), count: twin.count + candidate.count };
  return [...rest, merged].sort((a, b) => a.objective - b.objective).slice(0, KEPT);
}

function samePlace(x: readonly number[], y: readonly number[]): boolean {
  return x.every((value, k) => Math.abs(value - y[k]!) <= SAME_DIMENSION);
}
