/**
 * sum + x·y: two roundings, the same bits on every machine; in the build for relaxed SIMD one rounding where the processor fuses the
 * two, else two.
 */
// @ts-ignore: decorator
@inline
export function madd(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}
