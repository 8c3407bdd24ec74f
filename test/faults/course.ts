import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../src/archive/checkpoint.js";
import { mapFiles, readMap } from "../../src/archive/map-file.js";
import { runFiles } from "../../src/archive/run-files.js";
import { listRuns, readRunTrace, type StoredRun } from "../../src/archive/run-lookup.js";
import { InputError } from "../../src/errors.js";
import { continuationMark } from "../../src/report/continuation.js";

/** How a command of one kind goes on after it was killed, by what it left in its folder. */
export interface Course {
  /** The command line that goes on; null where all there is to find is stored. */
  next(args: readonly string[], out: string): readonly string[] | null;
  /** Reads all that lies there. @throws InputError where something is damaged */
  read(out: string): void;
  /** What is stored, in an order that kills do not change. */
  stored(out: string): readonly object[];
}

const runsIn = (out: string) => listRuns(out).runs;
const isComplete = ({ state }: StoredRun) => state === "complete";

const results = (out: string, place: (run: StoredRun) => number) =>
  runsIn(out)
    .filter(isComplete)
    .sort((a, b) => place(a) - place(b))
    .map(({ document }) => document.result!);

/** Runs, with their traces and checkpoints. */
function readRuns(out: string): void {
  const { runs, broken } = listRuns(out);
  for (const run of runs) {
    readRunTrace(run);
    readCheckpoint(join(run.path, runFiles.checkpoint));
  }
  const [first] = broken;
  if (first) throw new InputError({ where: first.path, allowed: first.message });
}

/** One search: it is resumed. */
export const search: Course = {
  read: readRuns,
  next: (args, out) => {
    const [run] = runsIn(out);
    if (run === undefined) return args;
    return isComplete(run) ? null : ["search", "--resume", run.path];
  },
  stored: (out) => results(out, () => 0),
};

/**
 * `search --runs`: those begun are resumed one by one, then those never begun are searched by their streams.
 */
export const searches = (count: number): Course => ({
  read: readRuns,
  next: (args, out) => {
    const runs = runsIn(out);
    if (runs.length === 0) return [...args, "--runs", String(count)];
    const begun = runs.find((run) => !isComplete(run));
    if (begun !== undefined) return ["search", "--resume", begun.path];
    const streams = new Set(runs.map(({ document }) => document.stream));
    const missing = Array.from({ length: count }, (_, k) => k).filter((k) => !streams.has(k));
    return missing.length === 0 ? null : [...args, "--stream", String(missing[0])];
  },
  stored: (out) => results(out, ({ document }) => document.stream),
});

const stepOf = (run: StoredRun) => continuationMark(run)!.step;

/** `continue`: it goes on from any of its runs. */
export const continuation: Course = {
  read: readRuns,
  next: (args, out) => {
    const runs = runsIn(out);
    const [run] = runs;
    if (run === undefined) return args;
    return runs.filter(isComplete).length === continuationMark(run)!.steps
      ? null
      : ["continue", "--resume", run.path];
  },
  stored: (out) => results(out, stepOf),
};

interface MapFile {
  readonly finished: boolean;
  readonly points: readonly { readonly index: readonly number[] }[];
}

const mapIn = (out: string): { path: string; map: MapFile } | null => {
  const path = readdirSync(out)
    .map((name) => join(out, name))
    .find((folder) => existsSync(join(folder, mapFiles.document)));
  return path === undefined
    ? null
    : { path, map: JSON.parse(readFileSync(join(path, mapFiles.document), "utf8")) as MapFile };
};

/** `map`: it goes on from its folder. */
export const map: Course = {
  read: (out) => {
    const begun = mapIn(out);
    if (begun !== null) readMap(begun.path, false);
  },
  next: (args, out) => {
    const begun = mapIn(out);
    if (begun === null) return args;
    return begun.map.finished ? null : ["map", "--resume", begun.path];
  },
  stored: (out) => {
    const begun = mapIn(out);
    if (begun === null) return [];
    const points = [...begun.map.points].sort((a, b) => a.index[0]! - b.index[0]!);
    return [{ ...begun.map, points }];
  },
};
