import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Files of the cache, whole or being written; nothing else in the folder is ever touched. */
const OWN_FILE = /^[0-9a-f]{64}\.numbers(\.[0-9a-f]{16}\.tmp)?$/;

/** Removes the oldest entries of a folder until the rest takes at most `capacity` bytes. @throws what the disk refuses */
export function evictOldest(folder: string, capacity: number): void {
  const entries = readdirSync(folder)
    .filter((name) => OWN_FILE.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      // another process may have removed it by now
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats ? [{ path, size: stats.size, written: stats.mtimeMs }] : [];
    })
    .sort((a, b) => b.written - a.written);
  let total = 0;
  for (const { path, size } of entries) {
    total += size;
    if (total > capacity) rmSync(path, { force: true });
  }
}
