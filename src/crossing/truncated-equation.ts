import type { Columns } from "./columns.js";
import { columnScale, LN4 } from "./equation.js";
import { type TailModel, tailWidth, tailWidthSlope } from "./tail.js";
import { freeDimensions, isFixed, type Truncation } from "./truncation.js";

/** Weak prior b ~ N(0, (factor · A · w(Δ, ℓ))²) of the kept coefficients: what keeps spare operators small. */
export interface CoefficientPrior {
  readonly tail: TailModel;
  readonly amplitude: number;
}

/** The kept operators' prior is this much wider than the tail's. */
export const KEPT_PRIOR_FACTOR = 10;

/**
 * The rows of a truncated equation as a function of the kept operators: columns C and their Δ-derivatives, with one prior row an operator
 * below the equation's own rows. Both forms of the problem, reduced and joint, stand on it.
 */
export class TruncatedEquation {
  /** rows of the equation plus, with a prior, one an operator */
  readonly rows: number;
  /** number of kept operators */
  readonly count: number;
  /** indices of the operators with an unknown dimension */
  readonly free: readonly number[];
  /** r₀ [rows] */
  readonly constant: Float64Array;
  /** C [count × rows] */
  readonly matrix: Float64Array;
  private readonly slopes: Float64Array;
  /** dimensions that the slopes belong to; NaN for none yet */
  private readonly slopeDeltas: Float64Array;
  /** bounds of b [count] at the present dimensions */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly deltas: Float64Array;

  constructor(
    readonly columns: Columns,
    readonly truncation: Truncation,
    readonly prior: CoefficientPrior | null,
  ) {
    const count = truncation.operators.length;
    this.count = count;
    this.rows = columns.rows + (prior ? count : 0);
    this.free = freeDimensions(truncation);
    this.constant = new Float64Array(this.rows);
    this.constant.set(columns.identity);
    this.matrix = new Float64Array(count * this.rows);
    this.slopes = new Float64Array(count * this.rows);
    this.slopeDeltas = new Float64Array(count).fill(Number.NaN);
    this.lower = new Float64Array(count);
    this.upper = new Float64Array(count);
    this.deltas = new Float64Array(count);
    for (const [k, operator] of truncation.operators.entries()) {
      this.deltas[k] = isFixed(operator) ? operator.lower : Number.NaN;
      if (isFixed(operator)) this.fillColumn(k);
    }
  }

  /** ∂C/∂Δ [count × rows] */
  get slope(): Float64Array {
    for (let k = 0; k < this.count; k++) this.fillSlope(k);
    return this.slopes;
  }

  /** Sets the unknown dimensions [free] and fills the matrix. Slopes wait until somebody asks: most places are looked at without them. */
  setDimensions(x: ArrayLike<number>): void {
    for (let j = 0; j < this.free.length; j++) {
      const k = this.free[j]!;
      if (this.deltas[k] === x[j]) continue;
      this.deltas[k] = x[j]!;
      this.fillColumn(k);
    }
  }

  private fillColumn(k: number): void {
    const { columns, truncation, prior, matrix, rows } = this;
    const { spin, ope2 } = truncation.operators[k]!;
    const delta = this.deltas[k]!;
    columns.value(spin, delta, matrix, k * rows);
    const scale = columnScale(delta);
    this.lower[k] = ope2[0] * scale;
    this.upper[k] = ope2[1] * scale;
    if (!prior || ope2[0] === ope2[1]) return;
    const row = k * rows + columns.rows + k;
    matrix[row] = 1 / (KEPT_PRIOR_FACTOR * prior.amplitude * tailWidth(prior.tail, delta, spin));
  }

  private fillSlope(k: number): void {
    const { columns, truncation, prior, matrix, slopes, slopeDeltas, rows } = this;
    const { spin } = truncation.operators[k]!;
    const delta = this.deltas[k]!;
    if (slopeDeltas[k] === delta) return;
    slopeDeltas[k] = delta;
    columns.derivative(spin, delta, slopes, k * rows);
    if (!prior) return;
    const row = k * rows + columns.rows + k;
    slopes[row] = -matrix[row]! * tailWidthSlope(prior.tail, delta, spin);
  }

  /**
   * Writes d(bₖ Cₖ)/dΔₖ into `out` [rows]; a coefficient that stays at a bound moves with Δ, since b = 4^Δ a.
   */
  dimensionDerivative(k: number, b: number, atBound: boolean, out: Float64Array): void {
    this.fillSlope(k);
    const { rows, matrix, slopes } = this;
    const extra = atBound ? LN4 * b : 0;
    for (let i = 0; i < rows; i++) out[i] = b * slopes[k * rows + i]! + extra * matrix[k * rows + i]!;
  }
}
