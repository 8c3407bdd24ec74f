import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunDocument } from "../../src/archive/run-document.js";
import { serialiseRun } from "../../src/archive/run-file.js";
import type { SearchResult } from "../../src/search/result.js";
import { exampleResult } from "./example-result.js";
import { configuration } from "./example-run.js";

/** A finished run as `run.json` holds it. */
export function exampleDocument(change: Partial<RunDocument> = {}): RunDocument {
  const seed = change.seed ?? 1;
  return {
    kind: "crossing-run",
    schema: 1,
    id: "20260314T150926Z-ising-2d-aaaaa",
    state: "complete",
    ...configuration,
    versions: { crossing: "0.1.0", node: "20.19.0" },
    machine: { platform: "linux", arch: "x64", cpu: "a processor", cores: 2 },
    started: "2026-03-14T15:09:26.000Z",
    finished: "2026-03-14T15:09:28.000Z",
    stopReason: "converged",
    failure: null,
    result: exampleResult({ seed }),
    ...change,
  };
}

/** Writes a run's folder without the care of `createRun`, in a tenth of the time. */
export function writeRun(out: string, document: RunDocument): string {
  const folder = join(out, document.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "run.json"), serialiseRun(document));
  return folder;
}

/** Runs of consecutive seeds from 0, started a second apart. */
export function writeRuns(out: string, count: number, result: SearchResult = exampleResult()): void {
  for (let seed = 0; seed < count; seed++) {
    const started = new Date(Date.UTC(2026, 2, 14) + seed * 1000).toISOString();
    const id = `${started.replace(/[-:]|\.\d+/g, "")}-ising-2d-${String(seed).padStart(5, "0")}`;
    writeRun(out, exampleDocument({ id, seed, started, result: { ...result, seed } }));
  }
}
