import { SCALE } from "../../blocks/rational/rational-block.js";
import type { CrossingFunctionals } from "../../crossing/functionals/crossing-functionals.js";
import { entries, type Sector } from "../../families/sectors.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import { type Series, valueAt, withOriginAt } from "../../math/power-series.js";

/**
 * What all operators of a sector and spin from a dimension on add to the rows: a positive factor
 * (4r*)^Δ / ∏_i ((x + x_i)/(1 + x_i)) times a symmetric matrix of polynomials in x = (Δ − Δ_min)/16 ≥ 0, all x_i ≥ 0. A functional α is allowed
 * where Σ_row α_row M_row(x) is positive semidefinite for all x ≥ 0.
 */
export interface Positivity {
  readonly sector: Sector;
  readonly spin: number;
  /** Δ_min */
  readonly from: bigint;
  /** Δ_max; null where there is none, and x may be any number */
  readonly to: bigint | null;
  /** x_i */
  readonly distances: readonly bigint[];
  /** 1 + x_i before the origin was moved: the denominators of the factor */
  readonly norms: readonly bigint[];
  readonly degree: number;
  /** [size][size][rows][degree + 1] */
  readonly matrix: readonly (readonly (readonly Series[])[])[];
}

/** Those of a sector and spin with from ≤ Δ ≤ to; from the unitarity bound where `from` is null, without end where `to` is absent. */
export function positivity(
  functionals: CrossingFunctionals,
  sector: Sector,
  {
    spin,
    from,
    to = null,
  }: { readonly spin: number; readonly from: bigint | null; readonly to?: bigint | null },
): Positivity {
  const { fixed } = functionals;
  const channels = sector.channels.map((channel) => functionals.channel(channel, spin));
  const { reference, distances, degree } = channels[0]!;
  const shift = from === null ? 0n : (from - reference) / BigInt(SCALE);
  const matrix: Series[][][] = Array.from({ length: sector.size }, () => []);
  for (const [k, [i, j]] of entries(sector.size).entries()) {
    // an entry off the diagonal stands twice in the matrix, and its coefficient once in the equations
    const moved = channels[k]!.rows.map((series) =>
      withOriginAt(fixed, series, shift).map((entry) => (i === j ? entry : entry >> 1n)),
    );
    matrix[i]![j] = moved;
    matrix[j]![i] = moved;
  }
  return {
    sector,
    spin,
    from: from ?? reference,
    to,
    distances: distances.map((distance) => distance + shift),
    norms: distances.map((distance) => fixed.one + distance),
    degree,
    matrix,
  };
}

/** Rows of a 1 × 1 sector at a dimension, without the positive factor. */
export function valuesAt(fixed: FixedPoint, { from, matrix }: Positivity, delta: bigint): bigint[] {
  const x = (delta - from) / BigInt(SCALE);
  return matrix[0]![0]!.map((series) => valueAt(fixed, series, x));
}
