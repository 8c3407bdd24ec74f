/** A column of the program: minimise Σ cost_j x_j subject to Σ x_j column_j = rhs, x ≥ 0. */
export interface ProgramColumn {
  /** [rows] */
  readonly entries: readonly bigint[];
  readonly cost: bigint;
}
