import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder for the cache of all tests of this run, removed at its end: no test meets the user's own. */
export function cacheFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "crossing-test-cache-"));
  process.once("exit", () => rmSync(path, { recursive: true, force: true }));
  return path;
}
