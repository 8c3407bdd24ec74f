import type { SacOptions } from "../optimisers/sac/options.js";
import type { ObjectiveName, OptimiserName, ProgressEvent, StrategyName } from "./result.js";

/** What a search can be told. Everything has a default; the theory file gives the points, the objective and the ladder. */
export interface SearchOptions {
  /** default `hybrid`: SAC proposes, least squares polishes */
  readonly optimiser?: OptimiserName;
  /** who polishes the proposals of `hybrid`, default `least-squares` */
  readonly polish?: "least-squares" | "interior-point";
  /** form of SAC, default `modern`; with the strategy `windows`, `classic` */
  readonly sac?: "modern" | "classic";
  /** unknowns that SAC acts on: dimensions alone (`reduced`, default) or also the coefficients (`joint`) */
  readonly form?: "reduced" | "joint";
  /** arithmetic of the networks, default `wasm` */
  readonly backend?: "wasm" | "tfjs";
  /**
   * networks of the backend `wasm` with fused multiply-adds, default false: faster, but another processor may give other bits;
   * needs Node ≥ 22
   */
  readonly fastMath?: boolean;
  /** options of SAC by name, beyond its form; see `sacOptionsSchema` */
  readonly sacOptions?: Partial<SacOptions>;
  readonly objective?: ObjectiveName;
  /** default `ladder` */
  readonly strategy?: StrategyName;
  /** point set by name: `spread`, `spread-150`, `bootstop-180` */
  readonly points?: string;
  /**
   * parameters of the theory that are to be found, from their present values on, such as external dimensions; each needs a least and a largest
   * value in the theory file. A budget is then that of each ladder.
   */
  readonly unknown?: readonly string[];
  /** climb this many rungs, whatever the stopping rule says */
  readonly rungs?: number;
  /**
   * operators to start from, in any order, on every rung that they cover; with the strategy `continuation` on the last of those alone,
   * with little exploration around
   */
  readonly start?: readonly { readonly channel?: string; readonly spin: number; readonly delta: number }[];
  /** more of them: other solutions to follow */
  readonly starts?: readonly NonNullable<SearchOptions["start"]>[];
  /** default 1 */
  readonly seed?: number;
  /** number of this run among those of the seed, default 0 */
  readonly stream?: number;
  readonly budget?: { readonly evaluations?: number; readonly seconds?: number };
}

export interface SearchHooks {
  /** called after every unit of work, some tens of milliseconds apart */
  onProgress?(event: ProgressEvent): void;
  /** aborting ends the search after the unit of work at hand: `stopReason` is `interrupted` and a checkpoint is written */
  readonly signal?: AbortSignal;
  /** receives the whole state now and then, and when interrupted */
  onCheckpoint?(state: Uint8Array): void | Promise<void>;
  /** a state to go on from */
  readonly resume?: Uint8Array;
  /** false: neither reads nor writes the cache of tables on disk, on which no number depends; default true */
  readonly cache?: boolean;
}
