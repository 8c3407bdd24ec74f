import type { Columns, TermColumn } from "../columns.js";
import { columnScale, LN4 } from "../equation.js";
import type { TailModel } from "../tail/tail.js";
import {
  freeDimensions,
  isFixed,
  isKnown,
  type PlacedTerm,
  placedTerms,
  type Truncation,
} from "./truncation.js";

/** Weak prior b ~ N(0, (factor · A · w(Δ, ℓ))²) of the kept coefficients: what keeps spare operators small. */
export interface CoefficientPrior {
  readonly tail: TailModel;
  readonly amplitude: number;
}

/** The kept operators' prior is this much wider than the tail's. */
export const KEPT_PRIOR_FACTOR = 10;

/**
 * The rows of a truncated equation as a function of the kept operators: columns C and their Δ-derivatives, one a term, with one prior row a
 * term below the equation's own rows. Both forms of the problem, reduced and joint, stand on it.
 */
export class TruncatedEquation {
  /** rows of the equation plus, with a prior, one a term */
  readonly rows: number;
  /** what the columns belong to: coefficients b come in this order */
  readonly terms: readonly PlacedTerm[];
  /** number of terms */
  readonly count: number;
  /** indices of the operators with an unknown dimension */
  readonly free: readonly number[];
  /** first term of each operator, and the number of terms at the end [operators + 1] */
  readonly firstTerm: readonly number[];
  /** r₀ [rows] */
  readonly constant: Float64Array;
  /** C [terms × rows] */
  readonly matrix: Float64Array;
  private readonly slopes: Float64Array;
  /** dimensions that the slopes belong to [operators]; NaN for none yet */
  private readonly slopeDeltas: Float64Array;
  /** bounds of b [terms] at the present dimensions */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** [operators] */
  readonly deltas: Float64Array;
  private readonly termColumns: readonly TermColumn[];

  constructor(
    readonly columns: Columns,
    readonly truncation: Truncation,
    readonly prior: CoefficientPrior | null,
  ) {
    const { operators } = truncation;
    this.terms = placedTerms(truncation);
    const count = this.terms.length;
    this.count = count;
    this.termColumns = this.terms.map((term) => columns.term(term));
    this.firstTerm = [
      ...operators.map((_, k) => this.terms.findIndex(({ operator }) => operator === k)),
      count,
    ];
    this.rows = columns.rows + (prior ? count : 0);
    this.free = freeDimensions(truncation);
    this.constant = new Float64Array(this.rows);
    this.constant.set(columns.identity);
    this.matrix = new Float64Array(count * this.rows);
    this.slopes = new Float64Array(count * this.rows);
    this.slopeDeltas = new Float64Array(operators.length).fill(Number.NaN);
    this.lower = new Float64Array(count);
    this.upper = new Float64Array(count);
    this.deltas = new Float64Array(operators.length);
    for (const [k, operator] of operators.entries()) {
      this.deltas[k] = isFixed(operator) ? operator.lower : Number.NaN;
      if (isFixed(operator)) this.fillColumns(k);
    }
  }

  /** ∂C/∂Δ [terms × rows] */
  get slope(): Float64Array {
    for (let k = 0; k < this.deltas.length; k++) this.fillSlopes(k);
    return this.slopes;
  }

  /** Sets the unknown dimensions [free] and fills the matrix. Slopes wait until somebody asks: most places are looked at without them. */
  setDimensions(x: ArrayLike<number>): void {
    for (let j = 0; j < this.free.length; j++) {
      const k = this.free[j]!;
      if (this.deltas[k] === x[j]) continue;
      this.deltas[k] = x[j]!;
      this.fillColumns(k);
    }
  }

  private fillColumns(operator: number): void {
    const { columns, prior, matrix, rows, firstTerm } = this;
    const delta = this.deltas[operator]!;
    const scale = columnScale(delta);
    for (let t = firstTerm[operator]!; t < firstTerm[operator + 1]!; t++) {
      const term = this.terms[t]!;
      this.termColumns[t]!.value(delta, matrix, t * rows);
      this.lower[t] = term.ope2[0] * scale;
      this.upper[t] = term.ope2[1] * scale;
      if (!prior || isKnown(term)) continue;
      const width = prior.tail.width(term, delta);
      matrix[t * rows + columns.rows + t] =
        width === null ? 0 : 1 / (KEPT_PRIOR_FACTOR * prior.amplitude * width);
    }
  }

  private fillSlopes(operator: number): void {
    const { columns, prior, matrix, slopes, slopeDeltas, rows, firstTerm } = this;
    const delta = this.deltas[operator]!;
    if (slopeDeltas[operator] === delta) return;
    slopeDeltas[operator] = delta;
    for (let t = firstTerm[operator]!; t < firstTerm[operator + 1]!; t++) {
      this.termColumns[t]!.derivative(delta, slopes, t * rows);
      if (!prior) continue;
      const row = t * rows + columns.rows + t;
      slopes[row] = matrix[row] === 0 ? 0 : -matrix[row]! * prior.tail.widthSlope(this.terms[t]!, delta);
    }
  }

  /**
   * Writes d(Σ b C)/dΔ of an operator's terms into `out` [rows]; a coefficient that stays at a bound moves with Δ, since b = 4^Δ a.
   *
   * @param b [terms]
   * @param atBound which coefficients stay at a bound [terms]; null for all
   */
  dimensionDerivative(operator: number, b: Float64Array, atBound: Int8Array | null, out: Float64Array): void {
    this.fillSlopes(operator);
    const { rows, matrix, slopes, firstTerm } = this;
    out.fill(0);
    for (let t = firstTerm[operator]!; t < firstTerm[operator + 1]!; t++) {
      const coefficient = b[t]!;
      const extra = atBound === null || atBound[t] !== 0 ? LN4 * coefficient : 0;
      for (let i = 0; i < rows; i++)
        out[i]! += coefficient * slopes[t * rows + i]! + extra * matrix[t * rows + i]!;
    }
  }
}
