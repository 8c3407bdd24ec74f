import { Matrix, SingularValueDecomposition } from "ml-matrix";

/**
 * Singular values, descending, and left singular vectors of a square row-major matrix [size × size] = U diag(S) Vᵀ.
 */
export function singularValues(matrix: Float64Array, size: number): { u: Float64Array; s: Float64Array } {
  const dense = new Matrix(size, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) dense.set(i, j, matrix[i * size + j]!);
  const svd = new SingularValueDecomposition(dense, { computeRightSingularVectors: false });
  const left = svd.leftSingularVectors;
  const u = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) u[i * size + j] = left.get(i, j);
  return { u, s: Float64Array.from(svd.diagonal) };
}
