/** One line of the benchmark. */
export interface Measurement {
  readonly name: string;
  readonly median_us: number;
  /** what one repetition is */
  readonly per: string;
  /** microseconds it should take at most, where somebody said so */
  readonly target_us?: number;
}

/** Microseconds: the median of `repeats` calls after a third as many to warm up. */
export function medianTime(repeats: number, run: () => void): number {
  const times: number[] = [];
  for (let k = -Math.ceil(repeats / 3); k < repeats; k++) {
    const start = performance.now();
    run();
    if (k >= 0) times.push(1000 * (performance.now() - start));
  }
  return median(times);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
