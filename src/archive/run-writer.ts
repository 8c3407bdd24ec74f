import { renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../errors.js";
import { makeFolder } from "../make-folder.js";
import type { ProgressEvent, SearchResult } from "../search/result.js";
import { onDisk, syncFolder, writeSynced } from "./atomic-file.js";
import { readCheckpoint, writeCheckpoint } from "./checkpoint.js";
import { removeHalfMadeRuns, removeLeftovers } from "./leftovers.js";
import { describeMachine, versions } from "./machine.js";
import { type RunConfiguration, type RunDocument, runMark } from "./run-document.js";
import { serialiseRun, writeRunFile } from "./run-file.js";
import { runFiles } from "./run-files.js";
import { newRunId } from "./run-id.js";
import { RunLock } from "./run-lock.js";
import { TraceWriter } from "./trace-file.js";

const heartbeatMilliseconds = 10_000;

/** A stage without its counters: `start 3/20` and `start 4/20` are one. */
export function stageName({ stage }: ProgressEvent): string {
  return stage.replace(/\d+/g, "#");
}

/** Nothing can go on with it: neither interrupted, nor failed, nor out of a budget that may be raised. */
function isOver({ state, stopReason }: RunDocument): boolean {
  return state === "complete" && stopReason?.startsWith("budget") !== true;
}

/**
 * The one process that writes a run's folder. `createRun` and `reopenRun` make it; `finish`, `interrupt`, `fail` or `release` ends it.
 * A trace or checkpoint that the disk refuses does not stop the search: `trouble` holds the first refusal.
 */
export class RunWriter {
  trouble: InputError | null = null;
  private lastEvent: ProgressEvent | null = null;
  private skipped: ProgressEvent | null = null;
  private readonly trace: TraceWriter;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    readonly path: string,
    private document: RunDocument,
    private readonly lock: RunLock,
    traceBytes: number,
  ) {
    this.trace = new TraceWriter(join(path, runFiles.trace), traceBytes);
    this.heartbeat = setInterval(() => lock.beat(), heartbeatMilliseconds).unref();
  }

  get id(): string {
    return this.document.id;
  }

  /** Writes what is new: another stage or rung, a better best, or a second gone by; and the last event of all. */
  append(event: ProgressEvent): void {
    this.lock.beat();
    const last = this.lastEvent;
    const repeats =
      last !== null &&
      stageName(event) === stageName(last) &&
      event.rung === last.rung &&
      event.best === last.best &&
      Math.abs(event.seconds - last.seconds) < 1;
    this.skipped = repeats ? event : null;
    if (!repeats) this.write(event);
  }

  private write(event: ProgressEvent): void {
    this.lastEvent = event;
    this.attempt(runFiles.trace, () => this.trace.append(event));
  }

  checkpoint(state: Uint8Array): void {
    this.attempt(runFiles.checkpoint, () =>
      writeCheckpoint(join(this.path, runFiles.checkpoint), { state, traceBytes: this.trace.bytes }),
    );
  }

  /** Writes the result and gives the folder free. Returns the result with the run's id and path in it. */
  finish(result: SearchResult): SearchResult {
    const stored = { ...result, runId: this.id, path: this.path };
    const state = result.stopReason === "interrupted" ? "interrupted" : "complete";
    this.close({ state, stopReason: result.stopReason, result: stored });
    return stored;
  }

  /** Records that the search was stopped before it had a result. */
  interrupt(): void {
    this.close({ state: "interrupted", stopReason: "interrupted" });
  }

  /** Records that the search ended in an error. */
  fail(message: string): void {
    this.close({ state: "failed", stopReason: "failed", failure: message });
  }

  private close(end: Partial<RunDocument>): void {
    try {
      if (this.skipped !== null) this.write(this.skipped);
      if (end.state === "complete") this.attempt(runFiles.trace, () => this.trace.end());
      this.document = { ...this.document, finished: new Date().toISOString(), ...end };
      writeRunFile(join(this.path, runFiles.run), this.document);
      if (isOver(this.document)) this.removeCheckpoint();
    } finally {
      this.release();
    }
  }

  private removeCheckpoint(): void {
    const path = join(this.path, runFiles.checkpoint);
    this.attempt(runFiles.checkpoint, () => rmSync(path, { force: true }));
  }

  /** Gives the folder free without a word about how the run ended. */
  release(): void {
    clearInterval(this.heartbeat);
    this.trace.close();
    this.lock.release();
  }

  /** A disk that was full may have room again: every later write is tried all the same. */
  private attempt(file: string, write: () => void): void {
    const where = join(this.path, file);
    try {
      onDisk(where, write);
    } catch (error) {
      if (!(error instanceof InputError) && !isSystemError(error)) throw error;
      this.trouble ??=
        error instanceof InputError ? error : new InputError({ where, allowed: error.message });
    }
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error;

/**
 * Makes a run's folder under `out`: filled under a temporary name, synced, renamed.
 * @throws {InputError} where `out` cannot be made or written
 */
export function createRun(out: string, configuration: RunConfiguration): RunWriter {
  const now = new Date();
  const document: RunDocument = {
    ...runMark,
    id: newRunId(configuration.theory.name, now),
    state: "running",
    ...configuration,
    versions: versions(),
    machine: describeMachine(),
    started: now.toISOString(),
    finished: null,
    stopReason: null,
    failure: null,
    result: null,
  };
  const path = resolve(out, document.id);
  const temporary = resolve(out, `.${document.id}.tmp`);
  return onDisk(out, () => {
    makeFolder(temporary);
    removeHalfMadeRuns(out);
    try {
      const lock = RunLock.acquire(join(temporary, runFiles.lock));
      writeSynced(join(temporary, runFiles.run), serialiseRun(document));
      writeSynced(join(temporary, runFiles.trace), "");
      syncFolder(temporary);
      renameSync(temporary, path);
      syncFolder(resolve(out));
      return new RunWriter(path, document, lock.movedTo(join(path, runFiles.lock)), 0);
    } catch (error) {
      rmSync(temporary, { recursive: true, force: true });
      throw error;
    }
  });
}

/**
 * Opens an unfinished run to go on with it, from its last checkpoint or, without one, from its beginning.
 * @throws {InputError} where another process is writing it
 */
export function reopenRun(
  path: string,
  document: RunDocument,
): { writer: RunWriter; state: Uint8Array | null } {
  const lock = RunLock.acquire(join(path, runFiles.lock));
  try {
    removeLeftovers(path);
    const checkpoint = readCheckpoint(join(path, runFiles.checkpoint));
    const running: RunDocument = {
      ...document,
      state: "running",
      finished: null,
      stopReason: null,
      failure: null,
    };
    writeRunFile(join(path, runFiles.run), running);
    return {
      writer: new RunWriter(path, running, lock, checkpoint?.traceBytes ?? 0),
      state: checkpoint?.state ?? null,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
