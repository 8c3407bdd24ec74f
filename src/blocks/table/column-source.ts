/** A vector that depends smoothly on Δ, such as the column of one spin at all sample points. */
export interface ColumnSource {
  readonly rows: number;
  /** Writes the column and its Δ-derivative, [rows] each. */
  column(delta: number, value: Float64Array, derivative: Float64Array): void;
}
