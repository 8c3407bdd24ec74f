import type { Gap, Separation } from "../../problem/problem.js";

interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly gaps?: readonly Gap[];
}

/**
 * Moves x into the box, out of gaps and operators of one spin apart: each pair in turn pushes its upper member upwards, and where the ceiling is
 * reached the lower member downwards. Separations are listed from below to above; where they and a gap leave no room, the gap wins. In place.
 */
export function keepApart({ lower, upper, separations, gaps }: Box, x: Float64Array): void {
  for (let j = 0; j < x.length; j++) x[j] = Math.min(Math.max(x[j]!, lower[j]!), upper[j]!);
  for (const { below, above, gap } of separations) {
    if (x[above]! < x[below]! + gap) x[above] = Math.min(x[below]! + gap, upper[above]!);
  }
  for (let k = separations.length - 1; k >= 0; k--) {
    const { below, above, gap } = separations[k]!;
    if (x[below]! > x[above]! - gap) x[below] = Math.max(x[above]! - gap, lower[below]!);
  }
  for (const gap of gaps ?? []) {
    const value = x[gap.unknown]!;
    if (value > gap.lower && value < gap.upper)
      x[gap.unknown] = value - gap.lower < gap.upper - value ? gap.lower : gap.upper;
  }
}

/** The box of the piece that x lies in: a local method stays on its start's side of every gap. */
export function pieceAround(box: Box, x: Float64Array): Pick<Box, "lower" | "upper"> {
  const { gaps = [] } = box;
  if (gaps.length === 0) return box;
  const lower = box.lower.slice();
  const upper = box.upper.slice();
  for (const gap of gaps) {
    const j = gap.unknown;
    if (x[j]! >= gap.upper) lower[j] = Math.max(lower[j]!, gap.upper);
    else upper[j] = Math.min(upper[j]!, gap.lower);
  }
  return { lower, upper };
}
