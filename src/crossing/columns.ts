import { BlockTable, type ColumnSource } from "../blocks/block-table.js";
import { type CrossingEquation, equationKey } from "./equation.js";
import type { NumberCache } from "./number-cache.js";
import { type Whitening, whiteningWeights } from "./whitening.js";

/** What multiplies the unknown coefficients b in r = r₀ + Σ bₖ C(Δₖ, ℓₖ): whitened or plain rows of a crossing equation. */
export interface Columns {
  readonly rows: number;
  /** r₀ [rows]: the identity */
  readonly identity: Float64Array;
  /** Writes C(Δ, ℓ) at `offset` [rows]. Δ within the range the table was built for. */
  value(spin: number, delta: number, out: Float64Array, offset: number): void;
  /** Writes ∂C/∂Δ likewise. */
  derivative(spin: number, delta: number, out: Float64Array, offset: number): void;
}

/** Dimensions a table has to cover, by spin. */
export type DimensionRanges = ReadonlyMap<number, readonly [number, number]>;

/** A spin whose only dimension is fixed still gets a table. */
const NARROWEST = 0.25;

/** At the level of the rounding errors of the blocks, because whitening magnifies some directions by 10¹³. */
const TOLERANCE = 1e-15;

/** Tables of 4^{−Δ}F at the sample points, one a spin. */
export class PointColumns implements Columns {
  readonly rows: number;
  readonly identity: Float64Array;
  private readonly tables = new Map<number, BlockTable>();

  constructor(equation: CrossingEquation, ranges: DimensionRanges, cache: NumberCache | null = null) {
    this.rows = equation.rows;
    this.identity = equation.identity;
    for (const [spin, [lower, upper]] of ranges) {
      const range = [lower, Math.max(upper, lower + NARROWEST)] as const;
      this.tables.set(spin, pointTable(equation, spin, range, cache));
    }
  }

  value(spin: number, delta: number, out: Float64Array, offset: number): void {
    this.table(spin).value(delta, out, offset);
  }

  derivative(spin: number, delta: number, out: Float64Array, offset: number): void {
    this.table(spin).derivative(delta, out, offset);
  }

  table(spin: number): BlockTable {
    const table = this.tables.get(spin);
    if (!table) throw new Error(`no table for spin ${spin}`);
    return table;
  }

  get spins(): Iterable<number> {
    return this.tables.keys();
  }
}

function pointTable(
  equation: CrossingEquation,
  spin: number,
  [lower, upper]: readonly [number, number],
  cache: NumberCache | null,
): BlockTable {
  const key = ["point table", ...equationKey(equation), spin, lower, upper, TOLERANCE];
  const kept = cache?.get(key);
  if (kept) return BlockTable.unpack(kept);
  const source: ColumnSource = {
    rows: equation.rows,
    column: (delta, value, derivative) => equation.column(delta, spin, value, derivative),
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
  private readonly tables = new Map<number, BlockTable>();

  constructor(
    points: PointColumns,
    private readonly whitening: Whitening,
  ) {
    const { rows, directions } = whitening;
    this.rows = rows;
    this.weights = new Float64Array(rows);
    this.identity = new Float64Array(rows);
    const transpose = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < rows; j++) transpose[i * rows + j] = directions[j * rows + i]!;
    this.rotatedIdentity = multiply(transpose, points.identity);
    for (const spin of points.spins) this.tables.set(spin, points.table(spin).map(transpose, rows));
  }

  /** Sets the weights to those of a tail of this amplitude. */
  setAmplitude(amplitude: number): void {
    this.weights.set(whiteningWeights(this.whitening, amplitude));
    for (let i = 0; i < this.rows; i++) this.identity[i] = this.weights[i]! * this.rotatedIdentity[i]!;
  }

  value(spin: number, delta: number, out: Float64Array, offset: number): void {
    this.tables.get(spin)!.value(delta, out, offset);
    this.weigh(out, offset);
  }

  derivative(spin: number, delta: number, out: Float64Array, offset: number): void {
    this.tables.get(spin)!.derivative(delta, out, offset);
    this.weigh(out, offset);
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
