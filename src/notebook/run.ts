import { findRun } from "../archive/run-lookup.js";
import { InputError } from "../errors.js";
import { search as solve } from "../library/search.js";
import { split } from "../option.js";
import { reportedRun } from "../report/reported-run.js";
import type { SearchOptions } from "../search/options.js";
import type { ProgressEvent, SearchResult } from "../search/result.js";
import { theoryOfResult } from "../search/rung/theory-of-result.js";
import { type LoadOptions, loadTheory } from "../theory/load.js";
import { loadOptions } from "../theory/options.js";
import type { Theory } from "../theory/theory.js";

/** A search that has ended, with what its tables and figures need. */
export interface Run {
  /** what `crossing search --json` prints */
  readonly result: SearchResult;
  /** at the values found where parameters were unknowns of the search */
  readonly theory: Theory;
  /** what the search reported on its way, in order; empty where that was not kept */
  readonly trace: readonly ProgressEvent[];
}

/** How to search, and parameters of the theory, its preset and whether its fixed dimensions are released. */
export type RunOptions = SearchOptions & LoadOptions;

/**
 * Searches a theory; the run is stored nowhere. The same theory, options and seed give the same numbers bit for bit, unless a
 * budget is given in seconds. Interrupting the kernel ends the search after the unit of work at hand.
 *
 * @param theory id, path of a theory file (relative to the notebook), or a loaded theory
 * @throws {InputError} for what is wrong with the theory or the options
 */
export async function search(theory: string | Theory, options: RunOptions = {}): Promise<Run> {
  const [physics, how] = split(loadOptions, options);
  const loaded = loadWith(theory, physics);
  const trace: ProgressEvent[] = [];
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.on("SIGINT", onInterrupt);
  try {
    const hooks = { signal: interrupt.signal, onProgress: (event: ProgressEvent) => void trace.push(event) };
    const result = await solve(loaded, how, hooks);
    return { result, theory: theoryOfResult(loaded, result), trace };
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}

/**
 * A run that the command line stored.
 *
 * @param reference its id, the beginning of one, or the path of its folder
 * @param out the folder that an id is looked for in
 * @throws {InputError} where there is no such run, or it has no result
 */
export function storedRun(reference: string, out = "runs"): Run {
  const { result, theory, events } = reportedRun(findRun(reference, out));
  return { result, theory, trace: events };
}

function loadWith(theory: string | Theory, options: LoadOptions): Theory {
  if (typeof theory === "string") return loadTheory(theory, options);
  const [field] = Object.keys(options);
  if (field === undefined) return theory;
  throw new InputError({
    where: "search",
    field,
    allowed: "belongs to a theory given by name or path; a loaded theory has its values already",
  });
}
