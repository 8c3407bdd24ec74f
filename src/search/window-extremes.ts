import type { Problem } from "../crossing/problem.js";
import {
  minimise,
  type NonlinearProblem,
  type Outcome,
  type Status,
} from "../optimisers/interior-point/index.js";

/** Which rows have to hold, and how well. */
export type RowCondition = { readonly kind: "equations" } | { readonly kind: "chi2"; readonly limit: number };

/** What an extreme is looked for in. */
export interface ExtremeSearch {
  readonly problem: Problem;
  readonly condition: RowCondition;
  /** a natural size of each unknown's variation [unknowns], positive */
  readonly scale: Float64Array;
}

/** Rows as equations hold to this, absolute; E is of order one. */
const EQUATION_TOLERANCE = 1e-11;
/** χ² at the end may exceed its limit by this much. */
const CHI2_TOLERANCE = 1e-6;
const MOST_ITERATIONS = 400;

/**
 * The place nearest `start` where unknown `index` is smallest (direction 1) or largest (−1) while the rows hold, by the
 * interior point in y = (x − start)/scale.
 */
export function extreme(
  search: ExtremeSearch,
  start: Float64Array,
  { index, direction }: { readonly index: number; readonly direction: 1 | -1 },
): Outcome {
  const gradient = new Float64Array(start.length);
  gradient[index] = direction;
  return solve(search, start, {
    objective: (y) => direction * y[index]!,
    gradient: () => gradient,
    curvature: 0,
  });
}

/** The place nearest `start`, in units of the scale, where the rows hold. */
export function nearestSolution(search: ExtremeSearch, start: Float64Array): Outcome {
  return solve(search, start, {
    objective: (y) => 0.5 * y.reduce((sum, entry) => sum + entry * entry, 0),
    gradient: (y) => y.slice(),
    curvature: 1,
  });
}

export const succeeded = (status: Status) =>
  status === "Solve_Succeeded" || status === "Solved_To_Acceptable_Level";

interface Objective {
  objective(y: Float64Array): number;
  gradient(y: Float64Array): Float64Array;
  /** second derivative in every direction */
  readonly curvature: number;
}

/** @returns the interior point's outcome with `x` in the problem's own unknowns */
function solve(search: ExtremeSearch, start: Float64Array, objective: Objective): Outcome {
  const { problem, scale, condition } = search;
  const n = start.length;
  const place = (y: Float64Array) =>
    y.map((entry, j) =>
      Math.min(Math.max(start[j]! + scale[j]! * entry, problem.lower[j]!), problem.upper[j]!),
    );
  const rows = rowConstraints(search, place);
  const gaps = problem.separations;
  const nonlinear: NonlinearProblem = {
    variables: n,
    lower: problem.lower.map((bound, j) => (bound - start[j]!) / scale[j]!),
    upper: problem.upper.map((bound, j) => (bound - start[j]!) / scale[j]!),
    start: new Float64Array(n),
    objective: objective.objective,
    gradient: objective.gradient,
    constraints(y) {
      const x = place(y);
      return [...rows.values(y), ...gaps.map(({ below, above }) => x[above]! - x[below]!)];
    },
    jacobian(y) {
      const out = new Float64Array((rows.lower.length + gaps.length) * n);
      out.set(rows.jacobian(y));
      for (const [k, { below, above }] of gaps.entries()) {
        out[(rows.lower.length + k) * n + above] = scale[above]!;
        out[(rows.lower.length + k) * n + below] = -scale[below]!;
      }
      return out;
    },
    constraintLower: [...rows.lower, ...gaps.map(({ gap }) => gap)],
    constraintUpper: [...rows.upper, ...gaps.map(() => Number.POSITIVE_INFINITY)],
    hessian(y, sigma, lambda) {
      const out = rows.hessian(y, lambda);
      for (let j = 0; j < n; j++) out[j * n + j]! += sigma * objective.curvature;
      return out;
    },
  };
  const outcome = minimise(nonlinear, {
    maxIterations: MOST_ITERATIONS,
    constraintTolerance: condition.kind === "equations" ? EQUATION_TOLERANCE : CHI2_TOLERANCE,
    tolerance: condition.kind === "equations" ? EQUATION_TOLERANCE : 1e-8,
  });
  return { ...outcome, x: place(outcome.x) };
}

interface RowConstraints {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  values(y: Float64Array): readonly number[];
  jacobian(y: Float64Array): Float64Array;
  hessian(y: Float64Array, lambda: Float64Array): Float64Array;
}

/** Residual and Jacobian in y at the last place asked for. */
function rowConstraints(
  { problem, condition, scale }: ExtremeSearch,
  place: (y: Float64Array) => Float64Array,
): RowConstraints {
  const n = scale.length;
  const m = problem.rowCount;
  const residual = new Float64Array(m);
  const jacobian = new Float64Array(m * n);
  const linearise = (y: Float64Array) => {
    problem.linearise(place(y), residual, jacobian);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) jacobian[i * n + j]! *= scale[j]!;
  };
  if (condition.kind === "equations") {
    return {
      lower: Array(m).fill(0),
      upper: Array(m).fill(0),
      values: (y) => {
        problem.residual(place(y), residual);
        return Array.from(residual);
      },
      jacobian: (y) => {
        linearise(y);
        return jacobian;
      },
      hessian: (y, lambda) => equationsHessian({ y, lambda, linearise, residual, jacobian }),
    };
  }
  return {
    lower: [Number.NEGATIVE_INFINITY],
    upper: [condition.limit],
    values: (y) => {
      problem.residual(place(y), residual);
      return [residual.reduce((sum, entry) => sum + entry * entry, 0)];
    },
    jacobian: (y) => {
      linearise(y);
      return transposeTimes(jacobian, residual, n, 2);
    },
    hessian: (y, lambda) => {
      linearise(y);
      return gram(jacobian, n, 2 * lambda[0]!);
    },
  };
}

interface EquationsAt {
  readonly y: Float64Array;
  readonly lambda: Float64Array;
  linearise(y: Float64Array): void;
  readonly residual: Float64Array;
  readonly jacobian: Float64Array;
}

/** Σ λᵢ ∇²Eᵢ by central differences of Jᵀλ; the Jacobian is exact, so this is as good as the steps of a Newton method need. */
function equationsHessian({ y, lambda, linearise, residual, jacobian }: EquationsAt): Float64Array {
  const n = y.length;
  const weights = lambda.subarray(0, residual.length);
  const step = 1e-5;
  const out = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const at = (by: number) => {
      linearise(y.map((entry, k) => (k === j ? entry + by : entry)));
      return transposeTimes(jacobian, weights, n, 1 / (2 * step));
    };
    const above = at(step);
    const below = at(-step);
    for (let k = 0; k < n; k++) out[k * n + j] = above[k]! - below[k]!;
  }
  for (let j = 0; j < n; j++)
    for (let k = 0; k < j; k++) {
      const mean = (out[j * n + k]! + out[k * n + j]!) / 2;
      out[j * n + k] = mean;
      out[k * n + j] = mean;
    }
  return out;
}

function transposeTimes(matrix: Float64Array, vector: Float64Array, n: number, factor: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < vector.length; i++)
    for (let j = 0; j < n; j++) out[j]! += factor * matrix[i * n + j]! * vector[i]!;
  return out;
}

/** factor · JᵀJ, row-major [n × n] */
function gram(jacobian: Float64Array, n: number, factor: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < jacobian.length / n; i++) {
    for (let j = 0; j < n; j++) {
      const entry = factor * jacobian[i * n + j]!;
      for (let k = 0; k <= j; k++) out[j * n + k]! += entry * jacobian[i * n + k]!;
    }
  }
  return out;
}
