import type { FixedPoint } from "../../math/fixed-point.js";
import { decimalContext } from "../decimal/complex-decimal.js";
import { SCALE } from "./rational-block.js";

/** Poles of the factor as seen from a dimension. */
export interface BlockPoles {
  /** where x = (Δ − from)/16 is 0 */
  readonly from: bigint;
  /** x_i */
  readonly distances: readonly bigint[];
  /** 1 + x_i where `from` is the unitarity bound: the denominators of the factor */
  readonly norms: readonly bigint[];
}

/** (4r*)^Δ / ∏_i ((x + x_i)/(1 + x_i)), the factor of the polynomials at a dimension that is no pole. */
export function blockFactor(
  fixed: FixedPoint,
  { from, distances, norms }: BlockPoles,
  delta: bigint,
): bigint {
  const x = (delta - from) / BigInt(SCALE);
  const denominator = distances.reduce(
    (product, distance, i) => fixed.times(product, fixed.over(x + distance, norms[i]!)),
    fixed.one,
  );
  return fixed.over(powerOfRadius(fixed, delta), denominator);
}

/** (4r*)^Δ, r* = 3 − 2√2 */
function powerOfRadius(fixed: FixedPoint, delta: bigint): bigint {
  const context = decimalContext(Math.ceil(fixed.bits * 0.30103) + 20);
  const unit = new context(2).pow(fixed.bits);
  const exponent = new context(delta.toString()).div(unit);
  const power = new context(2).sqrt().times(-2).plus(3).times(4).pow(exponent);
  return BigInt(power.times(unit).toFixed(0));
}
