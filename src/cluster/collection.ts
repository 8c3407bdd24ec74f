import { distinctSolutions, type FoundSolution } from "../archive/distinct-solutions.js";
import { operatorCount } from "../archive/operator-lines.js";
import { bestFirst, evidenceOf } from "../archive/ranking.js";
import type { SearchResult } from "../search/result.js";
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
  /** number of operators of the best solution, each counted once whatever its channels */
  readonly operators: number;
};

/** Gathers the finished runs of a submission. */
export function collect(stored: StoredSubmission): Collection {
  const { indices } = parseTaskArray(stored.submission.array);
  const runs = taskRuns(stored);
  const finished = indices.flatMap((index) => {
    const run = runs.get(index);
    return run?.state !== "complete" || run.document.result === null ? [] : [run.document.result];
  });
  const results = bestFirst(finished.sort((a, b) => a.stream - b.stream));
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

function summary(result: SearchResult): CollectedRun {
  const { runId, path, stream, chi2, residualNorm, cut, evaluations, cpuSeconds, stopReason } = result;
  return {
    runId,
    path,
    stream,
    evidence: evidenceOf(result),
    chi2,
    residualNorm,
    cut,
    operators: operatorCount(result.operators),
    evaluations,
    cpuSeconds,
    stopReason,
  };
}
