import { quartiles } from "../benchmark/statistics.js";

/** What several values of one number say together; quartiles as in `quartiles`. */
export interface SampleStatistics {
  readonly mean: number;
  /** of the sample, n − 1; null for one value */
  readonly std: number | null;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** @param values at least one */
export function sampleStatistics(values: readonly number[]): SampleStatistics {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const { lower, median, upper } = quartiles(values);
  return {
    mean,
    std: values.length === 1 ? null : Math.sqrt(squares / (values.length - 1)),
    min: Math.min(...values),
    lowerQuartile: lower,
    median,
    upperQuartile: upper,
    max: Math.max(...values),
  };
}

export interface WeightedMean {
  /** Σ x/σ² / Σ 1/σ²; null without values */
  readonly weightedMean: number | null;
  /** (Σ 1/σ²)^−½: a bar only where the errors are independent */
  readonly weightedError: number | null;
}

/** Inverse-variance mean of values with standard deviations above zero; others are left out. */
export function weightedMean(values: readonly { value: number; error: number | null }[]): WeightedMean {
  let weights = 0;
  let sum = 0;
  for (const { value, error } of values) {
    if (error === null || !(error > 0)) continue;
    weights += 1 / (error * error);
    sum += value / (error * error);
  }
  if (weights === 0) return { weightedMean: null, weightedError: null };
  return { weightedMean: sum / weights, weightedError: 1 / Math.sqrt(weights) };
}
