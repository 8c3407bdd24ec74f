import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { runFiles } from "../archive/run-files.js";
import { findRun } from "../archive/run-lookup.js";
import { FolderFollower } from "./folder-follower.js";
import { folderView } from "./folder-view.js";
import { RunFollower } from "./run-follower.js";
import { runView, type View } from "./run-view.js";
import type { Watched } from "./server.js";

/**
 * What `reference` names: a run, by id, beginning of an id or path, or else a folder of runs; without one the folder `out`, which need not
 * be there yet.
 * @throws {InputError} where it is neither
 */
export function watched(reference: string | undefined, out: string): Watched {
  if (reference === undefined || isFolderOfRuns(reference)) return watchedFolder(resolve(reference ?? out));
  const look = followRun(findRun(reference, out).path);
  return { home: look, run: () => null };
}

function isFolderOfRuns(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory() && !existsSync(join(path, runFiles.run));
}

function watchedFolder(path: string): Watched {
  const follower = new FolderFollower(path);
  return {
    home: () => folderView(path, follower.look()),
    run: (name) => (isRunOf(path, name) ? followRun(join(path, name)) : null),
  };
}

/** A name, not a way out of the folder. */
function isRunOf(path: string, name: string): boolean {
  return name === basename(name) && !name.startsWith(".") && existsSync(join(path, name, runFiles.run));
}

function followRun(path: string): () => View {
  const follower = new RunFollower(path);
  return () => runView(follower.look());
}
