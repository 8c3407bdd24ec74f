import { CrossedBlocks2d } from "../blocks/global-2d/crossed-blocks-2d.js";
import type { Points } from "../blocks/points/points.js";
import { exp, log } from "../math/elementary.js";
import type { CacheKey } from "./number-cache.js";

/** A kind of column: a channel of the crossing equations and a spin. */
export interface Term {
  readonly channel: string;
  readonly spin: number;
}

/** What one row of a crossing equation is: its value at a cross-ratio z (z̄ = z*), a derivative at the crossing-symmetric point, or a constraint. */
export type Functional =
  | { readonly z: readonly [number, number]; readonly component?: string }
  | { readonly derivative: number }
  | { readonly constraint: string };

/**
 * Crossing equations as rows, E = E₀ + Σ aₖ F(Δₖ, ℓₖ) = 0, components of a system one below the other: its columns, scaled so that the
 * coefficient that goes with them, b = 4^Δ a, is of order one where a spans ten decades.
 */
export interface CrossingEquation {
  /** everything that the columns depend on: family, external dimensions, points */
  readonly key: CacheKey;
  readonly rows: number;
  /** [rows] */
  readonly functionals: readonly Functional[];
  /** kinds of columns besides the spin; the channel of a single correlator is `singlet` */
  readonly channels: readonly string[];
  /** true where fixed dimensions may lie next to a pole of the blocks, where tables lose digits: their columns are computed one by one */
  readonly untabulated?: boolean;
  /** Writes 4^{−Δ} F(Δ, ℓ) [rows] and its Δ-derivative [rows]. */
  column(term: Term, delta: number, value: Float64Array, derivative: Float64Array): void;
  /** E₀ [rows]: the identity's contribution, and of everything else that is known. */
  readonly identity: Float64Array;
  /** how far E₀ may be off where it comes from interpolated tables [rows]; absent where it is exact */
  readonly uncertainty?: Float64Array;
  /** Size of the rounding errors of each row of E, in units of one: the largest sum of moduli of terms over the rows alike [rows]. */
  readonly magnitude: Float64Array;
}

export const LN4 = 1.3862943611198906;

/** 4^Δ: a = b / 4^Δ. */
export const columnScale = (delta: number) => exp(LN4 * delta);

/** Columns F of one correlator at all points. */
export interface ScalarColumns {
  readonly rows: number;
  /** Writes F(Δ, ℓ) [rows] and its Δ-derivative [rows]. */
  column(delta: number, spin: number, value: Float64Array, derivative: Float64Array): void;
  /** Writes the identity's column [rows]. */
  identity(out: Float64Array): void;
}

/** The crossing equation of four identical scalars in two dimensions (family `global-2d`). */
export const identicalScalars2d = (points: Points, externalDelta: number): CrossingEquation =>
  identicalScalars(new CrossedBlocks2d(points, externalDelta), points, {
    key: ["global-2d", externalDelta, points.re, points.im],
    magnitude: freeMagnitude(points, externalDelta),
  });

/** The crossing equation of four identical scalars, whatever their blocks. @param magnitude of every row */
export function identicalScalars(
  blocks: ScalarColumns,
  points: Points,
  { key, magnitude }: { readonly key: CacheKey; readonly magnitude: number },
): CrossingEquation {
  const identity = new Float64Array(blocks.rows);
  blocks.identity(identity);
  return {
    key,
    rows: blocks.rows,
    functionals: pointFunctionals(points),
    channels: ["singlet"],
    identity,
    magnitude: new Float64Array(blocks.rows).fill(magnitude),
    column({ spin }, delta, value, derivative) {
      blocks.column(delta, spin, value, derivative);
      const scale = exp(-LN4 * delta);
      for (let i = 0; i < blocks.rows; i++) {
        value[i]! *= scale;
        derivative[i] = derivative[i]! * scale - LN4 * value[i]!;
      }
    },
  };
}

export const pointFunctionals = ({ re, im }: Points, component?: string): Functional[] =>
  Array.from(re, (x, i) => ({ z: [x, im[i]!], ...(component === undefined ? {} : { component }) }));

/**
 * Largest |1−z|^{2Δφ} G(z) + |z|^{2Δφ} G(1−z) over the points, with the generalised free field's G = 1 + u^Δφ + (u/v)^Δφ in place
 * of the unknown correlator: all correlators of one Δφ are of this size.
 */
export function freeMagnitude(points: Points, externalDelta: number): number {
  let largest = 0;
  for (let i = 0; i < points.re.length; i++) {
    const x = points.re[i]!;
    const y = points.im[i]!;
    const u = exp(externalDelta * log(x * x + y * y));
    const v = exp(externalDelta * log((1 - x) * (1 - x) + y * y));
    largest = Math.max(largest, v * (1 + u + u / v) + u * (1 + v + v / u));
  }
  return largest;
}
