import { Householder } from "../../math/householder.js";

/** Of a row of the triangle, relative to the largest one: below, rows say nothing new. */
const SMALLEST_PIVOT = 1e-15;

/** R of the QR factorisation of Jᵀ, row-major [rows × rows], for J [rows × unknowns]. */
export function balance(jacobian: Float64Array, rows: number): Float64Array {
  const count = jacobian.length / rows;
  const qr = new Householder(count, rows);
  for (let j = 0; j < count; j++)
    for (let i = 0; i < rows; i++) qr.matrix[j * rows + i] = jacobian[i * count + j]!;
  qr.factorise(count, rows);
  const triangle = qr.matrix.slice(0, rows * rows);
  const largest = Math.abs(triangle[0]!);
  for (let i = 0; i < rows; i++)
    if (Math.abs(triangle[i * rows + i]!) < SMALLEST_PIVOT * largest)
      triangle[i * rows + i] = SMALLEST_PIVOT * largest;
  return triangle;
}

/** vector ← R⁻ᵀ vector; R row-major, its row length that of the vector */
export function solveTransposed(triangle: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= triangle[k * n + i]! * vector[k]!;
    vector[i] = sum / triangle[i * n + i]!;
  }
}

/** vector ← R⁻¹ vector */
export function solveTriangle(triangle: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let i = n - 1; i >= 0; i--) {
    let sum = vector[i]!;
    for (let k = i + 1; k < n; k++) sum -= triangle[i * n + k]! * vector[k]!;
    vector[i] = sum / triangle[i * n + i]!;
  }
}
