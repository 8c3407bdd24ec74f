import { setTimeout as sleep } from "node:timers/promises";
import { readRun, type StoredRun } from "../../archive/run-lookup.js";
import { describeTheory } from "../../archive/run-theory.js";
import { requeue } from "../../cluster/slurm.js";
import { findSubmission, type StoredSubmission } from "../../cluster/submission.js";
import { runsFolder, taskRuns } from "../../cluster/tasks.js";
import { InputError } from "../../errors.js";
import { loadTheory } from "../../theory/load.js";
import { searchAndStore } from "../search-and-store.js";
import type { SearchCommandOptions } from "../search-options.js";
import { exitCodes, type Invocation, type Terminal } from "../terminal.js";

/** Seconds to wait for the lock of an attempt that was killed on another node: its heartbeat proves nothing before two minutes. */
const PATIENCE = 180;
const LOOK_AGAIN = 5;

/**
 * The command `cluster task`: searches with the stream of the index, or goes on with what an earlier attempt of the task left.
 * At SIGUSR1, which announces the end of the time limit, it stores its state and queues the task again. At SIGTERM it only stores it:
 * Slurm itself queues preempted tasks again, and what the user cancelled must stay so.
 */
export async function doTask(folder: string, index: number, invocation: Invocation): Promise<void> {
  const stored = findSubmission(folder, "");
  const earlier = taskRuns(stored).get(index);
  const run = earlier === undefined ? null : await abandoned(earlier, invocation.terminal);
  if (run?.state === "complete") {
    invocation.terminal.note(`run ${run.document.id} is complete\n`);
    return;
  }
  const notice = { timeIsUp: false };
  const inner: Invocation = { terminal: batchTerminal(invocation.terminal, notice), exitCode: 0 };
  if (run === null) {
    await searchAndStore(stored.submission.theory.reference, taskOptions(stored, index), inner);
  } else {
    await searchAndStore(undefined, { resume: run.path, out: runsFolder(stored) }, inner);
  }
  invocation.exitCode = inner.exitCode;
  const job = process.env.SLURM_JOB_ID;
  if (notice.timeIsUp && inner.exitCode === exitCodes.interrupted && job !== undefined) requeue(job);
}

/** The run of an earlier attempt as soon as nobody writes it. */
async function abandoned(run: StoredRun, terminal: Terminal): Promise<StoredRun> {
  let present = run;
  for (let waited = 0; present.state === "running" && waited < PATIENCE; waited += LOOK_AGAIN) {
    if (waited === 0) terminal.note(`waiting for the lock of an earlier attempt in ${run.path}\n`);
    await sleep(LOOK_AGAIN * 1000);
    present = readRun(run.path);
  }
  return present;
}

/** @throws InputError where the theory file is not the one that was submitted */
function taskOptions(stored: StoredSubmission, index: number): SearchCommandOptions {
  const { theory, search } = stored.submission;
  const options = { ...search, stream: index, out: runsFolder(stored) } as unknown as SearchCommandOptions;
  const present = loadTheory(theory.reference, options);
  if (describeTheory(present, theory.reference, options).sha256 !== theory.sha256) {
    throw new InputError({
      where: present.file,
      allowed: "has changed since the submission; put it back as it was, or submit again",
    });
  }
  return options;
}

/** Slurm sends what stops a task more than once before it kills: the first stores, the others must not end the process. */
function batchTerminal(terminal: Terminal, notice: { timeIsUp: boolean }): Terminal {
  return {
    ...terminal,
    redraws: false,
    onInterrupt(listener) {
      let heard = false;
      const hear = (signal: NodeJS.Signals) => {
        if (heard) return;
        heard = true;
        notice.timeIsUp = signal === "SIGUSR1";
        listener();
      };
      const signals = ["SIGUSR1", "SIGTERM", "SIGINT"] as const;
      for (const signal of signals) process.on(signal, hear);
      // The listeners stay: a signal after the search must not cut off what is being written.
      return () => {};
    },
  };
}
