import { type BlockDomain, piecesBetween, poleGaps } from "../blocks/domain.js";
import { BlockTable } from "../blocks/table/block-table.js";
import type { ColumnSource } from "../blocks/table/column-source.js";
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

/** Where the blocks of a term have poles: tables leave their neighbourhoods out. */
export type Poles = (term: Term) => Pick<BlockDomain, "poles">;

const noPoles: Poles = () => ({ poles: () => [] });

/** Uᵀ of a whitening, row-major, and tables of Uᵀ 4^{−Δ}F. */
interface Rotation {
  readonly transpose: Float64Array;
  readonly tables: ReadonlyMap<string, readonly BlockTable[]>;
}

/** Tables of 4^{−Δ}F in the rows of an equation, some for each term: one between two poles. */
export class PointColumns implements Columns {
  readonly rows: number;
  readonly identity: Float64Array;
  readonly tables: ReadonlyMap<string, readonly BlockTable[]>;
  private readonly cut: ReadonlySet<string>;
  private readonly rotations = new WeakMap<Whitening, Rotation>();

  constructor(
    private readonly equation: CrossingEquation,
    ranges: readonly DimensionRange[],
    { cache = null, poles = noPoles }: { readonly cache?: NumberCache | null; readonly poles?: Poles } = {},
  ) {
    this.rows = equation.rows;
    this.identity = equation.identity;
    const tables = mergedRanges(ranges).map(
      (range) => [termKey(range), pointTables(equation, range, { cache, poles })] as const,
    );
    this.tables = new Map(tables.map(([key, pieces]) => [key, pieces.tables]));
    this.cut = new Set(tables.flatMap(([key, pieces]) => (pieces.cut ? [key] : [])));
  }

  term(term: Term): TermColumn {
    return termColumn(this.tables.get(termKey(term)) ?? [], term, this.direct(term));
  }

  /** The tables in the directions of a whitening, made once. */
  rotated(whitening: Whitening): Rotation {
    const known = this.rotations.get(whitening);
    if (known) return known;
    const { rows, directions } = whitening;
    const transpose = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < rows; j++) transpose[i * rows + j] = directions[j * rows + i]!;
    const tables = new Map(
      [...this.tables].map(
        ([key, pieces]) => [key, pieces.map((table) => table.map(transpose, rows))] as const,
      ),
    );
    const rotation = { transpose, tables };
    this.rotations.set(whitening, rotation);
    return rotation;
  }

  /** The blocks themselves, where tables do not hold all dimensions; else null. */
  direct(term: Term): ColumnSource | null {
    const { equation, rows } = this;
    if (!equation.untabulated && !this.cut.has(termKey(term))) return null;
    return { rows, column: (delta, value, derivative) => equation.column(term, delta, value, derivative) };
  }
}

/** From tables where there are any, elsewhere from the source, if there is one. */
function termColumn(
  tables: readonly BlockTable[],
  term: Term,
  source: ColumnSource | null,
): TermColumn | BlockTable {
  const [first] = tables;
  if (source !== null) return partlyTabulated(tables, source);
  if (!first) throw new Error(`no table for spin ${term.spin} of channel ${term.channel}`);
  return first;
}

function partlyTabulated(tables: readonly BlockTable[], source: ColumnSource): TermColumn {
  const value = new Float64Array(source.rows);
  const derivative = new Float64Array(source.rows);
  const covering = (delta: number) => {
    for (const table of tables) if (delta >= table.lower && delta <= table.upper) return table;
    return null;
  };
  return {
    value(delta, out, offset) {
      const table = covering(delta);
      if (table) return table.value(delta, out, offset);
      source.column(delta, value, derivative);
      out.set(value, offset);
    },
    derivative(delta, out, offset) {
      const table = covering(delta);
      if (table) return table.derivative(delta, out, offset);
      source.column(delta, value, derivative);
      out.set(derivative, offset);
    },
  };
}

/** The tables of a range between the poles in it, and whether there are any. */
function pointTables(
  equation: CrossingEquation,
  { channel, spin, lower, upper: highest }: DimensionRange,
  { cache, poles }: { readonly cache: NumberCache | null; readonly poles: Poles },
): { readonly tables: BlockTable[]; readonly cut: boolean } {
  const upper = Math.max(highest, lower + NARROWEST);
  const term = { channel, spin };
  const gaps = poleGaps(poles(term), lower, upper);
  const pieces = piecesBetween(lower, upper, gaps);
  return {
    tables: pieces.map((piece) => pointTable(equation, term, piece, cache)),
    cut: gaps.length > 0,
  };
}

function pointTable(
  equation: CrossingEquation,
  term: Term,
  [lower, upper]: readonly [number, number],
  cache: NumberCache | null,
): BlockTable {
  const key = ["point table", ...equation.key, term.channel, term.spin, lower, upper, TOLERANCE];
  const kept = cache?.get(key);
  if (kept) return BlockTable.unpack(kept);
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
  private readonly tables: ReadonlyMap<string, readonly BlockTable[]>;
  /** Uᵀ, row-major */
  private readonly transpose: Float64Array;

  /** @param mean what the known means of the tail add to E [rows]; null for nothing */
  constructor(
    private readonly points: PointColumns,
    private readonly whitening: Whitening,
    mean: Float64Array | null = null,
  ) {
    const { rows } = whitening;
    this.rows = rows;
    this.weights = new Float64Array(rows);
    this.identity = new Float64Array(rows);
    const { transpose, tables } = points.rotated(whitening);
    this.transpose = transpose;
    this.tables = tables;
    const known = mean ? points.identity.map((entry, i) => entry + mean[i]!) : points.identity;
    this.rotatedIdentity = multiply(transpose, known);
  }

  /** Sets the weights to those of a tail of this amplitude. */
  setAmplitude(amplitude: number): void {
    this.weights.set(whiteningWeights(this.whitening, amplitude));
    for (let i = 0; i < this.rows; i++) this.identity[i] = this.weights[i]! * this.rotatedIdentity[i]!;
  }

  term(term: Term): TermColumn {
    const direct = this.points.direct(term);
    const table = termColumn(
      this.tables.get(termKey(term)) ?? [],
      term,
      direct === null ? null : this.rotated(direct),
    );
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
