import { log } from "../math/elementary.js";
import { Householder } from "../math/householder.js";
import { singularValues } from "../math/singular-values.js";
import type { CrossingEquation } from "./equation.js";
import { lowestTwist, type TailModel, tailNodes, tailWidth } from "./tail.js";

/**
 * The directions of the sample points in which a tail shows, sorted by how much: B = U S Vᵀ, where the columns of B are those of
 * the tail's operators times their prior widths, and one more column for their common mean. The covariance
 * of the truncated equation is then U diag(A² S² + σ₀²) Uᵀ: 1/√ of that diagonal times Uᵀ whitens it.
 *
 * Weighting a truncated equation by its truncation uncertainty has a relative in the modular bootstrap, arXiv:2604.01275.
 */
export interface Whitening {
  readonly rows: number;
  /** U, row-major [rows × rows], columns in the order of {@link singularValues} */
  readonly directions: Float64Array;
  /** S at amplitude one, descending */
  readonly singularValues: Float64Array;
  /** σ₀, absolute: standard deviation of the rounding errors of E in every direction */
  readonly noise: number;
}

/** Rounding errors of one evaluation of E in units of the sum of moduli of its terms, as `crossing certify` measures them. */
const RELATIVE_NOISE = 4e-16;

/** Columns 4^{−Δ}F of tail nodes, computed once for all cuts that share them. */
export type NodeColumns = Map<string, Float64Array>;

export function whiten(
  equation: CrossingEquation,
  tail: TailModel,
  cut: number,
  columns: NodeColumns,
): Whitening {
  const { rows } = equation;
  const lowest = lowestTwist(tail.externalDelta);
  const nodes = tailNodes(cut, lowest);
  const height = nodes.length + 1;
  const qr = new Householder(height, rows);
  const transpose = qr.matrix;
  const mean = nodes.length * rows;
  for (const [index, node] of nodes.entries()) {
    const column = nodeColumn(equation, node.delta, node.spin, columns);
    const width = tailWidth(tail, node.delta, node.spin);
    for (let i = 0; i < rows; i++) {
      const entry = width * column[i]!;
      transpose[index * rows + i] = entry;
      transpose[mean + i]! += entry;
    }
  }
  qr.factorise(height, rows);
  const lower = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = i; j < rows; j++) lower[j * rows + i] = transpose[i * rows + j]!;
  const { u, s } = singularValues(lower, rows);
  return { rows, directions: u, singularValues: s, noise: whiteningNoise(equation) };
}

/** σ₀ of an equation. */
export const whiteningNoise = (equation: CrossingEquation) => RELATIVE_NOISE * equation.magnitude;

function nodeColumn(
  equation: CrossingEquation,
  delta: number,
  spin: number,
  columns: NodeColumns,
): Float64Array {
  const key = `${delta},${spin}`;
  const known = columns.get(key);
  if (known) return known;
  const column = new Float64Array(equation.rows);
  equation.column(delta, spin, column, new Float64Array(equation.rows));
  columns.set(key, column);
  return column;
}

/** 1/√(A² S² + σ₀²) [rows]. */
export function whiteningWeights({ singularValues: s, noise }: Whitening, amplitude: number): Float64Array {
  return s.map((value) => 1 / Math.sqrt(amplitude * amplitude * value * value + noise * noise));
}

/** ln det of the covariance of E at an amplitude. */
export function logCovariance({ singularValues: s, noise }: Whitening, amplitude: number): number {
  let sum = 0;
  for (const value of s) sum += log(amplitude * amplitude * value * value + noise * noise);
  return sum;
}
