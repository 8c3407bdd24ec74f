import { join } from "node:path";
import { runFiles } from "../archive/run-files.js";
import { listRuns, type StoredRun } from "../archive/run-lookup.js";
import { readTrace } from "../archive/trace-file.js";
import type { ProgressEvent } from "../search/result.js";
import type { QueuedTask } from "./slurm.js";
import type { StoredSubmission } from "./submission.js";
import { submissionFiles } from "./submission-files.js";
import { parseTaskArray } from "./task-array.js";

/**
 * `pending` and `running` are Slurm's; `complete` and `failed` the run's; `interrupted` has a run that nobody goes on with,
 * `missing` none and is not in the queue.
 */
export type TaskState = "pending" | "running" | "complete" | "failed" | "interrupted" | "missing";

/** One task of a job array: what Slurm and its run's files say. */
export interface Task {
  readonly index: number;
  readonly state: TaskState;
  /** why it waits */
  readonly reason: string | null;
  readonly run: StoredRun | null;
  /** the last that was heard from the search */
  readonly progress: ProgressEvent | null;
}

/** The folder of a submission's runs. */
export function runsFolder({ folder }: StoredSubmission): string {
  return join(folder, submissionFiles.runs);
}

/** The runs of the tasks by index: a finished one before others, else the newest. */
export function taskRuns(stored: StoredSubmission): Map<number, StoredRun> {
  const runs = new Map<number, StoredRun>();
  for (const run of listRuns(runsFolder(stored)).runs) {
    if (runs.get(run.document.stream)?.state !== "complete") runs.set(run.document.stream, run);
  }
  return runs;
}

/** All tasks of a submission in the order of their indices; `queue` is null where Slurm does not answer. */
export function tasks(stored: StoredSubmission, queue: ReadonlyMap<number, QueuedTask> | null): Task[] {
  const runs = taskRuns(stored);
  return parseTaskArray(stored.submission.array).indices.map((index) => {
    const run = runs.get(index) ?? null;
    const queued = queue?.get(index);
    const state = taskState(run, queued);
    return {
      index,
      state,
      reason: state === "pending" ? queued!.reason : null,
      run,
      progress: run === null ? null : (readTrace(join(run.path, runFiles.trace)).events.at(-1) ?? null),
    };
  });
}

function taskState(run: StoredRun | null, queued: QueuedTask | undefined): TaskState {
  if (run?.state === "complete") return "complete";
  if (queued !== undefined) return queued.state === "PENDING" ? "pending" : "running";
  return run?.state ?? "missing";
}
