import { log } from "../../math/elementary.js";

/** Powers of two that bring rows and columns of the line defect, and the numbers of a linear program on them, to size one. */
export interface DefectScales {
  /** exponents [derivatives + 2]: row n is multiplied by 2^rows[n] */
  readonly rows: Int32Array;
  /** the column at Δ is multiplied by 2^−column(Δ) */
  column(delta: number): number;
  /** column(Δ) → power (log₂(Δ+3/2) − unit) at large Δ */
  readonly power: number;
  readonly unit: number;
}

/**
 * At large Δ derivative row n of a column is ½ (2z²)ⁿ/(2n)! with z = Δ + 3/2, here ½ (z/2^unit)^{2n}. Any unit will do; with this one the
 * multipliers and the weights of operators far up remain of comparable size from 6 to 31 derivatives.
 */
export function defectScales(derivatives: number, gap: number): DefectScales {
  const unit = log(gap + LEAST + derivatives / 4 + (derivatives * derivatives) / 200) / LN2;
  const rows = new Int32Array(derivatives + 2);
  let logarithm = 0;
  for (let n = 1; n < derivatives; n++) {
    logarithm += log(2 * n * (2 * n - 1)) / LN2 - (2 * unit + 1);
    rows[n] = Math.round(logarithm);
  }
  const power = 2 * (derivatives - 1);
  return {
    rows,
    unit,
    power,
    column: (delta) => Math.max(0, Math.round(power * (log(delta + 1.5) / LN2 - unit))),
  };
}

const LEAST = 4;
const LN2 = Math.LN2;
