import { type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../errors.js";
import { onDisk } from "./atomic-file.js";
import { readRunHead } from "./run-file.js";
import { runFiles } from "./run-files.js";
import { RunIndex, stampOf } from "./run-index.js";
import { isHeld } from "./run-lock.js";
import { type BrokenRun, runFolders, type StoredRun } from "./run-lookup.js";
import { type RunSummary, summarise } from "./run-summary.js";

/** A run's summary, with its state as it is now and the folder it lies in. */
export interface ListedRun extends RunSummary {
  readonly path: string;
}

/**
 * All runs under `out` in one line each, oldest first: as `listRuns`, but reads no operators, and only files that changed since the last
 * listing. Folders that hold no readable run are named, not fatal.
 */
export function listSummaries(out: string): { runs: ListedRun[]; broken: BrokenRun[] } {
  const index = new RunIndex(out);
  const runs: ListedRun[] = [];
  const broken: BrokenRun[] = [];
  for (const name of runFolders(out)) {
    const path = join(out, name);
    try {
      runs.push(located(readSummary(index, name, path), path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      broken.push({ path, message: error.message });
    }
  }
  index.save();
  return { runs, broken };
}

/** The same line of a run that was read as a whole. */
export function summaryOf({ document, state, path }: StoredRun): ListedRun {
  return { ...summarise(document), state, path };
}

function readSummary(index: RunIndex, name: string, path: string): RunSummary {
  const file = join(path, runFiles.run);
  const seen = Date.now();
  const stamp = stampOf(statRun(path, file));
  const known = index.find(name, stamp);
  if (known !== null) return known;
  const summary = summarise(readRunHead(file));
  index.add(name, { stamp, summary }, seen);
  return summary;
}

function statRun(folder: string, file: string): Stats {
  const stats = onDisk(file, () => statSync(file, { throwIfNoEntry: false }));
  if (stats?.isFile()) return stats;
  throw new InputError({ where: folder, allowed: `not a run's folder: it holds no ${runFiles.run}` });
}

function located(summary: RunSummary, path: string): ListedRun {
  const dead = summary.state === "running" && !isHeld(join(path, runFiles.lock));
  return { ...summary, state: dead ? "interrupted" : summary.state, path: resolve(path) };
}
