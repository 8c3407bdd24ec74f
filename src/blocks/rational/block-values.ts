import type { FixedPoint } from "../../math/fixed-point.js";
import { valueAt } from "../../math/power-series.js";
import { blockFactor } from "./block-factor.js";
import { type RationalBlock, SCALE } from "./rational-block.js";

/** The coefficients of p^t q^{2s} in a block at a dimension that is none of its poles [radialPowers]. */
export function blockValues(
  fixed: FixedPoint,
  { reference, distances, numerators }: RationalBlock,
  delta: bigint,
): bigint[] {
  const x = (delta - reference) / BigInt(SCALE);
  const norms = distances.map((distance) => fixed.one + distance);
  const factor = blockFactor(fixed, { from: reference, distances, norms }, delta);
  return numerators.map((series) => fixed.times(factor, valueAt(fixed, series, x)));
}
