import type { ProgressEvent } from "./result.js";

/** What a search tells its caller, and hears from it, on the way. */
export interface SearchHooks {
  /** called after every unit of work, some tens of milliseconds apart */
  onProgress?(event: ProgressEvent): void;
  /** aborting ends the search after the unit of work at hand: `stopReason` is `interrupted` and a checkpoint is written */
  readonly signal?: AbortSignal;
  /** receives the whole state now and then, and when interrupted */
  onCheckpoint?(state: Uint8Array): void | Promise<void>;
  /** seconds between two checkpoints, default 20; 0: one after every unit of work */
  readonly checkpointSeconds?: number;
  /** a state to go on from */
  readonly resume?: Uint8Array;
  /** false: neither reads nor writes the cache of tables on disk, on which no number depends; default true */
  readonly cache?: boolean;
}
