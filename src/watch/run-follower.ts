import { statSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../archive/checkpoint.js";
import { runFiles } from "../archive/run-files.js";
import { readRun, type StoredRun } from "../archive/run-lookup.js";
import { InputError } from "../errors.js";
import { objectiveOf } from "../report/run-objective.js";
import { climbedRungs } from "../search/ladder/checkpoint-rungs.js";
import type { ObjectiveName, ProgressEvent, RungSummary } from "../search/result.js";
import { TraceFollower } from "./trace-follower.js";

/** What is known of a run at a moment. */
export interface RunMoment {
  readonly run: StoredRun;
  /** oldest first */
  readonly events: readonly ProgressEvent[];
  /** rungs climbed, with their operators, of the last checkpoint; empty before there is one */
  readonly rungs: readonly RungSummary[];
  readonly objective: ObjectiveName;
  /** seconds since the trace grew */
  readonly silence: number | null;
}

/** Follows one run's folder by looking at what has changed in it. */
export class RunFollower {
  private readonly trace: TraceFollower;
  private readonly changes = new Map<string, number | null>();
  private run: StoredRun | null = null;
  private objective: ObjectiveName | null = null;
  private rungs: readonly RungSummary[] = [];

  /** @param tail reads only this many last bytes of the trace, and no checkpoints: enough for one line about a run */
  constructor(
    private readonly path: string,
    private readonly tail?: number,
  ) {
    this.trace = new TraceFollower(join(path, runFiles.trace), tail);
  }

  /** @throws {InputError} where the folder holds no readable run (any more) */
  look(): RunMoment {
    this.trace.poll();
    // a running run may have lost its process without a trace of it in its files
    if (this.changed(runFiles.run) || this.run?.state === "running") this.run = null;
    this.run ??= readRun(this.path);
    if (this.tail === undefined && this.changed(runFiles.checkpoint)) this.rungs = this.checkpointRungs();
    this.objective ??= objectiveOf(this.run.document);
    const grown = modified(join(this.path, runFiles.trace));
    const silence = grown === null ? null : Math.max(0, (Date.now() - grown) / 1000);
    return {
      run: this.run,
      events: this.trace.events,
      rungs: this.rungs,
      objective: this.objective,
      silence,
    };
  }

  /** A checkpoint of another version says nothing here; resuming from it would tell. */
  private checkpointRungs(): readonly RungSummary[] {
    try {
      const checkpoint = readCheckpoint(join(this.path, runFiles.checkpoint));
      return checkpoint === null ? [] : climbedRungs(checkpoint.state);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return [];
    }
  }

  /** Also where the file has come or gone. */
  private changed(file: string): boolean {
    const at = modified(join(this.path, file));
    if (this.changes.has(file) && this.changes.get(file) === at) return false;
    this.changes.set(file, at);
    return true;
  }
}

function modified(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
