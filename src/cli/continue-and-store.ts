import { describeTheory } from "../archive/run-theory.js";
import { createRun, reopenRun } from "../archive/run-writer.js";
import { continued } from "../search/continuation.js";
import type { SearchOptions } from "../search/options.js";
import { search } from "../search/search.js";
import type { ContinueCommandOptions, Step } from "./continuation-options.js";
import { type ContinuationPath, newPath, resumedPath } from "./continuation-path.js";
import { Interrupt } from "./interrupt.js";
import { runJob } from "./search-and-store.js";
import type { Job } from "./search-jobs.js";
import { resumeLine } from "./search-report.js";
import type { Invocation } from "./terminal.js";

export interface Continuation {
  readonly parameter: string;
  /** all that have a result, in the order of the path; of a resumed one the earlier too */
  readonly steps: readonly Step[];
  /** how to go on where it was interrupted; null where it was not */
  readonly resume: string | null;
}

/**
 * Runs and stores the steps of a continuation, one after the other.
 * @throws InputError before any work for a parameter that the theory has not, or a value out of its range
 */
export async function continueAndStore(
  reference: string | undefined,
  options: ContinueCommandOptions,
  invocation: Invocation,
): Promise<Continuation> {
  const path =
    options.resume === undefined ? await newPath(reference, options) : resumedPath(reference, options);
  const { places, mark } = path;
  const { parameter } = mark;
  const interrupt = new Interrupt(invocation.terminal);
  const context = { interrupt, quiet: options.quiet ?? false, isPart: true, invocation };
  const steps = [...path.done];
  let own = path.options;
  let newest: string | null = path.done.at(-1)?.path ?? null;
  try {
    for (const [step, { at, theory }] of [...places.entries()].slice(steps.length)) {
      const job = stepJob(path, step, own, (folder) => {
        newest = folder;
      });
      const prefix = `${parameter} = ${Number(at.toPrecision(6))} (${step + 1}/${places.length})  `;
      // steps of milliseconds would never let a Ctrl-C through
      await new Promise((resolve) => setImmediate(resolve));
      const result = await runJob(job, search, { ...context, prefix });
      if (result) steps.push({ at, ...result });
      if (interrupt.signal.aborted) return { parameter, steps, resume: goOn(steps, places.length, newest) };
      own = continued(theory, own, result!);
    }
  } finally {
    interrupt.release();
  }
  return { parameter, steps, resume: null };
}

/** @param opened is told the folder of the run as soon as there is one */
function stepJob(
  { reference, out, mark, places, done, begun }: ContinuationPath,
  step: number,
  options: SearchOptions,
  opened: (folder: string) => void,
): Job {
  const { theory, theoryOptions } = places[step]!;
  const configuration = {
    theory: describeTheory(theory, reference, theoryOptions),
    options: JSON.parse(JSON.stringify({ ...options, continuation: { ...mark, step } })),
    seed: options.seed ?? 1,
    stream: 0,
  };
  const open = () =>
    begun !== null && step === done.length
      ? reopenRun(begun.path, begun.document)
      : { writer: createRun(out, configuration), state: null };
  return {
    theory,
    options,
    open: () => {
      const run = open();
      opened(run.writer.path);
      return run;
    },
  };
}

function goOn(steps: readonly Step[], of: number, newest: string | null): string {
  const stored = `${steps.length} of ${of} steps are stored`;
  const finished = steps.filter(({ stopReason }) => stopReason !== "interrupted").length;
  return newest === null || finished === of ? stored : `${stored}; ${resumeLine(newest, "continue")}`;
}
