import { chebyshevNodes, chebyshevPolynomials, chebyshevTransform } from "../../math/chebyshev.js";
import { COUNT } from "../series.js";
import type { ColumnSource } from "./column-source.js";

/** Chebyshev series of all rows on [lower, upper]. */
export interface Piece {
  readonly lower: number;
  readonly upper: number;
  /** how often an interval was halved to get here */
  readonly depth: number;
  /** coefficients of T_k for the column, then for its derivative: [2 × COUNT × rows] */
  readonly coefficients: Float64Array;
  /** largest error at the check points, relative to the largest entry of the column (of its derivative) on the piece */
  readonly error: number;
}

/** Where the error of a polynomial through the Chebyshev nodes is largest. */
const CHECKS = [-1, 0, 1];
/** How often an interval may be halved. */
const DEEPEST = 14;
/** An error above this is never taken for noise. */
const LARGEST_NOISE = 1e-4;

/** Fits a source piece by piece, halving a piece until its error is below the tolerance or halving stops helping. */
export class PieceFitter {
  private readonly nodes = chebyshevNodes(COUNT);
  private readonly transform = chebyshevTransform(COUNT);
  private readonly t = new Float64Array(COUNT);
  /** column and derivative of the source, at one Δ */
  private readonly value: Float64Array;
  private readonly derivative: Float64Array;

  constructor(
    private readonly source: ColumnSource,
    private readonly tolerance: number,
  ) {
    this.value = new Float64Array(source.rows);
    this.derivative = new Float64Array(source.rows);
  }

  /**
   * Appends the pieces of [lower, upper], ascending.
   *
   * @throws RangeError where the source is not smooth
   */
  fit(lower: number, upper: number, pieces: Piece[]): void {
    this.refine(this.piece(lower, upper, 0), pieces);
  }

  private refine(piece: Piece, pieces: Piece[]): void {
    const { lower, upper, depth } = piece;
    if (piece.error <= this.tolerance) {
      pieces.push(piece);
      return;
    }
    if (depth === DEEPEST) throw new RangeError(`block table: the source is not smooth near delta ${lower}`);
    const middle = lower + (upper - lower) / 2;
    const left = this.piece(lower, middle, depth + 1);
    const right = this.piece(middle, upper, depth + 1);
    // halving divides a small error of a smooth function by up to 2^COUNT; where it does not, the rest is rounding noise
    if (piece.error < LARGEST_NOISE && Math.max(left.error, right.error) > piece.error / 4) {
      pieces.push(piece);
      return;
    }
    this.refine(left, pieces);
    this.refine(right, pieces);
  }

  private piece(lower: number, upper: number, depth: number): Piece {
    const { rows } = this.source;
    const coefficients = new Float64Array(2 * COUNT * rows);
    let scale = 0;
    let slopeScale = 0;
    for (let j = 0; j < COUNT; j++) {
      this.source.column(place(lower, upper, this.nodes[j]!), this.value, this.derivative);
      scale = Math.max(scale, largest(this.value));
      slopeScale = Math.max(slopeScale, largest(this.derivative));
      this.accumulate(j, coefficients);
    }
    const error = this.largestError({ lower, upper, coefficients, scale, slopeScale });
    return { lower, upper, depth, coefficients, error };
  }

  /** Adds what the column at node j contributes to the coefficients. */
  private accumulate(j: number, coefficients: Float64Array): void {
    const { rows } = this.source;
    const slopes = COUNT * rows;
    for (let k = 0; k < COUNT; k++) {
      const weight = this.transform[k * COUNT + j]!;
      for (let r = 0; r < rows; r++) {
        coefficients[k * rows + r]! += weight * this.value[r]!;
        coefficients[slopes + k * rows + r]! += weight * this.derivative[r]!;
      }
    }
  }

  private largestError(fit: {
    lower: number;
    upper: number;
    coefficients: Float64Array;
    scale: number;
    slopeScale: number;
  }): number {
    const half = fit.coefficients.length / 2;
    const series = fit.coefficients.subarray(0, half);
    const slopes = fit.coefficients.subarray(half);
    let error = 0;
    for (const t of CHECKS) {
      this.source.column(place(fit.lower, fit.upper, t), this.value, this.derivative);
      chebyshevPolynomials(t, this.t);
      if (fit.scale > 0) error = Math.max(error, this.distance(series, this.value) / fit.scale);
      if (fit.slopeScale > 0)
        error = Math.max(error, this.distance(slopes, this.derivative) / fit.slopeScale);
    }
    return error;
  }

  /** Largest difference of Σ_k T_k c_k from the exact column. */
  private distance(coefficients: Float64Array, exact: Float64Array): number {
    const { rows } = this.source;
    let distance = 0;
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      for (let k = 0; k < COUNT; k++) sum += this.t[k]! * coefficients[k * rows + r]!;
      distance = Math.max(distance, Math.abs(sum - exact[r]!));
    }
    return distance;
  }
}

function place(lower: number, upper: number, t: number): number {
  return lower + ((upper - lower) * (1 + t)) / 2;
}

function largest(vector: Float64Array): number {
  let result = 0;
  for (let i = 0; i < vector.length; i++) result = Math.max(result, Math.abs(vector[i]!));
  return result;
}
