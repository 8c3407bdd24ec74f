import { decimalContext } from "../decimal/complex-decimal.js";
import { RadialExpansionDecimal } from "../decimal/radial-expansion-d-decimal.js";
import type { BlockLabel } from "./poles.js";
import type { RadialExpansion } from "./radial-expansion.js";

const DIGITS = 64;
/** Distance of the two places whose mean is taken: half of it is lost twice, its square is the error. */
const OFFSET = "1e-14";

/**
 * An expansion near a Δ where the recursion is 0/0 but the block is finite: the mean of those at both sides, with digits enough.
 *
 * @param expansion filled with the levels that matter for |ρ| ≤ radius
 */
export function expandAcross(label: BlockLabel, expansion: RadialExpansion, radius: number): void {
  // how many levels matter changes slowly with Δ
  expansion.compute(label.delta + 0.37, label.spin, radius);
  const context = decimalContext(DIGITS);
  const exact = (x: number) => new context(x.toPrecision(60));
  const delta = exact(label.delta);
  const sides = [delta.plus(OFFSET), delta.minus(OFFSET)].map(
    (place) =>
      new RadialExpansionDecimal({
        dimension: exact(label.dimension),
        delta: place,
        spin: label.spin,
        delta12: exact(label.delta12),
        delta34: exact(label.delta34),
      }),
  );
  const mean = (entries: readonly (typeof delta | undefined)[]) =>
    entries.reduce<number>((sum, entry) => sum + (entry?.toNumber() ?? 0) / 2, 0);
  expansion.take(label.spin, expansion.levels, (n, j) => [
    mean(sides.map((side) => side.level(n)[j])),
    mean(sides.map((side) => side.slopeLevel(n)[j])),
  ]);
}
