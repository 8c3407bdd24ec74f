import { spawnSync } from "node:child_process";
import { InputError } from "../errors.js";

/** What Slurm says about a task that has not ended. */
export interface QueuedTask {
  /** `PENDING`, `RUNNING`, `COMPLETING`, … */
  readonly state: string;
  /** why it waits, such as `Resources`; `None` where it does not */
  readonly reason: string;
}

/**
 * Submits a batch script and returns the number of its job.
 * @param after number of a job array that must have ended first, well or not
 * @throws InputError where there is no Slurm here, or where it refuses
 */
export function submitBatch(script: string, after?: string): string {
  const dependency = after === undefined ? [] : [`--dependency=afterany:${after}`];
  // A federation answers `number;cluster`.
  return slurm("sbatch", ["--parsable", ...dependency, script])
    .trim()
    .split(";")[0]!;
}

/**
 * The tasks of a job array that wait or run, by index; empty where all have ended.
 * @throws InputError where there is no Slurm here, or where it does not answer
 */
export function queuedTasks(jobId: string): Map<number, QueuedTask> {
  const tasks = new Map<number, QueuedTask>();
  for (const line of queueLines(jobId)) {
    const [index, state, reason] = line.trim().split("|");
    if (/^\d+$/.test(index ?? "")) tasks.set(Number(index), { state: state ?? "", reason: reason ?? "" });
  }
  return tasks;
}

function queueLines(jobId: string): string[] {
  try {
    // Plain columns: every Slurm prints them alike, while the fields of --json change between versions.
    const list = slurm("squeue", ["--noheader", "--array", `--jobs=${jobId}`, "--format=%K|%T|%r"]);
    return list.split("\n").filter((line) => line !== "");
  } catch (error) {
    // Slurm forgets a job some minutes after its end.
    if (error instanceof InputError && /Invalid job id/i.test(error.message)) return [];
    throw error;
  }
}

/** Stops a running job and puts it back into the queue. @throws InputError where Slurm refuses */
export function requeue(jobId: string): void {
  slurm("scontrol", ["requeue", jobId]);
}

function slurm(command: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") {
    throw new InputError({
      where: command,
      allowed: "not found: this machine has no Slurm; log in where jobs are submitted",
    });
  }
  if (error !== undefined || status !== 0) {
    const said = error?.message ?? stderr.trim().replace(/\s*\n\s*/g, "; ");
    throw new InputError({ where: command, allowed: `Slurm refused: ${said || `exit status ${status}`}` });
  }
  return stdout;
}
