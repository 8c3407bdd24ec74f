import { InputError } from "../../errors.js";
import type { Problem } from "../../problem/problem.js";
import { minimise } from "./minimise.js";
import type { NonlinearProblem, Options, Outcome } from "./problem.js";
import { validateProblem } from "./validate.js";

/** default of `tolerance` here: Gauss–Newton steps are cheap, and the figures wanted are many */
const TOLERANCE = 1e-10;
const LARGEST_FACTOR = 1e20;

/**
 * Minimises ‖r(x)‖² of a crossing problem from `start` [unknowns] with the Gauss–Newton Hessian 2JᵀJ; separations
 * x[above] − x[below] ≥ gap are linear constraints. The objective of the outcome is ‖r‖².
 *
 * @throws InputError as `minimise`, and for another Hessian than Gauss–Newton or L-BFGS
 */
export function minimiseLeastSquares(problem: Problem, start: Float64Array, options: Options = {}): Outcome {
  const hessian = options.hessian ?? "gauss-newton";
  if (hessian === "exact") {
    throw new InputError({
      where: "interiorPoint.minimiseLeastSquares",
      field: "options.hessian",
      found: hessian,
      allowed: "gauss-newton or lbfgs: a residual has no second derivatives",
    });
  }
  const nonlinear = leastSquaresProblem(problem, start);
  validateProblem(nonlinear);
  const objectiveFactor = options.objectiveFactor ?? ownUnit(nonlinear, start);
  return minimise(nonlinear, { tolerance: TOLERANCE, ...options, hessian, objectiveFactor });
}

/** A residual that starts small is measured in its own unit, or the tolerances would hold before it is minimised. */
function ownUnit(problem: NonlinearProblem, start: Float64Array): number {
  const { lower, upper } = problem;
  const inside = start.map((value, i) => Math.max(lower![i]!, Math.min(upper![i]!, value)));
  try {
    const first = problem.objective(inside);
    return first > 0 && first < 1 ? Math.min(1 / first, LARGEST_FACTOR) : 1;
  } catch {
    // `minimise` meets the same exception and reports it.
    return 1;
  }
}

function leastSquaresProblem(problem: Problem, start: Float64Array): NonlinearProblem {
  const n = problem.names.length;
  const residual = new Float64Array(problem.rowCount);
  const jacobian = new Float64Array(problem.rowCount * n);
  const gradient = new Float64Array(n);
  const linearisedAt = new Float64Array(n).fill(Number.NaN);
  const linearise = (x: Float64Array) => {
    if (x.every((value, i) => value === linearisedAt[i])) return;
    problem.linearise(x, residual, jacobian);
    linearisedAt.set(x);
  };
  const trial = new Float64Array(problem.rowCount);
  return {
    variables: n,
    lower: problem.lower,
    upper: problem.upper,
    start,
    objective(x) {
      problem.residual(x, trial);
      return trial.reduce((sum, value) => sum + value * value, 0);
    },
    gradient(x) {
      linearise(x);
      gradient.fill(0);
      for (let row = 0; row < residual.length; row++) {
        for (let j = 0; j < n; j++) gradient[j] = gradient[j]! + 2 * residual[row]! * jacobian[row * n + j]!;
      }
      return gradient;
    },
    residualJacobian(x) {
      linearise(x);
      return jacobian;
    },
    ...separationConstraints(problem, n),
  };
}

function separationConstraints(problem: Problem, n: number): Partial<NonlinearProblem> {
  const { separations } = problem;
  if (separations.length === 0) return {};
  const jacobian = new Float64Array(separations.length * n);
  separations.forEach(({ above, below }, row) => {
    jacobian[row * n + above] = 1;
    jacobian[row * n + below] = -1;
  });
  return {
    constraints: (x) => separations.map(({ above, below }) => x[above]! - x[below]!),
    jacobian: () => jacobian,
    constraintLower: separations.map(({ gap }) => gap),
    constraintUpper: separations.map(() => Number.POSITIVE_INFINITY),
  };
}
