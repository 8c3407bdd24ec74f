const SWEEPS = 30;

/**
 * Eigenvalues, ascending, and eigenvectors of a symmetric row-major matrix [size × size] by cyclic Jacobi rotations (Golub & Van Loan, Matrix
 * Computations, §8.5): for the small matrices of a few operators, with square roots alone, so that the bits are the same everywhere.
 *
 * @returns vectors row-major [size × size], an eigenvector a column
 */
export function symmetricEigen(
  matrix: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, size) > 0; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[i * size + i]! - a[j * size + j]!);
  const vectors = new Float64Array(size * size);
  for (const [column, j] of order.entries())
    for (let i = 0; i < size; i++) vectors[i * size + column] = v[i * size + j]!;
  return { values: Float64Array.from(order, (j) => a[j * size + j]!), vectors };
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) sum += Math.abs(a[i * size + j]!);
  return sum;
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const entry = a[p * size + q]!;
  if (entry === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * entry);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = c * x - s * y;
    a[k * size + q] = s * x + c * y;
  }
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = c * x - s * y;
    a[q * size + k] = s * x + c * y;
    const [f, g] = [v[k * size + p]!, v[k * size + q]!];
    v[k * size + p] = c * f - s * g;
    v[k * size + q] = s * f + c * g;
  }
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}
