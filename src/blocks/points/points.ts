/** Sample points of the crossing equation: cross-ratios z = re + i·im with z̄ = z*, [rows] each. */
export interface Points {
  readonly re: Float64Array;
  readonly im: Float64Array;
}
