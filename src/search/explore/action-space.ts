import { columnScale } from "../../crossing/equation.js";
import type { JointProblem } from "../../crossing/problems/joint.js";
import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { isKnown } from "../../crossing/truncated/truncation.js";
import type { Environment } from "../../problem/problem.js";
import type { Origin } from "../result.js";
import { type Candidate, candidateAt } from "./candidates.js";
import { environment } from "./environment.js";

/** What an agent acts on, and how its places and the search's unknown dimensions turn into each other. */
export interface ActionSpace {
  readonly environment: Environment;
  /** the unknown dimensions of a place */
  dimensions(place: Float64Array): Float64Array;
  /** the place of given dimensions, the coefficients being the best ones */
  place(dimensions: Float64Array): Float64Array;
  candidate(place: Float64Array, origin: Origin): Candidate;
}

/** Dimensions alone; the coefficients are eliminated. */
export function reducedSpace(problem: ReducedProblem): ActionSpace {
  return {
    environment: environment(problem),
    dimensions: (place) => place,
    place: (dimensions) => dimensions,
    candidate: (place, origin) => candidateAt(problem, place, origin),
  };
}

/** All unknowns, dimensions and squared OPE coefficients: BootSTOP's form (arXiv:2108.08859). */
export function jointSpace(problem: ReducedProblem, joint: JointProblem): ActionSpace {
  const { terms } = problem.equation;
  const count = problem.names.length;
  const residual = new Float64Array(joint.rowCount);
  const unknown = terms.flatMap((term, t) => (isKnown(term) ? [] : [t]));
  const space: ActionSpace = {
    environment: environment(joint),
    dimensions: (place) => place.slice(0, count),
    place(dimensions) {
      problem.objective(dimensions);
      const { deltas } = problem.equation;
      const ope2 = unknown.map((t) => problem.coefficients[t]! / columnScale(deltas[terms[t]!.operator]!));
      return Float64Array.of(...dimensions, ...ope2);
    },
    candidate(place, origin) {
      joint.residual(place, residual);
      const ope2 = joint.coefficients(place);
      const objective = residual.reduce((sum, entry) => sum + entry * entry, 0);
      return { ...candidateAt(problem, space.dimensions(place), origin), objective, ope2 };
    },
  };
  return space;
}
