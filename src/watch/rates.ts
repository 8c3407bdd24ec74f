import type { ProgressEvent } from "../search/result.js";

/** Seconds over which the present throughput is taken. */
const RECENT = 30;

/** Evaluations and SAC steps a second; null before there are two events. */
export interface Rates {
  readonly evaluations: number;
  readonly sacSteps: number;
}

/** Throughput over the last half minute of the search, or all of it. */
export function rates(events: readonly ProgressEvent[], over: "recent" | "all"): Rates | null {
  const last = events.at(-1);
  if (last === undefined) return null;
  const earliest = over === "all" ? Number.NEGATIVE_INFINITY : last.seconds - RECENT;
  const first = events.find(({ seconds }) => seconds >= earliest)!;
  const seconds = last.seconds - first.seconds;
  if (!(seconds > 0)) return null;
  return {
    evaluations: (last.evaluations - first.evaluations) / seconds,
    sacSteps: (last.sacSteps - first.sacSteps) / seconds,
  };
}
