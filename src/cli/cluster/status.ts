import { queuedTasks } from "../../cluster/slurm.js";
import { findSubmission, type StoredSubmission } from "../../cluster/submission.js";
import { type Task, type TaskState, tasks } from "../../cluster/tasks.js";
import { textTable } from "../../compare/text-table.js";
import { InputError } from "../../errors.js";
import type { Terminal } from "../terminal.js";
import type { StatusOptions } from "./options.js";

/** The command `cluster status`. */
export function showStatus(
  reference: string | undefined,
  { out, json }: StatusOptions,
  terminal: Terminal,
): void {
  const stored = findSubmission(reference, out);
  const found = tasks(stored, queue(stored, terminal));
  const counts = count(found);
  if (json) {
    const { id, jobId } = stored.submission;
    terminal.print(
      JSON.stringify(
        { submission: id, folder: stored.folder, jobId, counts, tasks: found.map(row) },
        null,
        2,
      ),
    );
  } else terminal.print(text(stored, found, counts));
}

/** Null, and a warning, where Slurm does not answer: the files of the runs tell what they can. */
function queue({ submission }: StoredSubmission, terminal: Terminal): ReturnType<typeof queuedTasks> | null {
  if (submission.jobId === null) return null;
  try {
    return queuedTasks(submission.jobId);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.note(`warning: only the files of the runs are known: ${error.message}\n`);
    return null;
  }
}

function count(found: readonly Task[]): Partial<Record<TaskState, number>> {
  const counts: Partial<Record<TaskState, number>> = {};
  for (const { state } of found) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function row({ index, state, reason, run, progress }: Task) {
  // An interrupted attempt leaves a result too, which the next one makes obsolete.
  const result = state === "complete" ? (run?.document.result ?? null) : null;
  return {
    index,
    state,
    reason,
    runId: run?.document.id ?? null,
    path: run?.path ?? null,
    rung: progress?.rung ?? null,
    rungs: progress?.rungs ?? null,
    evaluations: result?.evaluations ?? progress?.evaluations ?? null,
    chi2: result?.chi2 ?? null,
    residualNorm: result?.residualNorm ?? null,
    stopReason: result?.stopReason ?? null,
    failure: run?.document.failure ?? null,
  };
}

function text(
  { submission, folder }: StoredSubmission,
  found: readonly Task[],
  counts: ReturnType<typeof count>,
): string {
  const tally = Object.entries(counts).map(([state, number]) => `${number} ${state}`);
  return `${submission.theory.name}, job ${submission.jobId ?? "not submitted"}, ${folder}
${tally.join(", ")} of ${found.length}

${table(found)}`;
}

function table(found: readonly Task[]): string {
  return textTable(
    [
      { title: "task", align: "right" },
      { title: "state", align: "left" },
      { title: "run", align: "left" },
      { title: "rung", align: "right" },
      { title: "evaluations", align: "right" },
      { title: "χ²", align: "right" },
      { title: "", align: "left" },
    ],
    found.map((task) => {
      const { index, state, reason, runId, rung, rungs, evaluations, chi2, stopReason, failure } = row(task);
      return [
        String(index),
        state,
        runId ?? "–",
        rung === null ? "–" : `${rung}/${rungs ?? "?"}`,
        String(evaluations ?? "–"),
        chi2?.toPrecision(3) ?? "–",
        reason ?? failure ?? stopReason ?? advice(task),
      ];
    }),
  );
}

function advice({ state, run }: Task): string {
  if (state === "interrupted") return `crossing search --resume ${run!.path}`;
  return state === "missing" ? "has left the queue without a run: see its log" : "";
}
