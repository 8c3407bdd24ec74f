import type { IterationRow } from "./iteration-table.js";
import type { OptionsInput } from "./options.js";
import type { Status } from "./status.js";

/** A vector at the edge: typed arrays inside, plain arrays tolerated. */
export type Vector = ArrayLike<number>;

/**
 * minimise f(x)  with  constraintLower ≤ c(x) ≤ constraintUpper  and  lower ≤ x ≤ upper
 *
 * ±Infinity means no bound, equal bounds an equality or a fixed variable. f and c are twice continuously differentiable.
 * Callbacks are only called inside the bounds on x. One says "not defined here" by returning NaN: the step is shortened.
 * The `x` it is given is reused by the caller.
 */
export interface NonlinearProblem {
  /** n, the number of unknowns */
  readonly variables: number;
  /** [n]; no bounds where absent */
  readonly lower?: Vector;
  readonly upper?: Vector;
  /** [n]; moved into the interior of the bounds before the first evaluation */
  readonly start: Vector;
  /** f(x) */
  objective(x: Float64Array): number;
  /** ∇f [n] */
  gradient(x: Float64Array): Vector;
  /** σ∇²f + Σ λᵢ∇²cᵢ, dense row-major [n × n]; only the lower triangle is read */
  hessian?(x: Float64Array, sigma: number, lambda: Float64Array): Vector;
  /** where f = ‖r‖²: ∂r/∂x, dense row-major [rows × n], for the Gauss–Newton Hessian 2JᵀJ */
  residualJacobian?(x: Float64Array): Vector;
  /** c(x) [m] */
  constraints?(x: Float64Array): Vector;
  /** ∂c/∂x, dense row-major [m × n] */
  jacobian?(x: Float64Array): Vector;
  /** [m]; their length is the number of constraints */
  readonly constraintLower?: Vector;
  readonly constraintUpper?: Vector;
}

export interface Options extends OptionsInput {
  /** Sees every iterate, the starting point included; returning true stops the run. */
  onIteration?(row: IterationRow, x: Float64Array): boolean | undefined;
}

/** How often each callback was called. */
export interface EvaluationCounts {
  objective: number;
  gradient: number;
  constraints: number;
  jacobian: number;
  hessian: number;
}

/** Multipliers of the Lagrangian f + λᵀc − zLᵀ(x − lower) − zUᵀ(upper − x), unscaled; zL, zU ≥ 0. */
export interface Multipliers {
  readonly constraints: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Outcome {
  readonly status: Status;
  /** [n], inside its bounds exactly */
  readonly x: Float64Array;
  readonly objective: number;
  readonly multipliers: Multipliers;
  /** largest violation of a constraint at x, unscaled */
  readonly constraintViolation: number;
  /** largest component of the gradient of the Lagrangian, unscaled */
  readonly dualInfeasibility: number;
  /** iterations, those of the restoration phase included */
  readonly iterations: number;
  readonly evaluations: EvaluationCounts;
  /** what a callback threw, with status NonIpopt_Exception_Thrown */
  readonly error?: unknown;
}
