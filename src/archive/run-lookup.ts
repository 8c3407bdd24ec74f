import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../errors.js";
import { onDisk } from "./atomic-file.js";
import type { RunDocument } from "./run-document.js";
import { readRunFile } from "./run-file.js";
import { runFiles } from "./run-files.js";
import { isHeld } from "./run-lock.js";
import { readTrace, type Trace } from "./trace-file.js";

export type RunState = RunDocument["state"];

export interface StoredRun {
  readonly path: string;
  /** as it is now: `interrupted` where the process that wrote it is gone */
  readonly state: RunState;
  readonly document: RunDocument;
}

export interface BrokenRun {
  readonly path: string;
  readonly message: string;
}

/**
 * Reads the run in a folder.
 * @throws {InputError} where the folder is missing, holds no run or a damaged one
 */
export function readRun(path: string): StoredRun {
  const document = readRunFile(requireRunFile(path));
  return { path: resolve(path), state: stateNow(path, document.state), document };
}

/**
 * Path of the `run.json` in a run's folder.
 * @throws {InputError} where there is none
 */
export function requireRunFile(path: string): string {
  const file = join(path, runFiles.run);
  if (onDisk(file, () => statSync(file, { throwIfNoEntry: false }))?.isFile()) return file;
  throw new InputError({ where: path, allowed: `not a run's folder: it holds no ${runFiles.run}` });
}

/** The state of a run that its process wrote down, as it is now. */
export function stateNow(path: string, written: RunState): RunState {
  return written === "running" && !isHeld(join(path, runFiles.lock)) ? "interrupted" : written;
}

/** The trace of a run, cut short only where the run was not finished. */
export function readRunTrace(run: StoredRun): Trace {
  const path = join(run.path, runFiles.trace);
  const trace = readTrace(path);
  if (run.state === "complete" && !trace.complete) {
    throw new InputError({ where: path, allowed: "the trace of a finished run is cut short" });
  }
  return trace;
}

/**
 * Finds a run by id, unique prefix of an id under `out`, or path of its folder.
 * @throws {InputError} where none or several fit
 */
export function findRun(reference: string, out: string): StoredRun {
  if (existsSync(join(out, reference, runFiles.run))) return readRun(join(out, reference));
  if (existsSync(join(reference, runFiles.run))) return readRun(reference);
  if (basename(reference) === runFiles.run && existsSync(reference)) return readRun(dirname(reference));
  if (existsSync(reference) && statSync(reference).isDirectory()) return readRun(reference);
  const matches = reference === "" ? [] : runFolders(out).filter((name) => name.startsWith(reference));
  if (matches.length === 1) return readRun(join(out, matches[0]!));
  throw new InputError({ where: "run", found: reference, allowed: noSingleRun(matches, out) });
}

function noSingleRun(matches: readonly string[], out: string): string {
  if (matches.length === 0) return `no such run under ${out}; \`crossing runs list\` shows what there is`;
  const shown = matches.slice(-3).join(", ");
  return `${matches.length} runs begin like this, among them ${shown}; type more of the id`;
}

/** All runs under `out`, oldest first; folders that cannot be read are named, not fatal. */
export function listRuns(out: string): { runs: StoredRun[]; broken: BrokenRun[] } {
  const runs: StoredRun[] = [];
  const broken: BrokenRun[] = [];
  for (const name of runFolders(out)) {
    const path = join(out, name);
    try {
      runs.push(readRun(path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      broken.push({ path, message: error.message });
    }
  }
  return { runs, broken };
}

/** Names of the folders in `out`, linked ones too, that may be runs, sorted: what begins with a point is not yet one. */
export function runFolders(out: string): string[] {
  if (!existsSync(out)) return [];
  const entries = onDisk(out, () => readdirSync(out, { withFileTypes: true }));
  return entries
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || isLinkedFolder(out, entry)))
    .map((entry) => entry.name)
    .sort();
}

function isLinkedFolder(out: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(join(out, entry.name)).isDirectory();
  } catch {
    // a link to nothing, or to itself
    return false;
  }
}
