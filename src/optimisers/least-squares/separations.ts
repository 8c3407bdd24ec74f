import type { Separation } from "../../problem/problem.js";

interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
}

/**
 * Moves x into the box and operators of one spin apart: each pair in turn pushes its upper member upwards, and where the ceiling is
 * reached the lower member downwards. Separations are listed from below to above. In place.
 */
export function keepApart({ lower, upper, separations }: Box, x: Float64Array): void {
  for (let j = 0; j < x.length; j++) x[j] = Math.min(Math.max(x[j]!, lower[j]!), upper[j]!);
  for (const { below, above, gap } of separations) {
    if (x[above]! < x[below]! + gap) x[above] = Math.min(x[below]! + gap, upper[above]!);
  }
  for (let k = separations.length - 1; k >= 0; k--) {
    const { below, above, gap } = separations[k]!;
    if (x[below]! > x[above]! - gap) x[below] = Math.max(x[above]! - gap, lower[below]!);
  }
}
