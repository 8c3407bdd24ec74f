import type { RunConfiguration } from "../archive/run-document.js";
import { findRun } from "../archive/run-lookup.js";
import { describeTheory, theoryOfRun } from "../archive/run-theory.js";
import { createRun, type RunWriter, reopenRun } from "../archive/run-writer.js";
import { InputError } from "../errors.js";
import { flagOf, type Option } from "../option.js";
import { checkSearch } from "../search/check.js";
import { type SearchOptions, searchOptions } from "../search/options.js";
import { loadTheory } from "../theory/load.js";
import { loadOptions } from "../theory/options.js";
import type { Theory } from "../theory/theory.js";
import { engineOptions, runOptions, type SearchCommandOptions } from "./search-options.js";

/** One search to do, new or to be resumed; `open` makes or reopens its folder. */
export interface Job {
  readonly theory: Theory;
  readonly options: SearchOptions;
  open(): { writer: RunWriter; state: Uint8Array | null };
}

/** Searches to do: each is made when its turn comes, so that a million of them cost nothing before. */
export interface Jobs {
  readonly theory: Theory;
  readonly count: number;
  /** the first is 0 */
  job(index: number): Job;
}

/** One job a stream of the seed. */
export async function newJobs(reference: string | undefined, options: SearchCommandOptions): Promise<Jobs> {
  if (reference === undefined) {
    throw new InputError({ where: "search", allowed: "which theory? `crossing theories` lists them" });
  }
  return jobsOf(loadTheory(reference, options), reference, options);
}

/** @param reference what was typed, or what stands for it */
export async function jobsOf(
  theory: Theory,
  reference: string,
  options: SearchCommandOptions,
): Promise<Jobs> {
  const shared = await engineOptions(options);
  // a folder is made only for a search that can begin
  await checkSearch(theory, shared);
  const seed = options.seed ?? 1;
  const described = describeTheory(theory, reference, options);
  const job = (index: number): Job => {
    const stream = (options.stream ?? 0) + index;
    const own: SearchOptions = { ...shared, seed, stream };
    const configuration: RunConfiguration = {
      theory: described,
      options: JSON.parse(JSON.stringify(own)),
      seed,
      stream,
    };
    return {
      theory,
      options: own,
      open: () => ({ writer: createRun(options.out, configuration), state: null }),
    };
  };
  return { theory, count: options.runs ?? 1, job };
}

const ofRun: readonly (readonly [string, Option])[] = Object.entries({
  ...searchOptions,
  ...loadOptions,
  runs: runOptions.runs,
});
/** What a run keeps to its end, and what it may be told anew. */
const fixedOptions = ofRun.filter(([, { mayChange }]) => mayChange !== true);
const changeable = ofRun
  .filter(([, { mayChange }]) => mayChange === true)
  .map(([name, option]) => flagOf(name, option))
  .join(", ");

/** The rest of a stored run. */
export function resumedJob(reference: string | undefined, options: SearchCommandOptions): Jobs {
  if (reference !== undefined) {
    throw new InputError({
      where: "search",
      found: reference,
      allowed: "--resume takes the theory from the run",
    });
  }
  const clash = fixedOptions.find(([name]) => options[name as keyof SearchCommandOptions] !== undefined);
  if (clash !== undefined) {
    throw new InputError({
      where: flagOf(...clash),
      allowed: `a resumed run keeps its own; only ${changeable} can change`,
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
  const theory = theoryOfRun(document, "given");
  const stored = document.options as unknown as SearchOptions;
  const own = options.budget === undefined ? stored : { ...stored, budget: options.budget };
  const continued = { ...document, options: JSON.parse(JSON.stringify(own)) };
  const job = () => ({ theory, options: own, open: () => reopenRun(path, continued) });
  return { theory, count: 1, job };
}
