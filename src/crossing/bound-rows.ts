import type { Decimal } from "decimal.js";
import type { FixedPoint } from "../math/fixed-point.js";

/** Rows of a crossing equation as a linear program over its operators: Σ columns = rhs. */
export interface BoundRows {
  readonly continuum: BoundContinuum;
  /** what is known, in the scales of the rows */
  readonly rhs: readonly bigint[];
  /** by how much the right-hand sides may be off, where they come from tables, in units of the rows [rows] */
  readonly uncertainty: Float64Array;
}

/** The columns of all operators above a gap, infinity included, scaled; a functional, a number a row, can be proved to be positive on them. */
export interface BoundContinuum {
  readonly fixed: FixedPoint;
  readonly gap: number;
  /** from where on positivity is proved by what holds to infinity */
  readonly farFrom: number;
  readonly scales: {
    /** exponents [rows]: row n is multiplied by 2^rows[n] */
    readonly rows: Int32Array;
  };
  /** The column of a dimension, of size one [rows]. */
  column(delta: number): bigint[];
  /** What that column tends to as Δ → ∞ [rows]. */
  columnAtInfinity(): bigint[];
  /** Rounding errors of a column, in units of the last place [rows]. */
  columnErrors(delta: number): bigint[];
  /** What a squared coefficient is multiplied by where its column is this one. */
  columnSize(delta: number, context: typeof Decimal): Decimal;
  /** Local minima of a functional, in the scale of the columns; some may be missed. */
  minima(functional: readonly bigint[]): { readonly delta: number; readonly value: bigint }[];
  /** Null where the functional is proved to be positive on all columns, else a Δ, possibly infinite, where it is not. */
  notPositive(functional: readonly bigint[]): number | null;
}

/** log₁₀ 2, rounded up */
export const DIGITS_PER_BIT = 0.30103;
