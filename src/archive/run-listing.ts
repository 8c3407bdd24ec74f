import { join, resolve } from "node:path";
import { InputError } from "../errors.js";
import { readRunSummary } from "./run-file.js";
import {
  type BrokenRun,
  readRun,
  requireRunFile,
  runFolders,
  type StoredRun,
  stateNow,
} from "./run-lookup.js";
import { type RunSummary, summarise } from "./run-summary.js";

/** A run's summary, with its state as it is now and the folder it lies in. */
export interface ListedRun extends RunSummary {
  readonly path: string;
}

/**
 * All runs under `out` in one line each, oldest first: as `listRuns`, but of untouched files only the summary is parsed. Folders that hold no
 * readable run are named, not fatal.
 */
export function listSummaries(out: string): { runs: ListedRun[]; broken: BrokenRun[] } {
  const runs: ListedRun[] = [];
  const broken: BrokenRun[] = [];
  for (const name of runFolders(out)) {
    const path = join(out, name);
    try {
      runs.push(listed(path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      broken.push({ path, message: error.message });
    }
  }
  return { runs, broken };
}

/** The same line of a run that was read as a whole. */
export function summaryOf({ document, state, path }: StoredRun): ListedRun {
  return { ...summarise(document), state, path };
}

function listed(path: string): ListedRun {
  const summary = readRunSummary(requireRunFile(path));
  if (summary === null) return summaryOf(readRun(path));
  return { ...summary, state: stateNow(path, summary.state), path: resolve(path) };
}
