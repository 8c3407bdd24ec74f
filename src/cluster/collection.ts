import type { SearchResult } from "../search/result.js";
import { distinctSolutions, type FoundSolution } from "./distinct-solutions.js";
import type { StoredSubmission } from "./submission.js";
import { parseTaskArray } from "./task-array.js";
import { taskRuns } from "./tasks.js";

/** What the runs of a submission found. */
export interface Collection {
  readonly submission: string;
  readonly theory: string;
  /** number of tasks, and how many of them have a finished run */
  readonly tasks: number;
  readonly complete: number;
  /** indices of tasks that have no finished run */
  readonly unfinished: readonly number[];
  /** finished runs, best first */
  readonly runs: readonly CollectedRun[];
  /** the best of them */
  readonly best: SearchResult | null;
  /** the distinct solutions of all of them, best first */
  readonly solutions: readonly FoundSolution[];
}

export type CollectedRun = Pick<
  SearchResult,
  "runId" | "path" | "stream" | "chi2" | "residualNorm" | "cut" | "evaluations" | "cpuSeconds" | "stopReason"
> & {
  /** −2 ln(evidence) of the rung that the result is from; null for the plain objective */
  readonly evidence: number | null;
  readonly operators: number;
};

/** Gathers the finished runs of a submission. */
export function collect(stored: StoredSubmission): Collection {
  const { indices } = parseTaskArray(stored.submission.array);
  const runs = taskRuns(stored);
  const finished = indices.flatMap((index) => {
    const run = runs.get(index);
    if (run?.state !== "complete" || run.document.result === null) return [];
    // The folder may have been moved since the run was written.
    return [{ ...run.document.result, path: run.path }];
  });
  const results = finished.sort((a, b) => compareFits(a, b) || a.stream - b.stream);
  const streams = new Set(results.map(({ stream }) => stream));
  return {
    submission: stored.submission.id,
    theory: stored.submission.theory.name,
    tasks: indices.length,
    complete: results.length,
    unfinished: indices.filter((index) => !streams.has(index)),
    runs: results.map(summary),
    best: results[0] ?? null,
    solutions: distinctSolutions(results),
  };
}

/**
 * Rungs have different whitenings: between them −2 ln(evidence) compares, χ² does not. A run that ended on its first rung has no evidence
 * and comes after those that have.
 */
function compareFits(a: SearchResult, b: SearchResult): number {
  const [first, second] = [evidence(a), evidence(b)];
  if (first !== null && second !== null) return first - second;
  if (first !== null || second !== null) return first === null ? 1 : -1;
  return (a.chi2 ?? a.residualNorm) - (b.chi2 ?? b.residualNorm);
}

function evidence({ chi2, cut, operators, ladder }: SearchResult): number | null {
  if (chi2 === null) return null;
  const rung = ladder?.find((entry) => entry.operators === operators.length && entry.cut === cut);
  return rung?.evidence ?? null;
}

function summary(result: SearchResult): CollectedRun {
  const { runId, path, stream, chi2, residualNorm, cut, evaluations, cpuSeconds, stopReason } = result;
  return {
    runId,
    path,
    stream,
    evidence: evidence(result),
    chi2,
    residualNorm,
    cut,
    operators: result.operators.length,
    evaluations,
    cpuSeconds,
    stopReason,
  };
}
