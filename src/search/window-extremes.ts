import {
  minimise,
  type NonlinearProblem,
  type Outcome,
  type Status,
} from "../optimisers/interior-point/index.js";
import { type ExtremeSearch, linearConstraints, multiply, Placement, rowConstraints } from "./window-rows.js";

/** Rows as equations hold to this, absolute; E is of order one. */
const EQUATION_TOLERANCE = 1e-11;
/** χ² at the end may exceed its limit by this much: some hundredths are the rounding errors of the whitened rows. */
const CHI2_TOLERANCE = 0.02;
/** Optimality of an extreme, in standard deviations. */
const EXTREME_TOLERANCE = 1e-4;
const MOST_ITERATIONS = 300;

/**
 * A place where unknown `index` is smallest (direction 1) or largest (−1) while the rows hold, by the interior point: from `start`, and
 * where that fails from places ahead of it in the direction of the extreme.
 */
export function extreme(
  search: ExtremeSearch,
  start: Float64Array,
  { index, direction }: { readonly index: number; readonly direction: 1 | -1 },
): Outcome {
  const n = start.length;
  const row = search.basis.slice(index * n, (index + 1) * n);
  const length = direction / Math.sqrt(row.reduce((sum, entry) => sum + entry * entry, 0));
  const gradient = row.map((entry) => length * entry);
  const objective: Objective = {
    objective: (u) => u.reduce((sum, entry, j) => sum + gradient[j]! * entry, 0),
    gradient: () => gradient,
    curvature: 0,
  };
  const outcome = solve(search, start, objective);
  if (succeeded(outcome.status)) return outcome;
  for (const ahead of STARTS_AHEAD) {
    const first = gradient.map((entry) => -ahead * entry);
    const another = solve(search, start, objective, first);
    if (succeeded(another.status)) return another;
  }
  return outcome;
}

/** Lengths |u|: half and nine tenths of the way to a Gaussian extreme at 95 %, and a short one. */
const STARTS_AHEAD = [1, 1.8, 0.2];

/** The place nearest `start`, in |u|, where the rows hold. */
export function nearestSolution(search: ExtremeSearch, start: Float64Array): Outcome {
  return solve(search, start, {
    objective: (u) => 0.5 * u.reduce((sum, entry) => sum + entry * entry, 0),
    gradient: (u) => u.slice(),
    curvature: 1,
  });
}

export const succeeded = (status: Status) =>
  status === "Solve_Succeeded" || status === "Solved_To_Acceptable_Level";

interface Objective {
  objective(u: Float64Array): number;
  gradient(u: Float64Array): Float64Array;
  /** second derivative in every direction */
  readonly curvature: number;
}

/** @returns the interior point's outcome with `x` in the problem's own unknowns */
function solve(
  search: ExtremeSearch,
  start: Float64Array,
  objective: Objective,
  first: Float64Array = new Float64Array(start.length),
): Outcome {
  const { condition } = search;
  const n = start.length;
  const place = new Placement(search, start);
  const rows = rowConstraints(search, place);
  const linear = linearConstraints(search, start);
  const nonlinear: NonlinearProblem = {
    variables: n,
    start: first,
    objective: objective.objective,
    gradient: objective.gradient,
    constraints: (u) => [...rows.values(u), ...multiply(linear.matrix, u)],
    jacobian: (u) => Float64Array.from([...rows.jacobian(u), ...linear.matrix]),
    constraintLower: [...rows.lower, ...linear.lower],
    constraintUpper: [...rows.upper, ...linear.upper],
    hessian(u, sigma, lambda) {
      const out = rows.hessian(u, lambda);
      for (let j = 0; j < n; j++) out[j * n + j]! += sigma * objective.curvature;
      return out;
    },
  };
  const equations = condition.kind === "equations";
  const outcome = minimise(nonlinear, {
    maxIterations: MOST_ITERATIONS,
    constraintTolerance: equations ? EQUATION_TOLERANCE : CHI2_TOLERANCE,
    tolerance: equations ? EQUATION_TOLERANCE : EXTREME_TOLERANCE,
  });
  return { ...outcome, x: place.clamped(outcome.x) };
}
