import { log } from "../math/elementary.js";
import { Householder } from "../math/householder.js";
import { singularValues } from "../math/singular-values.js";
import type { CrossingEquation } from "./equation.js";
import type { TailNode } from "./tail.js";

/**
 * The directions of the sample points in which a tail shows, sorted by how much: B = U S Vᵀ, where the columns of B are those of
 * the tail's operators times their prior widths, and one more column for each mean that operators have in common; rows are divided by
 * their relative noise, so that rounding errors are alike in all. The covariance of the truncated equation is then
 * U diag(A² S² + σ₀²) Uᵀ: 1/√ of that diagonal times Uᵀ whitens it.
 *
 * Weighting a truncated equation by its truncation uncertainty has a relative in the modular bootstrap, arXiv:2604.01275.
 */
export interface Whitening {
  readonly rows: number;
  /** U with its rows divided by the relative noise of theirs, row-major [rows × rows], columns in the order of {@link singularValues} */
  readonly directions: Float64Array;
  /** S at amplitude one, descending */
  readonly singularValues: Float64Array;
  /** σ₀: standard deviation of the rounding errors of E in every direction, in units of the noisiest row's */
  readonly noise: number;
}

/** Rounding errors of one evaluation of E in units of the sum of moduli of its terms, as `crossing certify` measures them. */
const RELATIVE_NOISE = 4e-16;

/** Columns 4^{−Δ}F of tail nodes, computed once for all cuts that share them. */
export type NodeColumns = Map<string, Float64Array>;

export function whiten(
  equation: CrossingEquation,
  nodes: readonly TailNode[],
  columns: NodeColumns,
): Whitening {
  const { rows } = equation;
  const relative = relativeNoise(equation);
  const groups = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  const height = Math.max(nodes.length + groups.length, rows);
  const qr = new Householder(height, rows);
  const transpose = qr.matrix;
  transpose.fill(0);
  for (const [index, node] of nodes.entries()) {
    const column = nodeColumn(equation, node, columns);
    const mean = node.group === null ? null : (nodes.length + groups.indexOf(node.group)) * rows;
    for (let i = 0; i < rows; i++) {
      const entry = (node.width * column[i]!) / relative[i]!;
      transpose[index * rows + i] = entry;
      if (mean !== null) transpose[mean + i]! += entry;
    }
  }
  qr.factorise(height, rows);
  const lower = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = i; j < rows; j++) lower[j * rows + i] = transpose[i * rows + j]!;
  const { u: directions, s } = singularValues(lower, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < rows; j++) directions[i * rows + j]! /= relative[i]!;
  return { rows, directions, singularValues: s, noise: whiteningNoise(equation) };
}

/** σ₀ of an equation: that of its noisiest row. */
export const whiteningNoise = ({ magnitude }: CrossingEquation) => RELATIVE_NOISE * largest(magnitude);

/** Noise of each row in units of the noisiest one's [rows]. */
function relativeNoise({ magnitude }: CrossingEquation): Float64Array {
  const most = largest(magnitude);
  return magnitude.map((size) => size / most);
}

const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), 0);

function nodeColumn(equation: CrossingEquation, node: TailNode, columns: NodeColumns): Float64Array {
  const { channel, spin, delta, shift = false } = node;
  const key = `${channel},${spin},${delta},${shift}`;
  const known = columns.get(key);
  if (known) return known;
  const value = new Float64Array(equation.rows);
  const derivative = new Float64Array(equation.rows);
  equation.column(node, delta, value, derivative);
  const column = shift ? derivative : value;
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
