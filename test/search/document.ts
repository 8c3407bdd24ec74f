import { createHash } from "node:crypto";
import type { SearchResult } from "../../src/search/result.js";

/** What a run does not reproduce: its name, its place, its times. */
const incidental = new Set(["runId", "path", "cpuSeconds", "wallSeconds"]);

/** A result as JSON text without what differs from run to run: every bit of the rest. */
export function reproducible(result: SearchResult): string {
  return JSON.stringify(result, (key, value) => (incidental.has(key) ? undefined : value));
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
