/**
 * What an optimiser sees of the world: a least-squares problem
 *
 *     minimise ‖r(x)‖²   with   lower ≤ x ≤ upper,   x[above] ≥ x[below] + gap
 *
 * and nothing of physics. All arrays are allocated by the caller, so that hot loops allocate nothing.
 */
export interface Problem {
  /** one name an unknown, such as `delta[ε]`, for tables and messages */
  readonly names: readonly string[];
  /** [unknowns]; ±Infinity for no bound */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  /** which cut the box into pieces; absent for none */
  readonly gaps?: readonly Gap[];
  readonly rowCount: number;
  /** Writes r(x) into `out` [rows]. */
  residual(x: Float64Array, out: Float64Array): void;
  /** Writes r(x) into `residual` [rows] and ∂r/∂x into `jacobian` [rows × unknowns], row-major. */
  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void;
  /**
   * Writes ∂r/∂x [rows × unknowns] at the place that the last call of {@link residual} or {@link linearise} was for, where most of the work
   * is done by then; absent where linearising is all there is.
   */
  jacobian?(out: Float64Array): void;
}

/** A problem with second derivatives, for methods that solve r(x) = 0 as equations. */
export interface CurvedProblem extends Problem {
  /** Writes Σ λᵢ ∂²rᵢ/∂x² at x, row-major [unknowns × unknowns], the lower triangle at least. */
  curvature(x: Float64Array, lambda: Float64Array, out: Float64Array): void;
}

/** An interval that an unknown leaves out, as next to a pole of its blocks: never lower < x[unknown] < upper. */
export interface Gap {
  readonly unknown: number;
  readonly lower: number;
  readonly upper: number;
}

/** x[above] ≥ x[below] + gap: what keeps two operators of one spin apart. Indices into x. */
export interface Separation {
  readonly below: number;
  readonly above: number;
  readonly gap: number;
}

/**
 * What an agent sees: a box to act in, an observation and an objective at every place of it.
 * In the reduced form x holds scaling dimensions alone and the OPE coefficients are eliminated; in the joint form all unknowns.
 */
export interface Environment {
  readonly names: readonly string[];
  /** [unknowns], finite */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** length of the observation */
  readonly observationSize: number;
  /** Moves x to the nearest allowed place: into the box, operators of one spin apart. In place. */
  project(x: Float64Array): void;
  /** Objective at x (‖r‖², smaller is better); writes the observation [observationSize], scaled to be of order one or less. */
  evaluate(x: Float64Array, observation: Float32Array): number;
}
