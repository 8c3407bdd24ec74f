import type { SearchResult } from "../search/result.js";
import { toJson } from "./run-document.js";

/** One field of a result in which two runs differ; null stands for a field that one of them has not. */
export interface Difference {
  /** such as `operators[2].delta.value` */
  readonly field: string;
  readonly stored: unknown;
  readonly replayed: unknown;
}

/** Name, place and times of a run, and what the theory file adds for comparison: nothing that a search computes. */
const incidental: ReadonlySet<string> = new Set(["runId", "path", "cpuSeconds", "wallSeconds", "exact"]);

/** The fields in which two results differ, in their order; empty where the same search gave the same bits. */
export function differences(stored: SearchResult, replayed: SearchResult): Difference[] {
  const found: Difference[] = [];
  collect(asStored(stored), asStored(replayed), "", found);
  return found;
}

/** As it comes back from disk: NaN and ±∞ as text, −0 as 0. */
function asStored(result: SearchResult): unknown {
  return JSON.parse(toJson(result));
}

function collect(stored: unknown, replayed: unknown, field: string, found: Difference[]): void {
  if (stored === replayed) return;
  if (!isObject(stored) || !isObject(replayed) || Array.isArray(stored) !== Array.isArray(replayed)) {
    found.push({ field, stored: stored ?? null, replayed: replayed ?? null });
    return;
  }
  const names = new Set([...Object.keys(stored), ...Object.keys(replayed)]);
  for (const name of names) {
    if (incidental.has(name)) continue;
    const place = Array.isArray(stored) ? `${field}[${name}]` : field === "" ? name : `${field}.${name}`;
    collect(stored[name], replayed[name], place, found);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
