import type { TheoryOptions } from "../options.js";
import type { ProgramFlags } from "../program-options.js";
import type { SearchCommandOptions } from "../search-options.js";

/** What one job may use. */
export interface ResourceFlags {
  /** seconds */
  readonly time: number;
  readonly cpus: number;
  /** mebibytes */
  readonly memory: number;
  readonly partition?: string;
  readonly account?: string;
}

/** What `crossing cluster submit` is told. */
export interface SubmitOptions
  extends ResourceFlags,
    Omit<SearchCommandOptions, "stream" | "runs" | "workers" | "resume" | "cache" | "plot" | "quiet"> {
  readonly array: string;
  readonly dryRun?: boolean;
}

/** What `crossing cluster bound` is told. */
export interface ClusterBoundOptions extends ResourceFlags, TheoryOptions, ProgramFlags {
  readonly output: string;
  readonly solver: "own" | "sdpb";
  readonly side: "lower" | "upper";
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export interface StatusOptions {
  readonly out: string;
  readonly json?: boolean;
}

export interface CollectOptions extends StatusOptions {
  readonly output?: string;
}
