import type { Formulation } from "./formulation.js";

/** Adds Aᵀλ to `out` [dense + unit], A = ∂c/∂w with its x columns in `jacobian` [rows × dense]. */
export function addTransposedJacobian(
  formulation: Formulation,
  jacobian: Float64Array,
  lambda: Float64Array,
  out: Float64Array,
): void {
  const { dense, unit, rows, unitRow, unitSign } = formulation;
  for (let r = 0; r < rows; r++) {
    const factor = lambda[r]!;
    if (factor === 0) continue;
    const row = r * dense;
    for (let j = 0; j < dense; j++) out[j] = out[j]! + factor * jacobian[row + j]!;
  }
  for (let u = 0; u < unit; u++) out[dense + u] = out[dense + u]! + unitSign[u]! * lambda[unitRow[u]!]!;
}

/** Adds A w to `out` [rows]. */
export function addJacobian(
  formulation: Formulation,
  jacobian: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  const { dense, unit, rows, unitRow, unitSign } = formulation;
  for (let r = 0; r < rows; r++) {
    const row = r * dense;
    let sum = out[r]!;
    for (let j = 0; j < dense; j++) sum += jacobian[row + j]! * w[j]!;
    out[r] = sum;
  }
  for (let u = 0; u < unit; u++) {
    const r = unitRow[u]!;
    out[r] = out[r]! + unitSign[u]! * w[dense + u]!;
  }
}
