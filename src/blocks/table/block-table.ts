import { InputError } from "../../errors.js";
import { chebyshevPolynomials } from "../../math/chebyshev.js";
import { COUNT, Series } from "../series.js";
import type { ColumnSource } from "./column-source.js";
import { type Piece, PieceFitter } from "./fit-pieces.js";

/** Longest interval that is tried before halving. */
const LONGEST = 0.75;

/**
 * A {@link ColumnSource} as Chebyshev series on pieces of [lower, upper]: as accurate as the source, and far cheaper.
 * The derivative has series of its own, since differentiating would multiply the source's rounding noise by hundreds.
 */
export class BlockTable {
  private readonly t = new Float64Array(COUNT);

  private constructor(
    readonly rows: number,
    readonly lower: number,
    readonly upper: number,
    /** Largest error found at check points, relative to the largest entry near by. Above the tolerance only where the source is noise. */
    readonly error: number,
    /** series i = 2 · piece of the column, 2 · piece + 1 of its derivative: coefficients of T_k [COUNT × rows] */
    private readonly series: (i: number) => Series,
    /** lower ends of the pieces, and `upper` */
    private readonly ends: Float64Array,
    /** which piece each of equally wide cells of [lower, upper] belongs to */
    private readonly pieceOfCell: Int32Array,
  ) {}

  /**
   * Tabulates a source on [lower, upper].
   *
   * @param options.tolerance error aimed at, relative to the column's largest entry near by; 1e-13 unless given
   * @throws InputError unless lower < upper, both finite; what the source throws; RangeError where it is not smooth
   */
  static build(
    source: ColumnSource,
    lower: number,
    upper: number,
    { tolerance = 1e-13 }: { tolerance?: number } = {},
  ): BlockTable {
    if (!(Number.isFinite(lower) && Number.isFinite(upper) && lower < upper)) {
      throw new InputError({
        where: "block table",
        field: "range",
        found: [lower, upper],
        allowed: "lower < upper",
      });
    }
    const fitter = new PieceFitter(source, tolerance);
    const pieces: Piece[] = [];
    const intervals = Math.ceil((upper - lower) / LONGEST);
    const end = (i: number) => (i === intervals ? upper : lower + ((upper - lower) * i) / intervals);
    for (let i = 0; i < intervals; i++) fitter.fit(end(i), end(i + 1), pieces);
    const size = COUNT * source.rows;
    const series = pieces.flatMap(({ coefficients }) => [
      new Series(coefficients.subarray(0, size)),
      new Series(coefficients.subarray(size)),
    ]);
    const ends = Float64Array.from([...pieces.map((piece) => piece.lower), upper]);
    const error = Math.max(...pieces.map((piece) => piece.error));
    const pieceOfCell = cells(pieces, intervals);
    return new BlockTable(source.rows, lower, upper, error, (i) => series[i]!, ends, pieceOfCell);
  }

  /** The whole table as numbers, for {@link BlockTable.unpack}: rows, error, pieces, cells; ends; pieces of cells; all series. */
  pack(): Float64Array {
    const { rows, error, ends, pieceOfCell } = this;
    const pieces = ends.length - 1;
    const header = [rows, error, pieces, pieceOfCell.length];
    const start = header.length + ends.length + pieceOfCell.length;
    const numbers = new Float64Array(start + 2 * pieces * COUNT * rows);
    numbers.set(header);
    numbers.set(ends, header.length);
    numbers.set(pieceOfCell, header.length + ends.length);
    for (let i = 0; i < 2 * pieces; i++) numbers.set(this.series(i).coefficients, start + i * COUNT * rows);
    return numbers;
  }

  /** The table that {@link pack} made numbers of, to the last bit. It keeps the array. */
  static unpack(numbers: Float64Array): BlockTable {
    const [rows, error, pieces, cellCount] = numbers as unknown as [number, number, number, number];
    const ends = numbers.slice(4, 5 + pieces);
    const start = 5 + pieces + cellCount;
    const pieceOfCell = Int32Array.from(numbers.subarray(5 + pieces, start));
    const size = COUNT * rows;
    const series = Array.from(
      { length: 2 * pieces },
      (_, i) => new Series(numbers.subarray(start + i * size, start + (i + 1) * size)),
    );
    return new BlockTable(rows, ends[0]!, ends[pieces]!, error, (i) => series[i]!, ends, pieceOfCell);
  }

  /**
   * The table of matrix · column, for a row-major matrix [rows × this.rows]. A series is multiplied when it is first asked for: a search
   * visits few of them.
   */
  map(matrix: Float64Array, rows: number): BlockTable {
    const mapped: Series[] = [];
    const series = (i: number) => {
      mapped[i] ??= new Series(multiplySeries(matrix, rows, this.series(i).coefficients));
      return mapped[i];
    };
    return new BlockTable(rows, this.lower, this.upper, this.error, series, this.ends, this.pieceOfCell);
  }

  /**
   * Writes the column at Δ in [lower, upper] to entries offset … offset + rows − 1.
   *
   * @throws RangeError outside
   */
  value(delta: number, out: Float64Array, offset = 0): void {
    this.series(2 * this.place(delta)).combine(this.t, out, offset);
  }

  /** As {@link value}, the column's derivative. */
  derivative(delta: number, out: Float64Array, offset = 0): void {
    this.series(2 * this.place(delta) + 1).combine(this.t, out, offset);
  }

  /** The piece of a Δ, the polynomials at its place there in `t`. */
  private place(delta: number): number {
    const piece = this.find(delta);
    const { t, ends } = this;
    const start = ends[piece]!;
    chebyshevPolynomials((2 * (delta - start)) / (ends[piece + 1]! - start) - 1, t);
    return piece;
  }

  private find(delta: number): number {
    const { lower, upper, ends, pieceOfCell } = this;
    if (!(delta >= lower && delta <= upper)) {
      throw new RangeError(`block table: delta ${delta} is outside [${lower}, ${upper}]`);
    }
    const cell = Math.floor(((delta - lower) / (upper - lower)) * pieceOfCell.length);
    const piece = pieceOfCell[Math.min(cell, pieceOfCell.length - 1)]!;
    // rounding may have put delta one cell off
    if (delta < ends[piece]!) return piece - 1;
    if (delta > ends[piece + 1]!) return piece + 1;
    return piece;
  }
}

/** The piece of each cell, a cell being as wide as the shortest piece. */
function cells(pieces: readonly Piece[], intervals: number): Int32Array {
  const deepest = Math.max(...pieces.map((piece) => piece.depth));
  const pieceOfCell = new Int32Array(intervals * (1 << deepest));
  let cell = 0;
  for (const [i, piece] of pieces.entries()) {
    const width = 1 << (deepest - piece.depth);
    pieceOfCell.fill(i, cell, cell + width);
    cell += width;
  }
  return pieceOfCell;
}

/** A row-major matrix [rows × columns] times each vector of a series [COUNT × columns]: four sums at a time, each in the order of the columns. */
function multiplySeries(matrix: Float64Array, rows: number, series: Float64Array): Float64Array {
  const columns = series.length / COUNT;
  const product = new Float64Array(COUNT * rows);
  for (let k = 0; k < COUNT; k += 4) {
    const s = k * columns;
    for (let r = 0; r < rows; r++) {
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let j = 0; j < columns; j++) {
        const entry = matrix[r * columns + j]!;
        sum0 += entry * series[s + j]!;
        sum1 += entry * series[s + columns + j]!;
        sum2 += entry * series[s + 2 * columns + j]!;
        sum3 += entry * series[s + 3 * columns + j]!;
      }
      product[k * rows + r] = sum0;
      product[(k + 1) * rows + r] = sum1;
      product[(k + 2) * rows + r] = sum2;
      product[(k + 3) * rows + r] = sum3;
    }
  }
  return product;
}
