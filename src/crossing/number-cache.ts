/** What numbers are computed from, in full: equal parts must mean equal numbers, bit for bit. */
export type CacheKey = readonly (string | number | Float64Array)[];

/** Keeps numbers that take long to compute, from one process to the next. It may forget any of them at any time. */
export interface NumberCache {
  /** What was kept under a key, in an array of the caller's own, or null. */
  get(key: CacheKey): Float64Array | null;
  set(key: CacheKey, numbers: Float64Array): void;
}
