import type { RunConfiguration, RunDocument } from "../archive/run-document.js";
import { findRun } from "../archive/run-lookup.js";
import { describeTheory, theoryOfRun } from "../archive/run-theory.js";
import { createRun, type RunWriter, reopenRun } from "../archive/run-writer.js";
import { InputError } from "../errors.js";
import { checkSearch } from "../search/check.js";
import type { SearchOptions } from "../search/options.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import type { SearchCommandOptions } from "./commands/search.js";
import { readOperatorData } from "./data-file.js";

/** One search to do, new or to be resumed; `open` makes or reopens its folder. */
export interface Job {
  readonly theory: Theory;
  readonly options: SearchOptions;
  open(): { writer: RunWriter; state: Uint8Array | null };
}

/** One job a stream of the seed. */
export async function newJobs(reference: string | undefined, options: SearchCommandOptions): Promise<Job[]> {
  if (reference === undefined) {
    throw new InputError({ where: "search", allowed: "which theory? `crossing theories` lists them" });
  }
  const theory = loadTheory(reference, options);
  const shared = await searchOptions(options);
  // a folder is made only for a search that can begin
  await checkSearch(theory, shared);
  const seed = options.seed ?? 1;
  return Array.from({ length: options.runs ?? 1 }, (_, run) => {
    const stream = (options.stream ?? 0) + run;
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
  "polish",
  "sac",
  "form",
  "backend",
  "fastMath",
  "objective",
  "strategy",
  "points",
  "rungs",
  "unknown",
  "budget",
] as const;

/** The options of the engine among those of the command line. */
export async function searchOptions(options: SearchCommandOptions): Promise<SearchOptions> {
  const given = engineOptions
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, options[name]]);
  const start =
    options.start === undefined ? {} : { start: await readOperatorData(options.start, options.out) };
  return { ...Object.fromEntries(given), ...start };
}

/** The rest of a stored run. */
export function resumedJob(reference: string | undefined, options: SearchCommandOptions): Job {
  if (reference !== undefined) {
    throw new InputError({
      where: "search",
      found: reference,
      allowed: "--resume takes the theory from the run",
    });
  }
  const fixed = [...engineOptions, "set", "preset", "free", "seed", "stream", "start", "runs"] as const;
  const clash = fixed.find((name) => name !== "budget" && options[name] !== undefined);
  if (clash !== undefined) {
    throw new InputError({
      where: clash === "fastMath" ? "--fast-math" : `--${clash}`,
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
  const theory = theoryToResume(document);
  const stored = document.options as unknown as SearchOptions;
  const own = options.budget === undefined ? stored : { ...stored, budget: options.budget };
  const continued = { ...document, options: JSON.parse(JSON.stringify(own)) };
  return { theory, options: own, open: () => reopenRun(path, continued) };
}

/**
 * The theory of a run that goes on.
 * @throws InputError where its file is another by now
 */
export function theoryToResume(document: RunDocument): Theory {
  const { theory, changed } = theoryOfRun(document, "given");
  if (!changed) return theory;
  throw new InputError({
    where: theory.file,
    allowed: "has changed since the run began; put it back as it was, or start a new search",
  });
}
