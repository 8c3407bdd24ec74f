import { Householder } from "../math/householder.js";

/**
 * Eliminates the coefficients of a linear model: minimises ‖r₀ + Σ bₖ Cₖ‖² over lowerₖ ≤ bₖ ≤ upperₖ by an active-set method, starting
 * from the unconstrained solution (Lawson & Hanson, Solving Least Squares Problems, ch. 23; Stark & Parker, Comput. Stat. 10 (1995) 129).
 * Owns its storage; solving allocates nothing.
 */
export class Elimination {
  /** b [columns] of the last solution */
  readonly coefficients: Float64Array;
  /** r₀ + Σ bₖ Cₖ [rows] of the last solution */
  readonly residual: Float64Array;
  /** 0 where bₖ is inside its bounds, −1 at the lower, +1 at the upper */
  readonly atBound: Int8Array;
  private readonly qr: Householder;
  private readonly rightHandSide: Float64Array;
  private readonly solution: Float64Array;
  private readonly free: Int32Array;
  private freeCount = 0;

  constructor(
    private readonly rows: number,
    private readonly columns: number,
  ) {
    this.coefficients = new Float64Array(columns);
    this.residual = new Float64Array(rows);
    this.atBound = new Int8Array(columns);
    this.qr = new Householder(rows, Math.max(columns, 1));
    this.rightHandSide = new Float64Array(rows);
    this.solution = new Float64Array(Math.max(columns, 1));
    this.free = new Int32Array(columns);
  }

  /**
   * @param constant r₀ [rows]
   * @param matrix C, one column after the other [columns × rows]
   * @returns ‖residual‖²
   */
  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): number {
    const { columns, coefficients: b, atBound } = this;
    for (let k = 0; k < columns; k++) {
      atBound[k] = lower[k] === upper[k] ? -1 : 0;
      b[k] = lower[k] === upper[k] ? lower[k]! : 0;
    }
    for (let round = 0; round < 3 * columns + 1; round++) {
      this.solveFree(constant, matrix);
      if (this.clampWorst(lower, upper)) continue;
      this.computeResidual(constant, matrix);
      if (!this.releaseBest(matrix, lower, upper)) break;
    }
    this.computeResidual(constant, matrix);
    let sum = 0;
    for (let i = 0; i < this.rows; i++) sum += this.residual[i]! * this.residual[i]!;
    return sum;
  }

  /** Removes from `vector` [rows] what the free columns of the last solution can absorb. */
  projectOut(vector: Float64Array): void {
    this.qr.applyTranspose(vector);
    vector.fill(0, 0, this.freeCount);
    this.qr.apply(vector);
  }

  private solveFree(constant: Float64Array, matrix: Float64Array): void {
    const { rows, columns, coefficients: b, atBound, qr, rightHandSide, solution, free } = this;
    let count = 0;
    for (let k = 0; k < columns; k++) if (atBound[k] === 0) free[count++] = k;
    this.freeCount = count;
    for (let i = 0; i < rows; i++) rightHandSide[i] = -constant[i]!;
    for (let k = 0; k < columns; k++) {
      if (atBound[k] === 0 || b[k] === 0) continue;
      for (let i = 0; i < rows; i++) rightHandSide[i]! -= b[k]! * matrix[k * rows + i]!;
    }
    for (let f = 0; f < count; f++) {
      const offset = free[f]! * rows;
      for (let i = 0; i < rows; i++) qr.matrix[i * count + f] = matrix[offset + i]!;
    }
    qr.factorise(rows, count);
    qr.applyTranspose(rightHandSide);
    qr.solveTriangle(rightHandSide, solution);
    for (let f = 0; f < count; f++) b[free[f]!] = solution[f]!;
  }

  /** Holds the coefficient furthest outside its bounds at the bound it left. */
  private clampWorst(lower: Float64Array, upper: Float64Array): boolean {
    const { coefficients: b, atBound, columns } = this;
    let worst = -1;
    let excess = 0;
    for (let k = 0; k < columns; k++) {
      if (atBound[k] !== 0) continue;
      const outside = Math.max(lower[k]! - b[k]!, b[k]! - upper[k]!);
      if (outside > excess) {
        excess = outside;
        worst = k;
      }
    }
    if (worst < 0) return false;
    const below = b[worst]! < lower[worst]!;
    atBound[worst] = below ? -1 : 1;
    b[worst] = below ? lower[worst]! : upper[worst]!;
    return true;
  }

  /** Frees the held coefficient whose return into its range lowers the objective most, if there is one. */
  private releaseBest(matrix: Float64Array, lower: Float64Array, upper: Float64Array): boolean {
    const { rows, columns, atBound, residual } = this;
    let best = -1;
    let gain = 1e-9;
    for (let k = 0; k < columns; k++) {
      if (atBound[k] === 0 || lower[k] === upper[k]) continue;
      let gradient = 0;
      let norm2 = 0;
      for (let i = 0; i < rows; i++) {
        const entry = matrix[k * rows + i]!;
        gradient += entry * residual[i]!;
        norm2 += entry * entry;
      }
      const downhill = (atBound[k]! < 0 ? -gradient : gradient) / Math.sqrt(norm2);
      if (downhill > gain) {
        gain = downhill;
        best = k;
      }
    }
    if (best < 0) return false;
    atBound[best] = 0;
    return true;
  }

  private computeResidual(constant: Float64Array, matrix: Float64Array): void {
    const { rows, columns, coefficients: b, residual } = this;
    residual.set(constant);
    for (let k = 0; k < columns; k++) {
      const bk = b[k]!;
      if (bk === 0) continue;
      for (let i = 0; i < rows; i++) residual[i]! += bk * matrix[k * rows + i]!;
    }
  }
}
