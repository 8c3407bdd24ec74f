import { CrossedBlocks2d } from "../blocks/crossed-blocks-2d.js";
import type { Points } from "../blocks/points.js";
import { exp, log } from "../math/elementary.js";
import type { CacheKey } from "./number-cache.js";

/**
 * A crossing equation at fixed points, E = E₀ + Σ aₖ F(Δₖ, ℓₖ) = 0: its columns, scaled so that the coefficient that goes
 * with them, b = 4^Δ a, is of order one where a spans ten decades.
 */
export interface CrossingEquation {
  /** which blocks: together with the points and the external dimension it says what the columns are */
  readonly family: string;
  /** number of sample points */
  readonly rows: number;
  readonly points: Points;
  readonly externalDelta: number;
  /** Writes 4^{−Δ} F(Δ, ℓ) [rows] and its Δ-derivative [rows]. */
  column(delta: number, spin: number, value: Float64Array, derivative: Float64Array): void;
  /** E₀ [rows]: the identity's contribution. */
  readonly identity: Float64Array;
  /** Size of the rounding errors in E: the largest sum of moduli of its terms over the points, in units of one. */
  readonly magnitude: number;
}

/** What all columns of an equation depend on. */
export const equationKey = ({ family, externalDelta, points }: CrossingEquation): CacheKey => [
  family,
  externalDelta,
  points.re,
  points.im,
];

export const LN4 = 1.3862943611198906;

/** 4^Δ: a = b / 4^Δ. */
export const columnScale = (delta: number) => exp(LN4 * delta);

/** The crossing equation of four identical scalars in two dimensions (family `global-2d`). */
export function identicalScalars2d(points: Points, externalDelta: number): CrossingEquation {
  const blocks = new CrossedBlocks2d(points, externalDelta);
  const identity = new Float64Array(blocks.rows);
  blocks.identity(identity);
  return {
    family: "global-2d",
    rows: blocks.rows,
    points,
    externalDelta,
    identity,
    magnitude: freeMagnitude(points, externalDelta),
    column(delta, spin, value, derivative) {
      blocks.column(delta, spin, value, derivative);
      const scale = exp(-LN4 * delta);
      for (let i = 0; i < blocks.rows; i++) {
        value[i]! *= scale;
        derivative[i] = derivative[i]! * scale - LN4 * value[i]!;
      }
    },
  };
}

/**
 * Largest |1−z|^{2Δφ} G(z) + |z|^{2Δφ} G(1−z) over the points, with the generalised free field's G = 1 + u^Δφ + (u/v)^Δφ in place
 * of the unknown correlator: all correlators of one Δφ are of this size.
 */
function freeMagnitude(points: Points, externalDelta: number): number {
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
