import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../errors.js";

/** All at once, or piece by piece. */
type Content = string | Uint8Array | { readonly pieces: Iterable<string> };

/**
 * Replaces a file as a whole: a reader sees the old content or the new, never a part, even after a power cut.
 * @throws {InputError} where the disk refuses: full, read-only, no permission
 */
export function replaceFile(path: string, content: Content): void {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  onDisk(path, () => {
    try {
      writeSynced(temporary, content);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    syncFolder(dirname(path));
  });
}

export function writeSynced(path: string, content: Content): void {
  const file = openSync(path, "wx");
  try {
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(file, content);
    else for (const piece of content.pieces) writeFileSync(file, piece);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename inside the folder durable. */
export function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    // Some network file systems cannot sync a folder; the rename itself stays atomic there.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EINVAL" && code !== "EPERM") throw error;
  } finally {
    closeSync(folder);
  }
}

/** Runs a file operation and turns what a disk can refuse into one line that names the file. */
export function onDisk<T>(where: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    const advice = refusals[(error as NodeJS.ErrnoException).code ?? ""];
    if (advice === undefined) throw error;
    throw new InputError({ where, allowed: advice });
  }
}

const refusals: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space or choose another folder with --out",
  EDQUOT: "the disk quota is used up; free some space or choose another folder with --out",
  EACCES: "no permission to write or read here; choose another folder with --out",
  EPERM: "no permission to write or read here; choose another folder with --out",
  EROFS: "the file system is read-only; choose another folder with --out",
  ENOENT: "the folder does not exist and cannot be made",
  ENOTDIR: "a part of this path is a file, not a folder; choose another folder with --out",
  EEXIST: "there is a file of this name already; choose another folder with --out",
  EISDIR: "is a folder where a file is expected",
  ENAMETOOLONG: "the path is too long",
  EMFILE: "too many files are open in this process",
};
