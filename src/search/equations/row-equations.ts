import { Householder } from "../../math/householder.js";
import { minimise, type NonlinearProblem, type Status } from "../../optimisers/interior-point/index.js";
import type { CurvedProblem } from "../../problem/problem.js";
import { balance, solveTransposed, solveTriangle } from "./row-balance.js";
import { coordinate, type Objective, remoteness } from "./row-objectives.js";

/** A place where the rows hold. */
export interface RowSolution {
  readonly x: Float64Array;
  readonly status: Status;
  /** of an extreme: how much its value rises for a unit added to each row [rows] */
  readonly sensitivity: Float64Array;
}

/** Rows hold to this, absolute; E is of order one. */
export const ROW_TOLERANCE = 1e-11;
/** In balanced rows; what is left Newton's steps at the end take away. */
const TOLERANCE = 1e-6;
/** Optimality of an extreme, in natural widths of the quantity. */
const EXTREME_TOLERANCE = 1e-4;
const MOST_ITERATIONS = 200;
const RETRIES = 2;
const CORRECTIONS = 6;

/**
 * The rows r(x) = 0 of a problem as equations in a box, for more unknowns than rows. Unknowns are measured in given scales; rows are replaced by
 * combinations of them, the triangle of the QR factorisation of Jᵀ, in which the Jacobian at the start has orthonormal rows: the rows of a
 * crossing equation depend on each other to ten digits.
 */
export class RowEquations {
  private readonly count: number;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  private readonly triangle: Float64Array;

  /**
   * @param place inside the bounds: where the rows are balanced
   * @param scale natural steps of the unknowns, positive
   */
  constructor(
    private readonly problem: CurvedProblem,
    private readonly place: Float64Array,
    private readonly scale: Float64Array,
  ) {
    this.count = problem.names.length;
    this.lower = problem.lower.map((bound, j) => bound / scale[j]!);
    this.upper = problem.upper.map((bound, j) => bound / scale[j]!);
    this.triangle = balance(this.scaledJacobian(place), problem.rowCount);
  }

  /** The analytic centre of the solutions: where the product of the distances to all bounds is largest. */
  centre(): RowSolution {
    return this.solve(this.toScaled(this.place), remoteness(this.lower, this.upper, TOLERANCE));
  }

  /** The solution where unknown `index` is smallest (direction 1) or largest (−1), from a solution. */
  extreme(from: Float64Array, index: number, direction: 1 | -1): RowSolution {
    const width = this.naturalWidth(this.toScaled(from), index);
    const objective = coordinate(this.count, {
      index,
      slope: direction / width,
      tolerance: EXTREME_TOLERANCE,
    });
    let found = this.solve(this.toScaled(from), objective);
    // where the barrier method has run aground it goes on from there with a fresh barrier
    for (let retry = 0; retry < RETRIES && !succeeded(found.status); retry++)
      found = this.solve(this.toScaled(found.x), objective);
    const unit = (this.scale[index]! * width) / direction;
    return { ...found, sensitivity: found.sensitivity.map((entry) => entry * unit) };
  }

  /** Largest |row| at x. */
  violation(x: Float64Array): number {
    const residual = new Float64Array(this.problem.rowCount);
    this.problem.residual(x, residual);
    return residual.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  }

  private solve(start: Float64Array, objective: Objective): RowSolution {
    const outcome = minimise(this.nonlinear(start, objective), {
      maxIterations: MOST_ITERATIONS,
      constraintTolerance: TOLERANCE,
      tolerance: objective.tolerance,
      initialBarrier: objective.firstBarrier,
      scaling: "none",
    });
    if (outcome.error !== undefined) throw outcome.error;
    const x = this.corrected(outcome.x);
    const wrong = succeeded(outcome.status) && this.violation(x) > ROW_TOLERANCE;
    const sensitivity = outcome.multipliers.constraints.slice(0, this.problem.rowCount);
    solveTriangle(this.triangle, sensitivity);
    return { x, status: wrong ? "Infeasible_Problem_Detected" : outcome.status, sensitivity };
  }

  private nonlinear(start: Float64Array, objective: Objective): NonlinearProblem {
    const { problem, count, lower, upper, scale } = this;
    const rows = problem.rowCount;
    const gaps = problem.separations;
    return {
      variables: count,
      start,
      lower,
      upper,
      objective: objective.value,
      gradient: objective.gradient,
      constraints: (u) => [
        ...this.balanced(u),
        ...gaps.map(({ above, below }) => u[above]! * scale[above]! - u[below]! * scale[below]!),
      ],
      jacobian: (u) => this.jacobian(u),
      constraintLower: [...new Float64Array(rows), ...gaps.map(({ gap }) => gap)],
      constraintUpper: [...new Float64Array(rows), ...gaps.map(() => Number.POSITIVE_INFINITY)],
      hessian: (u, sigma, lambda) =>
        this.hessian(
          u,
          lambda,
          objective.curvature(u).map((entry) => sigma * entry),
        ),
    };
  }

  private toScaled(x: Float64Array): Float64Array {
    return x.map((value, j) => value / this.scale[j]!);
  }

  private fromScaled(u: Float64Array): Float64Array {
    const { lower, upper } = this.problem;
    return u.map((value, j) => Math.min(Math.max(value * this.scale[j]!, lower[j]!), upper[j]!));
  }

  /** R⁻ᵀ r */
  private balanced(u: Float64Array): Float64Array {
    const residual = new Float64Array(this.problem.rowCount);
    this.problem.residual(this.fromScaled(u), residual);
    solveTransposed(this.triangle, residual);
    return residual;
  }

  private scaledJacobian(x: Float64Array): Float64Array {
    const { problem, count, scale } = this;
    const jacobian = new Float64Array(problem.rowCount * count);
    problem.linearise(x, new Float64Array(problem.rowCount), jacobian);
    for (let i = 0; i < jacobian.length; i++) jacobian[i]! *= scale[i % count]!;
    return jacobian;
  }

  private balancedJacobian(u: Float64Array): Float64Array {
    const { count, triangle, problem } = this;
    const jacobian = this.scaledJacobian(this.fromScaled(u));
    const column = new Float64Array(problem.rowCount);
    for (let j = 0; j < count; j++) {
      for (let i = 0; i < column.length; i++) column[i] = jacobian[i * count + j]!;
      solveTransposed(triangle, column);
      for (let i = 0; i < column.length; i++) jacobian[i * count + j] = column[i]!;
    }
    return jacobian;
  }

  private jacobian(u: Float64Array): Float64Array {
    const { problem, count, scale } = this;
    const { separations, rowCount } = problem;
    const all = new Float64Array((rowCount + separations.length) * count);
    all.set(this.balancedJacobian(u));
    for (const [k, { above, below }] of separations.entries()) {
      all[(rowCount + k) * count + above] = scale[above]!;
      all[(rowCount + k) * count + below] = -scale[below]!;
    }
    return all;
  }

  /** @param diagonal what the objective adds */
  private hessian(u: Float64Array, lambda: Float64Array, diagonal: Float64Array): Float64Array {
    const { problem, count, scale, triangle } = this;
    const weights = lambda.slice(0, problem.rowCount);
    solveTriangle(triangle, weights);
    const out = new Float64Array(count * count);
    problem.curvature(this.fromScaled(u), weights, out);
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) out[i * count + j]! *= scale[i]! * scale[j]!;
    for (let j = 0; j < count; j++) out[j * count + j]! += diagonal[j]!;
    return out;
  }

  /** Newton's steps of least length, relative to the distance to the bounds, until the rows are at their rounding errors. */
  private corrected(u: Float64Array): Float64Array {
    let x = this.fromScaled(u);
    let best = this.violation(x);
    for (let k = 0; k < CORRECTIONS && best > 0; k++) {
      const next = this.fromScaled(this.newtonStep(this.toScaled(x)));
      const violation = this.violation(next);
      if (!(violation < best)) break;
      x = next;
      best = violation;
    }
    return x;
  }

  private newtonStep(u: Float64Array): Float64Array {
    const { step } = this.rangeOf(u, this.balanced(u));
    return u.map((value, j) => value - step[j]!);
  }

  /**
   * How far an unknown can go while the others stay within their distances to the bounds, to first order: the length of D e less its
   * projection on the rows of J D, D those distances.
   */
  private naturalWidth(u: Float64Array, index: number): number {
    const { distances, projected } = this.rangeOf(u, new Float64Array(this.problem.rowCount), index);
    return Math.max(Math.sqrt(projected), SMALLEST_WIDTH * distances[index]!);
  }

  /** D, the step D (J D)⁺ r, and the squared length of what the rows leave of D e_index. */
  private rangeOf(u: Float64Array, residual: Float64Array, index = 0) {
    const { count, lower, upper, problem } = this;
    const rows = problem.rowCount;
    const jacobian = this.balancedJacobian(u);
    const distances = u.map((value, j) => Math.max(Math.min(value - lower[j]!, upper[j]! - value, 1), 0));
    const qr = new Householder(count, rows);
    for (let j = 0; j < count; j++)
      for (let i = 0; i < rows; i++) qr.matrix[j * rows + i] = jacobian[i * count + j]! * distances[j]!;
    qr.factorise(count, rows);
    const step = new Float64Array(count);
    step.set(residual);
    solveTransposed(qr.matrix, step.subarray(0, rows));
    qr.apply(step);
    const unit = new Float64Array(count);
    unit[index] = distances[index]!;
    qr.applyTranspose(unit);
    let projected = 0;
    for (let j = rows; j < count; j++) projected += unit[j]! * unit[j]!;
    return { distances, step: step.map((value, j) => value * distances[j]!), projected };
  }
}

export const succeeded = (status: Status) =>
  status === "Solve_Succeeded" || status === "Solved_To_Acceptable_Level";

/** Of a width, relative to the distance to the bounds: below is rounding. */
const SMALLEST_WIDTH = 1e-13;
