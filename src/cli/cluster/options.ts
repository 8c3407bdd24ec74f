import type { SearchCommandOptions } from "../search-options.js";

/** What `crossing cluster submit` is told. */
export interface SubmitOptions
  extends Omit<SearchCommandOptions, "stream" | "runs" | "workers" | "resume" | "cache" | "plot" | "quiet"> {
  readonly array: string;
  /** seconds */
  readonly time: number;
  readonly cpus: number;
  /** mebibytes */
  readonly memory: number;
  readonly partition?: string;
  readonly account?: string;
  readonly dryRun?: boolean;
}

export interface StatusOptions {
  readonly out: string;
  readonly json?: boolean;
}

export interface CollectOptions extends StatusOptions {
  readonly output?: string;
}
