/** Factors below this would hide a function altogether [nlp_scaling_min_value]. */
const LEAST_SCALE = 1e-8;

/**
 * Factor that brings the largest entry of a gradient at the start down to `largest`; never above 1 (WB §3.8).
 * `values` may hold many rows: [offset, offset + length) is looked at.
 */
export function gradientScale(values: Float64Array, offset: number, length: number, largest: number): number {
  let size = 0;
  for (let i = offset; i < offset + length; i++) size = Math.max(size, Math.abs(values[i]!));
  return size > largest ? Math.max(largest / size, LEAST_SCALE) : 1;
}
