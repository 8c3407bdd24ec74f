/**
 * What the barrier method works on: minimise f(w) with c(w) = 0 and lower ≤ w ≤ upper.
 *
 * w = (x, u). x [dense] enters in any way; each u [unit] enters one row of c, with coefficient ±1, and the Hessian only
 * on the diagonal: slacks of inequalities, and the infeasibilities p and n of the restoration phase. Linear systems
 * therefore have the size of x and c, whatever the number of u.
 */
export interface Formulation {
  readonly dense: number;
  readonly unit: number;
  readonly rows: number;
  /** [unit]: the row of c that u enters, and its coefficient */
  readonly unitRow: Int32Array;
  readonly unitSign: Float64Array;
  /** [dense + unit]; ±Infinity for no bound. The method may move a bound outward by rounding. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  objective(w: Float64Array): number;
  /** ∇f into `out` [dense + unit] */
  gradient(w: Float64Array, out: Float64Array): void;
  /** c(w) into `out` [rows] */
  constraints(w: Float64Array, out: Float64Array): void;
  /** ∂c/∂x into `out` [rows × dense]; the columns of u are known */
  jacobian(w: Float64Array, out: Float64Array): void;
  /** ∇²(σf + λᵀc): adds its x block to `dense` [dense × dense, lower triangle] and the diagonal of u to `unit` */
  addHessian(w: Float64Array, weights: LagrangianWeights, dense: Float64Array, unit: Float64Array): void;
  /**
   * How the Hessian comes about: "given" by the formulation, or approximated by L-BFGS from gradients.
   * In the latter case f's own diagonal [dense + unit] is exact where it is known.
   */
  readonly curvature: "given" | "lbfgs";
  readonly objectiveDiagonal?: Float64Array;
  /** by how much f and the rows of c are multiplied, to tell users unscaled numbers */
  readonly objectiveScale: number;
  readonly rowScale: Float64Array;
  /** Called whenever μ changes: the restoration's objective depends on it. */
  barrierChanged?(mu: number): void;
}

/** σ and λ [rows] of the Lagrangian σf + λᵀc. */
export interface LagrangianWeights {
  readonly sigma: number;
  readonly lambda: Float64Array;
}
