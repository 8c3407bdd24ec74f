import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { onDisk } from "../archive/atomic-file.js";
import { runFiles } from "../archive/run-files.js";
import { InputError } from "../errors.js";
import { RunFollower, type RunMoment } from "./run-follower.js";

/** Runs of a folder that are looked at: the last ones, by their ids, which begin with the time. */
const SHOWN = 200;
/** Bytes at the end of a trace that tell how a run goes now. */
const TAIL = 4096;

/** Follows the runs of a folder, new ones too. */
export class FolderFollower {
  private readonly followers = new Map<string, RunFollower>();

  constructor(readonly path: string) {}

  /** Newest first; folders that hold no readable run are passed over. */
  look(): RunMoment[] {
    const names = entries(this.path)
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .filter((name) => existsSync(join(this.path, name, runFiles.run)))
      .sort()
      .reverse()
      .slice(0, SHOWN);
    for (const name of this.followers.keys()) if (!names.includes(name)) this.followers.delete(name);
    return names.flatMap((name) => this.lookAt(name));
  }

  private lookAt(name: string): RunMoment[] {
    const follower = this.followers.get(name) ?? new RunFollower(join(this.path, name), TAIL);
    this.followers.set(name, follower);
    try {
      return [follower.look()];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return [];
    }
  }
}

/** None where there is no such folder yet: the first search makes it. */
function entries(path: string): Dirent[] {
  return existsSync(path) ? onDisk(path, () => readdirSync(path, { withFileTypes: true })) : [];
}
