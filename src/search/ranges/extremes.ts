import { minimise, type NonlinearProblem, type Outcome } from "../../optimisers/interior-point/index.js";
import { succeeded } from "../equations/row-equations.js";
import { type ExtremeSearch, linearConstraints, multiply, Placement, rowConstraints } from "./rows.js";

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
  const outcome = solve(search, start, gradient);
  if (succeeded(outcome.status)) return outcome;
  for (const ahead of STARTS_AHEAD) {
    const first = gradient.map((entry) => -ahead * entry);
    const another = solve(search, start, gradient, first);
    if (succeeded(another.status)) return another;
  }
  return outcome;
}

/** Lengths |u|: half and nine tenths of the way to a Gaussian extreme at 95 %, and a short one. */
const STARTS_AHEAD = [1, 1.8, 0.2];

/**
 * Lowers a linear function of u.
 * @returns the interior point's outcome with `x` in the problem's own unknowns
 */
function solve(
  search: ExtremeSearch,
  start: Float64Array,
  gradient: Float64Array,
  first: Float64Array = new Float64Array(start.length),
): Outcome {
  const n = start.length;
  const place = new Placement(search, start);
  const rows = rowConstraints(search, place);
  const linear = linearConstraints(search, start);
  const nonlinear: NonlinearProblem = {
    variables: n,
    start: first,
    objective: (u) => u.reduce((sum, entry, j) => sum + gradient[j]! * entry, 0),
    gradient: () => gradient,
    constraints: (u) => [...rows.values(u), ...multiply(linear.matrix, u)],
    jacobian: (u) => Float64Array.from([...rows.jacobian(u), ...linear.matrix]),
    constraintLower: [...rows.lower, ...linear.lower],
    constraintUpper: [...rows.upper, ...linear.upper],
    hessian: (u, _, lambda) => rows.hessian(u, lambda),
  };
  const outcome = minimise(nonlinear, {
    maxIterations: MOST_ITERATIONS,
    constraintTolerance: CHI2_TOLERANCE,
    tolerance: EXTREME_TOLERANCE,
  });
  return { ...outcome, x: place.clamped(outcome.x) };
}
