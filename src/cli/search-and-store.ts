import type { RunConfiguration } from "../archive/run-document.js";
import { findRun } from "../archive/run-lookup.js";
import { createRun, type RunWriter, reopenRun } from "../archive/run-writer.js";
import { withExact } from "../compare/compare.js";
import { InputError } from "../errors.js";
import type { SearchOptions } from "../search/options.js";
import type { SearchResult } from "../search/result.js";

import { search } from "../search/search.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import type { SearchCommandOptions } from "./commands/search.js";
import { readOperatorData } from "./data-file.js";
import { Interrupt } from "./interrupt.js";
import { Progress } from "./progress.js";
import { describeTheory, theoryOfRun } from "./run-theory.js";
import { printResults, resumeLine } from "./search-report.js";
import { exitCodes, type Invocation } from "./terminal.js";

/** One search to do, new or to be resumed; `open` makes or reopens its folder. */
interface Job {
  readonly theory: Theory;
  readonly options: SearchOptions;
  open(): { writer: RunWriter; state: Uint8Array | null };
}

/** The command `search`: runs, stores and prints one search, or several streams of one seed. */
export async function searchAndStore(
  reference: string | undefined,
  options: SearchCommandOptions,
  invocation: Invocation,
): Promise<void> {
  const jobs =
    options.resume === undefined ? await newJobs(reference, options) : [resumedJob(reference, options)];
  if ((options.workers ?? 1) > 1) {
    invocation.terminal.note(
      "--workers: this version does the runs one after the other; results are the same\n",
    );
  }
  const interrupt = new Interrupt(invocation.terminal);
  const results: SearchResult[] = [];
  try {
    for (const job of jobs) {
      if (interrupt.signal.aborted) break;
      const prefix = jobs.length > 1 ? `run ${results.length + 1}/${jobs.length}  ` : "";
      const result = await runJob(job, { prefix, interrupt, quiet: options.quiet ?? false, invocation });
      if (result !== null) results.push(result);
    }
  } finally {
    interrupt.release();
  }
  if (results.length > 0) {
    await printResults(results, { theory: jobs[0]!.theory, options, terminal: invocation.terminal });
  }
  invocation.exitCode = interrupt.signal.aborted ? exitCodes.interrupted : exitCode(results);
}

async function newJobs(reference: string | undefined, options: SearchCommandOptions): Promise<Job[]> {
  if (reference === undefined) {
    throw new InputError({ where: "search", allowed: "which theory? `crossing theories` lists them" });
  }
  const theory = loadTheory(reference, options);
  const shared = await searchOptions(options);
  const seed = options.seed ?? 1;
  return Array.from({ length: options.runs ?? 1 }, (_, stream) => {
    const own: SearchOptions = { ...shared, seed, stream };
    const configuration: RunConfiguration = {
      theory: describeTheory(theory, reference, options),
      options: JSON.parse(JSON.stringify(own)),
      seed,
      stream,
    };
    return {
      theory,
      options: own,
      open: () => ({ writer: createRun(options.out, configuration), state: null }),
    };
  });
}

const engineOptions = [
  "optimiser",
  "sac",
  "form",
  "backend",
  "objective",
  "strategy",
  "points",
  "rungs",
  "budget",
] as const;

async function searchOptions(options: SearchCommandOptions): Promise<SearchOptions> {
  const given = engineOptions
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, options[name]]);
  const start =
    options.start === undefined ? {} : { start: await readOperatorData(options.start, options.out) };
  return { ...Object.fromEntries(given), ...start };
}

function resumedJob(reference: string | undefined, options: SearchCommandOptions): Job {
  if (reference !== undefined) {
    throw new InputError({
      where: "search",
      found: reference,
      allowed: "--resume takes the theory from the run",
    });
  }
  const fixed = [...engineOptions, "set", "preset", "free", "seed", "start", "runs"] as const;
  const clash = fixed.find((name) => name !== "budget" && options[name] !== undefined);
  if (clash !== undefined) {
    throw new InputError({
      where: `--${clash}`,
      allowed: "a resumed run keeps its own; only --budget can change",
    });
  }
  const { path, state, document } = findRun(options.resume!, options.out);
  const outOfBudget = document.result?.stopReason.startsWith("budget") === true;
  if (state === "complete" && !(outOfBudget && options.budget !== undefined)) {
    const more = outOfBudget ? "; give a larger --budget to go on" : "";
    throw new InputError({
      where: document.id,
      allowed: `the run is complete, there is nothing to resume${more}`,
    });
  }
  const { theory, changed } = theoryOfRun(document);
  if (changed) {
    throw new InputError({
      where: theory.file,
      allowed: "has changed since the run began; put it back as it was, or start a new search",
    });
  }
  const stored = document.options as unknown as SearchOptions;
  const own = options.budget === undefined ? stored : { ...stored, budget: options.budget };
  return { theory, options: own, open: () => reopenRun(path, document) };
}

interface JobContext {
  readonly prefix: string;
  readonly interrupt: Interrupt;
  readonly quiet: boolean;
  readonly invocation: Invocation;
}

/** Null where the search was interrupted before it had found anything. */
async function runJob(
  job: Job,
  { prefix, interrupt, quiet, invocation }: JobContext,
): Promise<SearchResult | null> {
  const progress = new Progress(invocation.terminal, prefix);
  const { writer, state } = job.open();
  interrupt.onFirst(() => progress.say("stopping after this step; press Ctrl-C again to stop at once"));
  try {
    const result = await search(job.theory, job.options, {
      signal: interrupt.signal,
      onProgress: (event) => {
        writer.append(event);
        if (!quiet) progress.show(event);
      },
      onCheckpoint: (bytes) => writer.checkpoint(bytes),
      ...(state !== null && { resume: state }),
    });
    progress.clear();
    return store(writer, withExact(result, job.theory), progress);
  } catch (error) {
    progress.clear();
    if (error instanceof InputError && interrupt.signal.aborted) {
      writer.interrupt();
      progress.say(`interrupted before anything was found; ${resumeLine(writer.path)}`);
      return null;
    }
    writer.fail(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** A disk that fails at the last moment must not swallow the result: it is still printed. */
function store(writer: RunWriter, result: SearchResult, progress: Progress): SearchResult {
  try {
    const stored = writer.finish(result);
    if (writer.trouble !== null)
      progress.say(`warning: the trace or checkpoint is incomplete: ${writer.trouble.message}`);
    return stored;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    progress.say(`warning: the result could not be stored: ${error.message}`);
    return { ...result, runId: null, path: null };
  }
}

function exitCode(results: readonly SearchResult[]): number {
  const failed = results.some(
    ({ stopReason, path }) => stopReason === "failed" || stopReason === "diverged" || path === null,
  );
  return failed ? exitCodes.failed : exitCodes.done;
}
