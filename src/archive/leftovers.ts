import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { runFiles } from "./run-files.js";
import { isHeld } from "./run-lock.js";

/** Milliseconds after which nobody is still making a file: that takes some thousandths of this. */
const ABANDONED = 60_000;

/** Removes what killed processes left half written in a run's folder; for the process that holds its lock. */
export function removeLeftovers(path: string): void {
  const own = [runFiles.run, runFiles.checkpoint].map((name) => `${name}.`);
  for (const name of readdirSync(path)) {
    if (!/\.(tmp|takeover)$/.test(name)) continue;
    // others than the lock's holder make locks and pictures
    if (own.some((beginning) => name.startsWith(beginning)) || isAbandoned(join(path, name)))
      rmSync(join(path, name), { force: true, recursive: true });
  }
}

/** Removes the folders of runs whose processes were killed while they made them. */
export function removeHalfMadeRuns(out: string): void {
  for (const name of readdirSync(out)) {
    const path = join(out, name);
    if (!/^\.\d{8}T\d{6}Z-.*\.tmp$/.test(name) || isHeld(join(path, runFiles.lock)) || !isAbandoned(path))
      continue;
    rmSync(path, { force: true, recursive: true });
  }
}

function isAbandoned(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ABANDONED;
}
