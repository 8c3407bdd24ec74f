import { minimiseLeastSquares } from "../../optimisers/interior-point/index.js";
import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import { keepApart, pieceAround } from "../../optimisers/least-squares/separations.js";
import type { Problem, Separation } from "../../problem/problem.js";
import type { Polish } from "./explorer.js";

/**
 * First barrier. Where it is large (0.1, Ipopt's) all starts follow the central path into the same few minima: more of them find the
 * best one where that is the widest, and none where it is not. Measured in results/benchmark.
 */
const INITIAL_BARRIER = 1e-5;
const MOST_EVALUATIONS = 200;
/** relative decrease of the objective below which, twice in a row, the iterates have arrived */
const ARRIVED = 2e-7;
/** the crossover stops by itself after a few */
const CROSSOVER_EVALUATIONS = 40;

/**
 * Moves a place to a minimum near it by the interior-point method in the unknown dimensions, the coefficients eliminated, separations as linear
 * inequalities; then a few active-set steps put the unknowns that belong there onto their bounds exactly.
 *
 * The joint form, (Δ, a) with a scaled to order one, is the same problem but no practical one: whitening makes it a curved
 * valley 10¹³ times longer than wide, which linear elimination follows exactly and Newton steps in all unknowns do not.
 */
export const interiorPoint: Polish = (problem, x) => {
  // a rung on which every dimension is fixed: there is nothing to move
  if (x.length === 0) return levenbergMarquardt(problem, x);
  const start = Float64Array.from(x);
  keepApart(problem, start);
  const damped = new DampedProblem(problem, pieceAround(problem, start));
  const arrived = arrival();
  const inner = minimiseLeastSquares(damped, start, {
    initialBarrier: INITIAL_BARRIER,
    // how far to go is decided by the objective: its scale falls by 15 orders on the way, and tolerances set at the start do not
    tolerance: 1e-14,
    acceptableIterations: 0,
    maxIterations: MOST_EVALUATIONS,
    onIteration: ({ objective }) => arrived(objective) || damped.evaluations >= MOST_EVALUATIONS,
  });
  if (inner.error !== undefined) throw inner.error;
  return levenbergMarquardt(problem, inner.x, { maxEvaluations: CROSSOVER_EVALUATIONS, tolerance: ARRIVED });
};

function arrival(): (objective: number) => boolean {
  let last = Number.POSITIVE_INFINITY;
  let quiet = 0;
  return (objective) => {
    const decrease = last - objective;
    quiet = decrease >= 0 && decrease <= ARRIVED * last ? quiet + 1 : 0;
    last = objective;
    return quiet === 2;
  };
}

const FIRST_DAMPING = 1e-3;
const SMALLEST_DAMPING = 1e-14;
const LARGEST_DAMPING = 1e3;
const DAMPING_FACTOR = 3;

/**
 * A problem with Marquardt's damping in its Gauss–Newton Hessian: below the residual stands one row of zeros an unknown, whose Jacobian is
 * √λ times the norm of that unknown's column. Objective and gradient are those of the problem. λ falls after a full step and rises
 * with every step that the line search had to shorten. Residual and Jacobian at one place are one evaluation.
 */
class DampedProblem implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly rowCount: number;
  evaluations = 0;
  private damping = FIRST_DAMPING;
  /** places evaluated since the last one that was linearised */
  private trials = 0;
  private readonly evaluatedAt: Float64Array;
  private readonly linearisedAt: Float64Array;
  private readonly residuals: Float64Array;
  private readonly slopes: Float64Array;

  constructor(
    private readonly problem: Problem,
    { lower, upper }: Pick<Problem, "lower" | "upper">,
  ) {
    const { names, rowCount } = problem;
    this.names = names;
    this.lower = lower;
    this.upper = upper;
    this.separations = problem.separations;
    this.rowCount = rowCount + names.length;
    this.evaluatedAt = new Float64Array(names.length).fill(Number.NaN);
    this.linearisedAt = this.evaluatedAt.slice();
    this.residuals = new Float64Array(rowCount);
    this.slopes = new Float64Array(rowCount * names.length);
  }

  residual(x: Float64Array, out: Float64Array): void {
    this.evaluate(x);
    out.set(this.residuals);
    out.fill(0, this.problem.rowCount);
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    this.adaptDamping(x);
    const { slopes, damping } = this;
    const { rowCount } = this.problem;
    const n = x.length;
    jacobian.set(slopes);
    jacobian.fill(0, rowCount * n);
    for (let j = 0; j < n; j++) {
      let norm2 = 0;
      for (let i = 0; i < rowCount; i++) norm2 += slopes[i * n + j]! * slopes[i * n + j]!;
      jacobian[(rowCount + j) * n + j] = Math.sqrt(damping * norm2);
    }
  }

  private evaluate(x: Float64Array): void {
    if (same(x, this.evaluatedAt)) return;
    this.evaluatedAt.set(x);
    this.evaluations++;
    this.trials++;
    this.problem.linearise(x, this.residuals, this.slopes);
  }

  /** The method linearises where it has stepped to: the places evaluated since then are the trials of its line search. */
  private adaptDamping(x: Float64Array): void {
    if (same(x, this.linearisedAt)) return;
    this.linearisedAt.set(x);
    if (this.trials <= 1) this.damping = Math.max(this.damping / DAMPING_FACTOR, SMALLEST_DAMPING);
    for (let k = 1; k < this.trials; k++)
      this.damping = Math.min(this.damping * DAMPING_FACTOR, LARGEST_DAMPING);
    this.trials = 0;
  }
}

function same(x: Float64Array, y: Float64Array): boolean {
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}
