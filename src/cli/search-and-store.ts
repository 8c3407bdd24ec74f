import type { RunWriter } from "../archive/run-writer.js";
import { withExact } from "../compare/compare.js";
import { InputError } from "../errors.js";
import { titleLine } from "../report/result-lines.js";
import type { SearchResult } from "../search/result.js";
import { theoryOfResult } from "../search/rung/theory-of-result.js";
import { search } from "../search/search.js";
import { checkpointSeconds } from "./checkpoint-seconds.js";
import { Interrupt } from "./interrupt.js";
import { Progress } from "./progress.js";
import { type Job, type Jobs, newJobs, resumedJob } from "./search-jobs.js";
import type { SearchCommandOptions } from "./search-options.js";
import { neverBegun, printResults, resumeLine } from "./search-report.js";
import { exitCodes, type Invocation } from "./terminal.js";

/** The command `search`: runs, stores and prints one search, or several streams of one seed. */
export async function searchAndStore(
  reference: string | undefined,
  options: SearchCommandOptions,
  invocation: Invocation,
): Promise<void> {
  if (options.dryRun) return tell(reference, options, invocation);
  const jobs =
    options.resume === undefined ? await newJobs(reference, options) : resumedJob(reference, options);
  await runJobs(jobs, reference, options, invocation);
}

/** Runs, stores and prints; what was found is returned. */
export async function runJobs(
  jobs: Jobs,
  reference: string | undefined,
  options: SearchCommandOptions,
  invocation: Invocation,
): Promise<readonly SearchResult[]> {
  const interrupt = new Interrupt(invocation.terminal);
  let failures = 0;
  let without: Unfinished | null = null;
  const context = {
    interrupt,
    quiet: options.quiet ?? false,
    cache: options.cache ?? true,
    invocation,
    onUnfinished: (run: Unfinished) => {
      without = run;
    },
    ...(jobs.count > 1 && { onFailure: () => void failures++ }),
  };
  const workers = await workerCount(options.workers, jobs.count);
  const { results, begun } = await (workers > 1
    ? runInThreads(jobs, workers, context)
    : runInTurn(jobs, context)
  ).finally(interrupt.release);
  const { terminal } = invocation;
  if (results.length > 0 || options.json)
    await printResults(results, { theory: jobs.theory, options, terminal, without });
  if (failures > 0) terminal.note(`crossing: ${failures} of ${jobs.count} runs failed\n`);
  if (begun < jobs.count && reference !== undefined)
    terminal.note(`${neverBegun(reference, options, { begun, count: jobs.count })}\n`);
  invocation.exitCode = interrupt.signal.aborted ? exitCodes.interrupted : exitCode(results, failures);
  return results;
}

/** What a search would do: `--dry-run`. */
async function tell(
  reference: string | undefined,
  options: SearchCommandOptions,
  { terminal }: Invocation,
): Promise<void> {
  if (options.resume !== undefined)
    throw new InputError({ where: "--dry-run", allowed: "a resumed run goes on with what it has begun" });
  const { theory, job } = await newJobs(reference, { ...options, runs: 1 });
  const { options: engine } = job(0);
  const { forecast } = await import("../search/forecast.js");
  const foreseen = await forecast(theory, engine);
  if (options.json) return terminal.print(JSON.stringify(foreseen, null, 2));
  const { forecastText } = await import("./forecast-text.js");
  terminal.print(forecastText(foreseen, titleLine(theory.title, theory.parameters)));
  if (engine.unknown?.length)
    terminal.print(
      "unknown parameters: the ladder is climbed again wherever the evidence leads, several times",
    );
}

async function workerCount(asked: number | undefined, jobs: number): Promise<number> {
  if (jobs === 1) return 1;
  const { defaultWorkers } = await import("../search/runtime/workers.js");
  return Math.min(asked ?? defaultWorkers(), jobs);
}

type Engine = typeof search;

interface Done {
  /** in the order of the jobs */
  readonly results: readonly SearchResult[];
  /** how many were begun, the first ones */
  readonly begun: number;
}

async function runInTurn(jobs: Jobs, context: JobContext): Promise<Done> {
  return takeJobs(jobs, { hands: 1, context }, (job, prefix) => runJob(job, search, { ...context, prefix }));
}

async function runInThreads(jobs: Jobs, workers: number, context: JobContext): Promise<Done> {
  const { SearchPool } = await import("../search/runtime/workers.js");
  const pool = new SearchPool(workers);
  const engine: Engine = (...task) => pool.search(...task);
  try {
    return await takeJobs(jobs, { hands: workers, context }, (job, prefix) =>
      runJob(job, engine, { ...context, prefix }),
    );
  } finally {
    await pool.close();
  }
}

/** Does the jobs, `hands` at a time, until done or interrupted. */
async function takeJobs(
  { count, job }: Jobs,
  { hands, context }: { readonly hands: number; readonly context: JobContext },
  run: (job: Job, prefix: string) => Promise<SearchResult | null>,
): Promise<Done> {
  const found: { readonly index: number; readonly result: SearchResult }[] = [];
  let begun = 0;
  const work = async () => {
    while (begun < count && !context.interrupt.signal.aborted) {
      const index = begun++;
      const result = await run(job(index), count > 1 ? `run ${index + 1}/${count}  ` : "");
      if (result) found.push({ index, result });
    }
  };
  await Promise.all(Array.from({ length: hands }, work));
  return { results: found.sort((a, b) => a.index - b.index).map(({ result }) => result), begun };
}

/** A run that was stopped before it had found anything. */
export type Unfinished = Pick<RunWriter, "id" | "path">;

export interface JobContext {
  readonly interrupt: Interrupt;
  readonly quiet: boolean;
  /** as in the hooks of a search, default true */
  readonly cache?: boolean;
  /** of something larger, which says itself how to go on; default false */
  readonly isPart?: boolean;
  onUnfinished?(run: Unfinished): void;
  /** called in place of throwing where a search cannot do its work, so that the others go on */
  onFailure?(): void;
  readonly invocation: Invocation;
}

/** Null where the search was interrupted before it had found anything, or where `onFailure` was told why. */
export async function runJob(
  job: Job,
  engine: Engine,
  context: JobContext & { readonly prefix: string },
): Promise<SearchResult | null> {
  const { prefix, interrupt, quiet, cache = true, invocation } = context;
  const progress = new Progress(invocation.terminal, prefix);
  const interval = checkpointSeconds();
  const { writer, state } = job.open();
  interrupt.onFirst(() => progress.say("stopping after this step; press Ctrl-C again to stop at once"));
  try {
    const result = await engine(job.theory, job.options, {
      signal: interrupt.signal,
      cache,
      onProgress: (event) => {
        writer.append(event);
        if (!quiet) progress.show(event);
      },
      onCheckpoint: (bytes) => writer.checkpoint(bytes),
      ...(interval !== undefined && { checkpointSeconds: interval }),
      ...(state !== null && { resume: state }),
    });
    progress.clear();
    return store(writer, withExact(result, theoryOfResult(job.theory, result)), progress);
  } catch (error) {
    progress.clear();
    withoutResult(error, writer, { ...context, progress });
    return null;
  }
}

/** Stores why a search has no result. @throws what it threw, where nobody else takes it */
function withoutResult(
  error: unknown,
  writer: RunWriter,
  {
    interrupt,
    progress,
    prefix,
    isPart = false,
    onUnfinished,
    onFailure,
  }: JobContext & { readonly prefix: string; readonly progress: Progress },
): void {
  if (error instanceof InputError && interrupt.signal.aborted) {
    writer.interrupt();
    onUnfinished?.(writer);
    if (!isPart) progress.say(`interrupted before anything was found; ${resumeLine(writer.path)}`);
    return;
  }
  writer.fail(error instanceof Error ? error.message : String(error));
  if (!(error instanceof InputError) || onFailure === undefined) throw error;
  onFailure();
  progress.say(`${prefix}failed: ${error.message}`);
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

function exitCode(results: readonly SearchResult[], failures: number): number {
  const failed =
    failures > 0 || results.some(({ stopReason, path }) => stopReason === "failed" || path === null);
  return failed ? exitCodes.failed : exitCodes.done;
}
