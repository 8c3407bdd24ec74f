import type { FixedPoint } from "../../math/fixed-point.js";

/** Where a normalisation is largest. */
export function pivotOf(normalization: readonly bigint[]): number {
  const modulus = (a: bigint) => (a < 0n ? -a : a);
  return normalization.reduce(
    (best, entry, index) => (modulus(entry) > modulus(normalization[best]!) ? index : best),
    0,
  );
}

/** v₀, v₁, … with Σ_n z_n entries_n = v₀ + Σ_i y_i v_i where normalization · z = 1 and y are all z but that of the pivot, in their order. */
export function eliminated(
  fixed: FixedPoint,
  normalization: readonly bigint[],
  pivot: number,
  entries: readonly bigint[],
): bigint[] {
  const constant = fixed.over(entries[pivot]!, normalization[pivot]!);
  const rest = entries.flatMap((entry, n) =>
    n === pivot ? [] : [entry - fixed.times(normalization[n]!, constant)],
  );
  return [constant, ...rest];
}

/** All z from y. */
export function restored(
  fixed: FixedPoint,
  normalization: readonly bigint[],
  pivot: number,
  y: readonly bigint[],
): bigint[] {
  const z = [...y.slice(0, pivot), 0n, ...y.slice(pivot)];
  z[pivot] = fixed.over(fixed.one - fixed.dot(z, normalization), normalization[pivot]!);
  return z;
}
