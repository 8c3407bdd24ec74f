import { LeastSquaresKernel } from "./least-squares-kernel.js";

const kernel = new LeastSquaresKernel();

/**
 * Singular values, descending, and left singular vectors of a square row-major matrix [size × size] = U diag(S) Vᵀ, by one-sided Jacobi
 * rotations: for a triangle whose columns fall off, as R ᵀ of a QR does, small singular values keep their relative accuracy
 * (Demmel & Veselić, SIAM J. Matrix Anal. 13 (1992) 1204).
 *
 * @throws RangeError for a singular value that is zero to the last bit, whose vector is not defined
 */
export function singularValues(matrix: Float64Array, size: number): { u: Float64Array; s: Float64Array } {
  const count = size * size;
  const memory = new Float64Array(kernel.reserve(8 * (count + size)), kernel.base, count + size);
  for (let j = 0; j < size; j++) for (let i = 0; i < size; i++) memory[j * size + i] = matrix[i * size + j]!;
  kernel.exports.orthogonalise(kernel.base, size, size, kernel.base + 8 * count);
  const norms = memory.subarray(count);
  const order = Array.from(norms.keys()).sort((i, j) => norms[j]! - norms[i]!);
  const s = Float64Array.from(order, (j) => Math.sqrt(norms[j]!));
  if (!(s[size - 1]! > 0)) throw new RangeError("singular vectors: the matrix is singular");
  const u = new Float64Array(count);
  for (const [column, j] of order.entries())
    for (let i = 0; i < size; i++) u[i * size + column] = memory[j * size + i]! / s[column]!;
  return { u, s };
}
