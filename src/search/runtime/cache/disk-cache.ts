import { createHash, randomBytes } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import type { CacheKey, NumberCache } from "../../../crossing/number-cache.js";
import { makeFolder } from "../../../make-folder.js";
import { codeDigest } from "./code.js";
import { openEntry, sealEntry } from "./entry.js";
import { evictOldest } from "./eviction.js";
import { cacheFolder } from "./folder.js";

/** Bytes that the folder may take: tables and whitenings of a hundred theories or parameter values. */
const CAPACITY = 256 << 20;
/** The folder is looked through before the first entry is written, and again each time this part of the capacity has been. */
const EVICTION_PART = 1 / 8;

/**
 * Numbers in a folder, one file a key, named by the SHA-256 of the key and of the program. Processes may share it: files are
 * written beside their place and renamed. What is broken is as good as absent; where the disk refuses, nothing more is written.
 */
export class DiskCache implements NumberCache {
  private writable = true;
  private written = Number.POSITIVE_INFINITY;

  /** @param program digest of the code that computes the numbers */
  constructor(
    private readonly folder: string,
    private readonly program: string,
    private readonly capacity = CAPACITY,
  ) {}

  get(key: CacheKey): Float64Array | null {
    const name = this.name(key);
    try {
      return openEntry(name, readFileSync(join(this.folder, name)));
    } catch {
      return null;
    }
  }

  set(key: CacheKey, numbers: Float64Array): void {
    if (!this.writable) return;
    const name = this.name(key);
    const path = join(this.folder, name);
    const temporary = `${path}.${randomBytes(8).toString("hex")}.tmp`;
    try {
      makeFolder(this.folder);
      const entry = sealEntry(name, numbers);
      this.makeRoom(entry.length);
      writeFileSync(temporary, entry, { flag: "wx" });
      renameSync(temporary, path);
    } catch {
      this.writable = false;
      removeQuietly(temporary);
    }
  }

  private makeRoom(bytes: number): void {
    this.written += bytes;
    const part = this.capacity * EVICTION_PART;
    if (this.written <= part) return;
    evictOldest(this.folder, this.capacity - Math.max(part, bytes));
    this.written = bytes;
  }

  private name(key: CacheKey): string {
    const hash = createHash("sha256").update(`${this.program}\0${endianness()}`);
    for (const part of key) {
      const bytes =
        typeof part === "string"
          ? Buffer.from(part)
          : Buffer.from(typeof part === "number" ? Float64Array.of(part).buffer : part.slice().buffer);
      // kind and length before every part: no two keys run together to the same bytes
      hash.update(`\0${typeof part}${bytes.length}\0`).update(bytes);
    }
    return `${hash.digest("hex")}.numbers`;
  }
}

/** The user's cache, or null where it is switched off or cannot be. */
export function openCache(): NumberCache | null {
  try {
    const folder = cacheFolder();
    return folder === null ? null : new DiskCache(folder, codeDigest());
  } catch {
    return null;
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // it lies where nothing can be removed; eviction finds it should that change
  }
}
