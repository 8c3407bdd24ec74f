import { newRunId } from "../archive/run-id.js";
import { describeTheory } from "../archive/run-theory.js";
import { createRun } from "../archive/run-writer.js";
import { alongText } from "../report/command-line.js";
import type { ContinuationMark } from "../report/continuation.js";
import { type Along, alongValues, continued } from "../search/continuation.js";
import type { SearchOptions } from "../search/options.js";
import { search } from "../search/search.js";
import { loadTheory } from "../theory/load.js";
import type { ContinueCommandOptions, Step } from "./commands/continue.js";
import { Interrupt } from "./interrupt.js";
import { runJob } from "./search-and-store.js";
import { type Job, searchOptions } from "./search-jobs.js";
import type { Invocation } from "./terminal.js";

/**
 * Runs and stores the steps of a continuation, one after the other; `resume` says how to go on where it was interrupted.
 * @throws InputError before any work for a parameter that the theory has not, or a value out of its range
 */
export async function continueAndStore(
  reference: string,
  options: ContinueCommandOptions,
  invocation: Invocation,
): Promise<{ steps: readonly Step[]; resume: string | null }> {
  const { along } = options;
  const values = alongValues(along, options.steps);
  const path = values.map((value) => atValue(reference, options, value));
  const mark = {
    id: newRunId(path[0]!.theory.name, new Date()),
    parameter: along.parameter,
    steps: values.length,
    along: alongText(along),
  };
  const interrupt = new Interrupt(invocation.terminal);
  const context = { interrupt, quiet: options.quiet ?? false, invocation };
  const { start, ...shared } = await searchOptions(options);
  let own: SearchOptions = { ...shared, seed: options.seed ?? 1 };
  if (start) own = { ...own, strategy: "continuation", start };
  const steps: Step[] = [];
  try {
    for (const [step, place] of path.entries()) {
      const job = stepJob(reference, options, { ...place, options: own, mark: { ...mark, step } });
      const at = values[step]!;
      const prefix = `${along.parameter} = ${Number(at.toPrecision(6))} (${step + 1}/${values.length})  `;
      // steps of milliseconds would never let a Ctrl-C through
      await new Promise((resolve) => setImmediate(resolve));
      const result = await runJob(job, search, { ...context, prefix });
      if (result) steps.push({ at, ...result });
      if (interrupt.signal.aborted)
        return { steps, resume: resumeLine(reference, along, { values, step, steps }) };
      own = continued(place.theory, own, result!);
    }
  } finally {
    interrupt.release();
  }
  return { steps, resume: null };
}

type Place = ReturnType<typeof atValue>;

function atValue(reference: string, { set, preset, free, along }: ContinueCommandOptions, value: number) {
  const theoryOptions = {
    set: { ...set, [along.parameter]: value },
    ...(preset !== undefined && { preset }),
    ...(free !== undefined && { free }),
  };
  return { theoryOptions, theory: loadTheory(reference, theoryOptions) };
}

function stepJob(
  reference: string,
  { out }: ContinueCommandOptions,
  { theory, theoryOptions, options, mark }: Place & { options: SearchOptions; mark: ContinuationMark },
): Job {
  const configuration = {
    theory: describeTheory(theory, reference, theoryOptions),
    options: JSON.parse(JSON.stringify({ ...options, continuation: mark })),
    seed: options.seed ?? 1,
    stream: 0,
  };
  return { theory, options, open: () => ({ writer: createRun(out, configuration), state: null }) };
}

interface Progressed {
  readonly values: readonly number[];
  readonly step: number;
  readonly steps: readonly Step[];
}

/** A path that is no power is the same path from any of its places. */
function resumeLine(
  reference: string,
  { parameter, to, spacing }: Along,
  { values, step, steps }: Progressed,
): string {
  const done = steps.filter(({ stopReason }) => stopReason !== "interrupted");
  const last = done[done.length - 1];
  const stored = `${steps.length} of ${values.length} steps are stored`;
  if (!last || spacing.kind === "power" || step + 1 >= values.length) return stored;
  const from = done.length - 1;
  const rest = alongText({ parameter, from: values[from]!, to, spacing });
  return `${stored}; go on with: crossing continue ${reference} --along ${rest} --steps ${values.length - from} --start ${last.runId}`;
}
