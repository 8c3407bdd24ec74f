import { randomBytes } from "node:crypto";
import { closeSync, linkSync, openSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";
import { InputError } from "../errors.js";
import { onDisk, writeSynced } from "./atomic-file.js";

const holderSchema = z.object({ pid: z.int().positive(), host: z.string(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** On this machine the process tells; the age only guards against a process number used again. */
const localPatience = 3600;
/** On a shared disk another machine's process cannot be asked, only its heartbeat, in seconds. */
const remotePatience = 120;
/** Removing a dead lock takes a millisecond; after this a process died in between. */
const takeoverPatience = 60;

/** One process at a time writes a run: a lock file with its owner and a heartbeat (the file's time). */
export class RunLock {
  private constructor(
    private readonly path: string,
    private readonly token: string,
  ) {}

  /** @throws {InputError} where another living process holds it */
  static acquire(path: string): RunLock {
    const holder: Holder = { pid: process.pid, host: hostname(), token: randomBytes(8).toString("hex") };
    const mine = `${path}.${holder.token}.tmp`;
    return onDisk(path, () => {
      writeSynced(mine, JSON.stringify(holder));
      try {
        for (let attempt = 0; !tryLink(mine, path); attempt++) {
          const present = read(path);
          if (attempt === 3 || (present !== null && isAliveHolder(present, path)))
            throw heldBy(present, path);
          removeDead(path);
        }
      } finally {
        rmSync(mine, { force: true });
      }
      return new RunLock(path, holder.token);
    });
  }

  /** The same lock, after its folder was renamed. */
  movedTo(path: string): RunLock {
    return new RunLock(path, this.token);
  }

  beat(): void {
    const now = new Date();
    try {
      utimesSync(this.path, now, now);
    } catch {
      // A heartbeat that fails is caught by the next write to the run itself.
    }
  }

  release(): void {
    if (read(this.path)?.token === this.token) rmSync(this.path, { force: true });
  }
}

/** Does a living process hold this lock? */
export function isHeld(path: string): boolean {
  const holder = read(path);
  return holder !== null && isAliveHolder(holder, path);
}

function isAliveHolder(holder: Holder, path: string): boolean {
  const age = secondsSinceBeat(path);
  if (holder.host !== hostname()) return age < remotePatience;
  return isAlive(holder.pid) && age < localPatience;
}

function tryLink(from: string, to: string): boolean {
  return unlessThere(() => linkSync(from, to));
}

function tryCreate(path: string): boolean {
  return unlessThere(() => closeSync(openSync(path, "wx")));
}

function unlessThere(create: () => void): boolean {
  try {
    create();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a dead lock. One process at a time may, behind a file of its own, and looks again before it does: else two that
 * find the same dead lock could each remove the other's new one.
 */
function removeDead(path: string): void {
  const takeover = `${path}.takeover`;
  if (!tryCreate(takeover)) {
    if (secondsSinceBeat(takeover) > takeoverPatience) rmSync(takeover, { force: true });
    return;
  }
  try {
    const holder = read(path);
    if (holder === null || !isAliveHolder(holder, path)) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

function read(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

function secondsSinceBeat(path: string): number {
  try {
    return (Date.now() - statSync(path).mtimeMs) / 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function heldBy(holder: Holder | null, path: string): InputError {
  const owner = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new InputError({
    where: path,
    allowed: `${owner} is writing this run; wait for it or stop it first`,
  });
}
