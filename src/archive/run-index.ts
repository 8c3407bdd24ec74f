import { createHash } from "node:crypto";
import { readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { InputError } from "../errors.js";
import { replaceFile } from "./atomic-file.js";
import { toJson } from "./run-document.js";
import type { RunSummary } from "./run-summary.js";

const fileName = ".run-index.json";
/** Raised where `RunSummary` or the way it is made changes: an index of another version is made anew. */
const version = 1;
/** Below this many runs reading them is as fast, and a folder stays as the user made it. */
const LEAST_RUNS = 100;
/** A file changed less than this before it was looked at, in milliseconds, may change again within the same tick of the disk's clock. */
const SETTLED = 2000;

/** Modification and change times in milliseconds, size, inode: a file that was replaced or edited differs in one of them. */
export type Stamp = readonly [number, number, number, number];

interface Entry {
  readonly stamp: Stamp;
  readonly summary: RunSummary;
}

/**
 * Summaries of the runs in a folder, kept beside them so that a listing need not read every run again. A summary counts only for the very file
 * it was made from (`Stamp`), the index as a whole only with the checksum it was written with; nothing but speed depends on it.
 */
export class RunIndex {
  private readonly known: ReadonlyMap<string, Entry>;
  private readonly present = new Map<string, Entry>();
  private changed = false;

  constructor(private readonly folder: string) {
    this.known = load(join(folder, fileName));
  }

  /** The summary of a run's file that has this stamp, or null where it has to be read. */
  find(name: string, stamp: Stamp): RunSummary | null {
    const entry = this.known.get(name);
    if (entry === undefined || !stamp.every((value, k) => value === entry.stamp[k])) return null;
    this.present.set(name, entry);
    return entry.summary;
  }

  /** @param seen time in milliseconds before the file was read */
  add(name: string, entry: Entry, seen: number): void {
    const [modified, changed] = entry.stamp;
    if (Math.max(modified, changed) > seen - SETTLED) return;
    this.present.set(name, entry);
    this.changed = true;
  }

  /** Writes the index where it differs from what is on disk; a folder that cannot be written is listed all the same. */
  save(): void {
    if (!this.changed && this.present.size === this.known.size) return;
    if (this.present.size < LEAST_RUNS) return;
    try {
      replaceFile(join(this.folder, fileName), serialise(this.present));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
}

export function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): Stamp {
  return [mtimeMs, ctimeMs, size, ino];
}

function serialise(entries: ReadonlyMap<string, Entry>): string {
  const content = toJson([...entries]);
  return `${toJson({ kind: "crossing-run-index", version, checksum: checksum(content) })}\n${content}\n`;
}

/** Whatever is wrong with the file, the runs are there to be read. */
function load(path: string): ReadonlyMap<string, Entry> {
  try {
    const [head, content] = readFileSync(path, "utf8").split("\n") as [string, string];
    const expected = toJson({ kind: "crossing-run-index", version, checksum: checksum(content) });
    if (head !== expected) return new Map();
    return new Map((JSON.parse(content) as [string, Entry][]).map(([name, entry]) => [name, revived(entry)]));
  } catch {
    return new Map();
  }
}

const reals = [
  "residualNorm",
  "heldOutNorm",
  "chi2",
  "cut",
  "evidence",
  "cpuSeconds",
  "wallSeconds",
] as const;

/** NaN and ±∞ of a failed search, which JSON holds as strings. */
function revived({ stamp, summary }: Entry): Entry {
  if (!reals.some((name) => typeof summary[name] === "string")) return { stamp, summary };
  const numbers = reals.map((name) => [name, summary[name] === null ? null : Number(summary[name])]);
  return { stamp, summary: { ...summary, ...Object.fromEntries(numbers) } };
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
