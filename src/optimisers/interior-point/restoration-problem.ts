import { RESTORATION_PENALTY } from "./constants.js";
import type { Formulation, LagrangianWeights } from "./formulation.js";

/**
 * WB eq. (30): minimise ρ Σ (p + n) + ½ √μ ‖D (w − w_R)‖² with c(w) − p + n = 0 and p, n ≥ 0, D = diag min(1, 1/|w_R|).
 * Its variables are (x, u, p, n), all but x entering one row each.
 */
export class RestorationProblem implements Formulation {
  readonly dense: number;
  readonly unit: number;
  readonly rows: number;
  readonly unitRow: Int32Array;
  readonly unitSign: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly curvature: "given" | "lbfgs";
  readonly objectiveScale = 1;
  readonly rowScale: Float64Array;
  readonly objectiveDiagonal: Float64Array;
  /** D² */
  private readonly weight: Float64Array;
  private proximity = 0;
  /** variables of the parent */
  private readonly size: number;

  constructor(
    private readonly parent: Formulation,
    private readonly reference: Float64Array,
  ) {
    const { rows } = parent;
    this.size = parent.dense + parent.unit;
    this.dense = parent.dense;
    this.unit = parent.unit + 2 * rows;
    this.rows = rows;
    this.curvature = parent.curvature;
    this.rowScale = parent.rowScale;
    this.unitRow = new Int32Array(this.unit);
    this.unitSign = new Float64Array(this.unit);
    this.unitRow.set(parent.unitRow);
    this.unitSign.set(parent.unitSign);
    for (let r = 0; r < rows; r++) {
      const [p, n] = [parent.unit + r, parent.unit + rows + r];
      this.unitRow[p] = r;
      this.unitRow[n] = r;
      this.unitSign[p] = -1;
      this.unitSign[n] = 1;
    }
    this.lower = new Float64Array(this.size + 2 * rows);
    this.upper = new Float64Array(this.size + 2 * rows).fill(Number.POSITIVE_INFINITY);
    this.lower.set(parent.lower);
    this.upper.set(parent.upper);
    this.weight = reference.map((value) => Math.min(1, 1 / (value * value)));
    this.objectiveDiagonal = new Float64Array(this.lower.length);
  }

  barrierChanged(mu: number): void {
    this.proximity = Math.sqrt(mu);
    for (let i = 0; i < this.size; i++) this.objectiveDiagonal[i] = this.proximity * this.weight[i]!;
  }

  objective(w: Float64Array): number {
    let sum = 0;
    for (let i = this.size; i < w.length; i++) sum += w[i]!;
    let distance = 0;
    for (let i = 0; i < this.size; i++) {
      const away = w[i]! - this.reference[i]!;
      distance += this.weight[i]! * away * away;
    }
    return RESTORATION_PENALTY * sum + 0.5 * this.proximity * distance;
  }

  gradient(w: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.size; i++) out[i] = this.objectiveDiagonal[i]! * (w[i]! - this.reference[i]!);
    out.fill(RESTORATION_PENALTY, this.size);
  }

  constraints(w: Float64Array, out: Float64Array): void {
    this.parent.constraints(w.subarray(0, this.size), out);
    for (let r = 0; r < this.rows; r++) out[r] = out[r]! - w[this.size + r]! + w[this.size + this.rows + r]!;
  }

  jacobian(w: Float64Array, out: Float64Array): void {
    this.parent.jacobian(w.subarray(0, this.size), out);
  }

  addHessian(w: Float64Array, weights: LagrangianWeights, dense: Float64Array, unit: Float64Array): void {
    this.parent.addHessian(w.subarray(0, this.size), { sigma: 0, lambda: weights.lambda }, dense, unit);
    const { dense: n, objectiveDiagonal } = this;
    for (let i = 0; i < n; i++) dense[i * n + i] = dense[i * n + i]! + weights.sigma * objectiveDiagonal[i]!;
    for (let u = n; u < this.size; u++) unit[u - n] = unit[u - n]! + weights.sigma * objectiveDiagonal[u]!;
  }

  /** (w, p, n) with p and n the minimisers of the barrier problem at fixed w, WB eq. (33). `c` is c(w) [rows]. */
  completed(w: Float64Array, c: Float64Array, mu: number): Float64Array {
    const out = new Float64Array(this.lower.length);
    out.set(w.subarray(0, this.size));
    for (let r = 0; r < this.rows; r++) {
      const half = (mu - RESTORATION_PENALTY * c[r]!) / (2 * RESTORATION_PENALTY);
      const root = Math.sqrt(half * half + (mu * c[r]!) / (2 * RESTORATION_PENALTY));
      // The same root in the form without cancellation.
      const n = half >= 0 ? half + root : (mu * c[r]!) / (2 * RESTORATION_PENALTY) / (root - half);
      out[this.size + this.rows + r] = n;
      out[this.size + r] = c[r]! + n;
    }
    return out;
  }
}
