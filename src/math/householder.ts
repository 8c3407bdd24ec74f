import { LeastSquaresKernel } from "./least-squares-kernel.js";

const kernel = new LeastSquaresKernel();

/**
 * QR factorisation by Householder reflections of a dense row-major matrix [rows × columns], rows ≥ columns, for least squares
 * (Golub & Van Loan, Matrix Computations, §5.2). The object owns its storage: factorise many matrices of up to
 * the given size without allocating.
 */
export class Householder {
  /** row-major [rows × columns]: R on and above the diagonal, the reflectors below it */
  readonly matrix: Float64Array;
  private readonly scales: Float64Array;
  private rows = 0;
  private columns = 0;

  constructor(maximalRows: number, maximalColumns: number) {
    this.matrix = new Float64Array(maximalRows * maximalColumns);
    this.scales = new Float64Array(maximalColumns);
  }

  /** Factorises what stands in {@link matrix}, [rows × columns] row-major from its start. */
  factorise(rows: number, columns: number): void {
    this.rows = rows;
    this.columns = columns;
    const { matrix } = this;
    const size = rows * columns;
    const betas = kernel.base + 8 * size;
    // the kernel wants columns: the turn there and back costs a tenth of the factorisation at most
    const turned = new Float64Array(kernel.reserve(8 * (size + columns)), kernel.base, size + columns);
    for (let j = 0; j < columns; j++)
      for (let i = 0; i < rows; i++) turned[j * rows + i] = matrix[i * columns + j]!;
    kernel.exports.factorise(kernel.base, rows, columns, columns, betas);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) matrix[i * columns + j] = turned[j * rows + i]!;
    for (let k = 0; k < columns; k++) this.scales[k] = turned[size + k]!;
  }

  /** vector ← Qᵀ vector [rows] */
  applyTranspose(vector: Float64Array): void {
    for (let k = 0; k < this.columns; k++) this.applyReflector(k, vector);
  }

  /** vector ← Q vector [rows] */
  apply(vector: Float64Array): void {
    for (let k = this.columns - 1; k >= 0; k--) this.applyReflector(k, vector);
  }

  private applyReflector(k: number, vector: Float64Array): void {
    const { matrix: a, rows: m, columns: n } = this;
    const beta = this.scales[k]!;
    if (beta === 0) return;
    let dot = vector[k]!;
    for (let i = k + 1; i < m; i++) dot += a[i * n + k]! * vector[i]!;
    dot *= beta;
    vector[k]! -= dot;
    for (let i = k + 1; i < m; i++) vector[i]! -= dot * a[i * n + k]!;
  }

  /**
   * Solves R x = rightHandSide [columns] into `out`. A zero on the diagonal (a column that depends on those before it)
   * makes that unknown zero.
   */
  solveTriangle(rightHandSide: Float64Array, out: Float64Array): void {
    const { matrix: a, columns: n } = this;
    for (let i = n - 1; i >= 0; i--) {
      let sum = rightHandSide[i]!;
      for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * out[j]!;
      const pivot = a[i * n + i]!;
      out[i] = pivot === 0 ? 0 : sum / pivot;
    }
  }

  /** ln |det R|; −Infinity for a rank-deficient matrix. */
  logDeterminant(log: (x: number) => number): number {
    let sum = 0;
    for (let i = 0; i < this.columns; i++) sum += log(Math.abs(this.matrix[i * this.columns + i]!));
    return sum;
  }

  /** R⁻¹, row-major [columns × columns], upper triangular: (RᵀR)⁻¹ = R⁻¹ R⁻ᵀ is the covariance of a least-squares solution. */
  inverse(): Float64Array {
    const { matrix: a, columns: n } = this;
    const inverse = new Float64Array(n * n);
    for (let j = 0; j < n; j++) {
      for (let i = j; i >= 0; i--) {
        let sum = i === j ? 1 : 0;
        for (let l = i + 1; l <= j; l++) sum -= a[i * n + l]! * inverse[l * n + j]!;
        inverse[i * n + j] = sum / a[i * n + i]!;
      }
    }
    return inverse;
  }
}
