/**
 * The point of (lower, upper) nearest to `value` that keeps min(κ₁ max(1, |bound|), κ₂ (upper − lower)) away from
 * each finite bound (WB §3.6).
 */
export function pushedInside(
  value: number,
  lower: number,
  upper: number,
  margins: { readonly push: number; readonly fraction: number },
): number {
  const width = margins.fraction * (upper - lower);
  const low = lower + Math.min(margins.push * Math.max(1, Math.abs(lower)), width);
  const high = upper - Math.min(margins.push * Math.max(1, Math.abs(upper)), width);
  if (lower > Number.NEGATIVE_INFINITY && value < low) return low;
  if (upper < Number.POSITIVE_INFINITY && value > high) return high;
  return value;
}
