import { BlockTable, type ColumnSource } from "../blocks/table/block-table.js";
import type { CrossingEquation, Term } from "./equation.js";
import type { NumberCache } from "./number-cache.js";
import { type Whitening, whiteningWeights } from "./tail/whitening.js";

/** One kind of column as a function of the dimension. */
export interface TermColumn {
  /** Writes C(Δ) at `offset` [rows]. Δ within the range the table was built for. */
  value(delta: number, out: Float64Array, offset: number): void;
  /** Writes ∂C/∂Δ likewise. */
  derivative(delta: number, out: Float64Array, offset: number): void;
}

/** What multiplies the unknown coefficients b in r = r₀ + Σ bₖ C(Δₖ): whitened or plain rows of a crossing equation. */
export interface Columns {
  readonly rows: number;
  /** r₀ [rows]: all that is known */
  readonly identity: Float64Array;
  /** @throws Error for a term without a table */
  term(term: Term): TermColumn;
}

/** Dimensions that the table of a term has to cover. */
export interface DimensionRange extends Term {
  readonly lower: number;
  readonly upper: number;
}

/** The smallest ranges that hold all given ones, one a term. */
export function mergedRanges(ranges: Iterable<DimensionRange>): DimensionRange[] {
  const merged = new Map<string, DimensionRange>();
  for (const range of ranges) {
    const key = termKey(range);
    const known = merged.get(key) ?? range;
    const lower = Math.min(known.lower, range.lower);
    merged.set(key, { ...range, lower, upper: Math.max(known.upper, range.upper) });
  }
  return [...merged.values()];
}

const termKey = ({ channel, spin }: Term) => `${channel} ${spin}`;

/** A term whose only dimension is fixed still gets a table. */
const NARROWEST = 0.25;

/** At the level of the rounding errors of the blocks, because whitening magnifies some directions by 10¹³. */
const TOLERANCE = 1e-15;

/** Tables of 4^{−Δ}F in the rows of an equation, one a term. */
export class PointColumns implements Columns {
  readonly rows: number;
  readonly identity: Float64Array;
  readonly tables: ReadonlyMap<string, BlockTable>;

  constructor(
    private readonly equation: CrossingEquation,
    ranges: readonly DimensionRange[],
    cache: NumberCache | null = null,
  ) {
    this.rows = equation.rows;
    this.identity = equation.identity;
    this.tables = new Map(
      mergedRanges(ranges).map((range) => [termKey(range), pointTable(equation, range, cache)]),
    );
  }

  term(term: Term): TermColumn {
    const direct = this.direct(term);
    return direct === null
      ? tableOf(this.tables, term)
      : partlyTabulated(this.tables.get(termKey(term)), direct);
  }

  /** The blocks themselves, where the table does not hold all dimensions; else null. */
  direct(term: Term): ColumnSource | null {
    const { equation, rows } = this;
    if (!equation.untabulated) return null;
    return { rows, column: (delta, value, derivative) => equation.column(term, delta, value, derivative) };
  }
}

/** From the table where there is one, elsewhere from the source. */
function partlyTabulated(table: BlockTable | undefined, source: ColumnSource): TermColumn {
  const value = new Float64Array(source.rows);
  const derivative = new Float64Array(source.rows);
  const covers = (delta: number) => table !== undefined && delta >= table.lower && delta <= table.upper;
  return {
    value(delta, out, offset) {
      if (covers(delta)) return table!.value(delta, out, offset);
      source.column(delta, value, derivative);
      out.set(value, offset);
    },
    derivative(delta, out, offset) {
      if (covers(delta)) return table!.derivative(delta, out, offset);
      source.column(delta, value, derivative);
      out.set(derivative, offset);
    },
  };
}

function tableOf(tables: ReadonlyMap<string, BlockTable>, term: Term): BlockTable {
  const table = tables.get(termKey(term));
  if (!table) throw new Error(`no table for spin ${term.spin} of channel ${term.channel}`);
  return table;
}

function pointTable(
  equation: CrossingEquation,
  { channel, spin, lower, upper: highest }: DimensionRange,
  cache: NumberCache | null,
): BlockTable {
  const upper = Math.max(highest, lower + NARROWEST);
  const key = ["point table", ...equation.key, channel, spin, lower, upper, TOLERANCE];
  const kept = cache?.get(key);
  if (kept) return BlockTable.unpack(kept);
  const term = { channel, spin };
  const source: ColumnSource = {
    rows: equation.rows,
    column: (delta, value, derivative) => equation.column(term, delta, value, derivative),
  };
  const table = BlockTable.build(source, lower, upper, { tolerance: TOLERANCE });
  cache?.set(key, table.pack());
  return table;
}

/** The same columns in the whitened rows diag(weights) Uᵀ E. The weights can change, the directions stay. */
export class WhitenedColumns implements Columns {
  readonly rows: number;
  readonly identity: Float64Array;
  private readonly weights: Float64Array;
  private readonly rotatedIdentity: Float64Array;
  private readonly tables: ReadonlyMap<string, BlockTable>;
  /** Uᵀ, row-major */
  private readonly transpose: Float64Array;

  /** @param mean what the known means of the tail add to E [rows]; null for nothing */
  constructor(
    private readonly points: PointColumns,
    private readonly whitening: Whitening,
    mean: Float64Array | null = null,
  ) {
    const { rows, directions } = whitening;
    this.rows = rows;
    this.weights = new Float64Array(rows);
    this.identity = new Float64Array(rows);
    const transpose = new Float64Array(rows * rows);
    this.transpose = transpose;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < rows; j++) transpose[i * rows + j] = directions[j * rows + i]!;
    const known = mean ? points.identity.map((entry, i) => entry + mean[i]!) : points.identity;
    this.rotatedIdentity = multiply(transpose, known);
    this.tables = new Map(
      [...points.tables].map(([key, table]) => [key, table.map(transpose, rows)] as const),
    );
  }

  /** Sets the weights to those of a tail of this amplitude. */
  setAmplitude(amplitude: number): void {
    this.weights.set(whiteningWeights(this.whitening, amplitude));
    for (let i = 0; i < this.rows; i++) this.identity[i] = this.weights[i]! * this.rotatedIdentity[i]!;
  }

  term(term: Term): TermColumn {
    const direct = this.points.direct(term);
    const table =
      direct === null
        ? tableOf(this.tables, term)
        : partlyTabulated(this.tables.get(termKey(term)), this.rotated(direct));
    return {
      value: (delta, out, offset) => {
        table.value(delta, out, offset);
        this.weigh(out, offset);
      },
      derivative: (delta, out, offset) => {
        table.derivative(delta, out, offset);
        this.weigh(out, offset);
      },
    };
  }

  private rotated({ rows, column }: ColumnSource): ColumnSource {
    return {
      rows,
      column: (delta, value, derivative) => {
        column(delta, value, derivative);
        value.set(multiply(this.transpose, value));
        derivative.set(multiply(this.transpose, derivative));
      },
    };
  }

  private weigh(out: Float64Array, offset: number): void {
    const { rows, weights } = this;
    for (let i = 0; i < rows; i++) out[offset + i]! *= weights[i]!;
  }
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const columns = vector.length;
  return Float64Array.from({ length: matrix.length / columns }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += matrix[i * columns + j]! * vector[j]!;
    return sum;
  });
}
