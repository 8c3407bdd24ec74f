import { log } from "../../math/elementary.js";
import { Householder } from "../../math/householder.js";
import { singularValues } from "../../math/singular-values.js";
import type { CrossingEquation } from "../equation.js";
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

/** A tail operator with its column [rows]. */
type NodeColumn = TailNode & { readonly column: Float64Array };

export function whiten(
  equation: CrossingEquation,
  nodes: readonly TailNode[],
  columns: NodeColumns,
): Whitening {
  const { rows } = equation;
  const relative = relativeNoise(equation);
  const tail = nodes.map((node) => ({ ...node, column: nodeColumn(equation, node, columns) }));
  const blocks = independentRows(tail, rows).map((block) => {
    const own = tail.filter(({ column }) => block.some((i) => column[i] !== 0));
    return { block, ...rowDirections(block, own, { relative, floor: FLOOR * whiteningNoise(equation) }) };
  });
  const order = blocks
    .flatMap(({ s }, b) => Array.from(s, (value, j) => ({ value, b, j })))
    .sort((x, y) => y.value - x.value);
  const directions = new Float64Array(rows * rows);
  for (const [column, { b, j }] of order.entries()) {
    const { block, u } = blocks[b]!;
    for (const [k, i] of block.entries())
      directions[i * rows + column] = u[k * block.length + j]! / relative[i]!;
  }
  return {
    rows,
    directions,
    singularValues: Float64Array.from(order, ({ value }) => value),
    noise: whiteningNoise(equation),
  };
}

/** Where there are fewer tail operators than rows, directions that none shows in need some length: this part of the noise. */
const FLOOR = 1e-3;

/** U and S of a block of rows alone, its tail operators given. */
function rowDirections(
  block: readonly number[],
  tail: readonly NodeColumn[],
  { relative, floor }: { readonly relative: Float64Array; readonly floor: number },
): { u: Float64Array; s: Float64Array } {
  const rows = block.length;
  const groups = [...new Set(tail.flatMap(({ group }) => group ?? []))];
  const columns = tail.length + groups.length;
  const height = columns < rows ? columns + rows : columns;
  const qr = new Householder(height, rows);
  const transpose = qr.matrix;
  transpose.fill(0);
  for (const [index, { width, group, column }] of tail.entries()) {
    const mean = group === null ? null : (tail.length + groups.indexOf(group)) * rows;
    for (const [k, i] of block.entries()) {
      const entry = (width * column[i]!) / relative[i]!;
      transpose[index * rows + k] = entry;
      if (mean !== null) transpose[mean + k]! += entry;
    }
  }
  if (columns < rows) for (let k = 0; k < rows; k++) transpose[(columns + k) * rows + k] = floor;
  qr.factorise(height, rows);
  const lower = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = i; j < rows; j++) lower[j * rows + i] = transpose[i * rows + j]!;
  return singularValues(lower, rows);
}

/**
 * Rows in groups that no channel connects, each in ascending order: correlators side by side do not know of each other, and the work goes
 * with the cube of the rows.
 */
function independentRows(tail: readonly NodeColumn[], rows: number): number[][] {
  const all = Array.from({ length: rows }, (_, i) => i);
  let blocks: number[][] = all.map((i) => [i]);
  for (const channel of new Set(tail.map((node) => node.channel))) {
    const own = tail.filter((node) => node.channel === channel);
    const shown = new Set(all.filter((i) => own.some(({ column }) => column[i] !== 0)));
    const joined = blocks.filter((block) => block.some((i) => shown.has(i)));
    blocks = [...blocks.filter((block) => !joined.includes(block)), joined.flat().sort((x, y) => x - y)];
  }
  return blocks.filter(({ length }) => length > 0);
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
