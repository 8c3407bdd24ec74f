import type { FixedPoint } from "../math/fixed-point.js";

/** An operator of a continuum. */
export interface Place {
  /** from 0: sector and spin */
  readonly branch: number;
  /** possibly infinite */
  readonly delta: number;
}

/** Infinitely many columns: those of any operators above gaps. A functional, a number a row, is a function on them. */
export interface Continuum {
  readonly fixed: FixedPoint;
  /** columns to begin with */
  readonly start: readonly Place[];
  /** functionals are made positive by 2^−marginBits on columns of size one: what a bound loses by it is of the same size */
  readonly marginBits: number;
  contains(place: Place): boolean;
  /** of size one [rows] */
  column(place: Place): readonly bigint[];
  /** local minima of a functional, in the scale of the columns; some may be missed */
  minima(functional: readonly bigint[]): readonly (Place & { readonly value: bigint })[];
  /** null where the functional is proved to be positive on all columns, else a place where it is not */
  notPositive(functional: readonly bigint[]): Place | null;
}

/** A column of one operator whose dimension is known. */
export interface KnownColumn {
  readonly entries: readonly bigint[];
  /** largest error of a functional of size one on it, in units of the last place [rows] */
  readonly errors: readonly bigint[];
}

/** Σ over known columns x_n a_n + ∫ dμ(Δ) a(Δ) = rhs with x ≥ 0, μ ≥ 0. */
export interface SemiInfiniteProgram {
  readonly continuum: Continuum;
  readonly known: readonly KnownColumn[];
  readonly rhs: readonly bigint[];
}
