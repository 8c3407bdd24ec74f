import type { TracePoint, Trial } from "./trial.js";

/** Quartiles over seeds. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** Linear interpolation between order statistics (definition 7 of Hyndman & Fan, Am. Stat. 50 (1996) 361); infinite where its data are. */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (fraction: number) => {
    const position = fraction * (sorted.length - 1);
    const below = sorted[Math.floor(position)]!;
    const weight = position - Math.floor(position);
    return weight === 0 || below === Number.POSITIVE_INFINITY
      ? below
      : below + weight * (sorted[Math.ceil(position)]! - below);
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

/** Quartiles of the best objective after an effort, over all seeds. */
export interface CurvePoint extends Quartiles {
  readonly at: number;
}

/** Marks a decade of the effort on which curves are drawn. */
const MARKS_A_DECADE = 8;
const TENTH_POWERS = [1, 1.3, 1.8, 2.4, 3.2, 4.2, 5.6, 7.5];

/**
 * Best objective against an effort, at marks spaced logarithmically up to the budget, where at least three quarters of the seeds have found
 * something. A seed that was ended by its other budget keeps what it has.
 */
export function curve(
  trials: readonly Trial[],
  effort: "evaluations" | "cpuSeconds",
  budget: number,
): CurvePoint[] {
  const points = marks(budget).map((at) => ({
    at,
    ...quartiles(trials.map(({ trace }) => bestWithin(trace, effort, at))),
  }));
  return points.filter(({ upper }) => Number.isFinite(upper));
}

/** Effort at which the objective first was at most `threshold`; infinite where it never was. */
export function effortTo({ trace }: Trial, effort: "evaluations" | "cpuSeconds", threshold: number): number {
  return trace.find(({ best }) => best <= threshold)?.[effort] ?? Number.POSITIVE_INFINITY;
}

function bestWithin(trace: readonly TracePoint[], effort: "evaluations" | "cpuSeconds", at: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const point of trace) if (point[effort] <= at) best = point.best;
  return best;
}

function marks(budget: number): number[] {
  const decades = 4;
  const found: number[] = [];
  for (let k = 1; k <= decades * MARKS_A_DECADE; k++) {
    const decade = Number(`1e-${Math.ceil(k / MARKS_A_DECADE)}`);
    const power = TENTH_POWERS[(MARKS_A_DECADE - (k % MARKS_A_DECADE)) % MARKS_A_DECADE]!;
    found.push(budget * decade * power);
  }
  return [...found.reverse(), budget];
}
