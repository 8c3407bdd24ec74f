/**
 * QR factorisation by Householder reflections of a dense row-major matrix [rows × columns], rows ≥ columns, for least squares
 * (Golub & Van Loan, Matrix Computations, §5.2). The object owns its storage: factorise many matrices of up to
 * the given size without allocating.
 */
export class Householder {
  /** row-major [rows × columns]: R on and above the diagonal, the reflectors below it */
  readonly matrix: Float64Array;
  private readonly scales: Float64Array;
  private readonly work: Float64Array;
  private rows = 0;
  private columns = 0;

  constructor(maximalRows: number, maximalColumns: number) {
    this.matrix = new Float64Array(maximalRows * maximalColumns);
    this.scales = new Float64Array(maximalColumns);
    this.work = new Float64Array(maximalColumns);
  }

  /** Factorises what stands in {@link matrix}, [rows × columns] row-major from its start. */
  factorise(rows: number, columns: number): void {
    this.rows = rows;
    this.columns = columns;
    for (let k = 0; k < columns; k++) this.reflect(k);
  }

  private reflect(k: number): void {
    const { matrix: a, rows: m, columns: n, work } = this;
    let norm2 = 0;
    for (let i = k; i < m; i++) norm2 += a[i * n + k]! * a[i * n + k]!;
    const head = a[k * n + k]!;
    if (norm2 === 0) {
      this.scales[k] = 0;
      return;
    }
    const alpha = head > 0 ? -Math.sqrt(norm2) : Math.sqrt(norm2);
    const v0 = head - alpha;
    // v = (1, a[k+1..]/v0), H = 1 − β v vᵀ with β = −v0/α
    const beta = -v0 / alpha;
    for (let i = k + 1; i < m; i++) a[i * n + k]! /= v0;
    a[k * n + k] = alpha;
    this.scales[k] = beta;
    for (let j = k + 1; j < n; j++) work[j] = a[k * n + j]!;
    for (let i = k + 1; i < m; i++) {
      const v = a[i * n + k]!;
      if (v !== 0) for (let j = k + 1; j < n; j++) work[j]! += v * a[i * n + j]!;
    }
    for (let j = k + 1; j < n; j++) {
      work[j]! *= beta;
      a[k * n + j]! -= work[j]!;
    }
    for (let i = k + 1; i < m; i++) {
      const v = a[i * n + k]!;
      if (v !== 0) for (let j = k + 1; j < n; j++) a[i * n + j]! -= v * work[j]!;
    }
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
