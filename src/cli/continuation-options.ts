import type { SearchOptions } from "../search/options.js";
import type { SearchResult } from "../search/result.js";
import type { LoadOptions } from "../theory/options.js";

/** Optimisers that polish: a step begins where the last one ended. */
export const stepOptimisers = ["hybrid", "interior-point", "least-squares"] as const;

/** What `crossing continue` is told. */
export interface ContinueCommandOptions
  extends LoadOptions,
    Pick<SearchOptions, "points" | "rungs" | "seed" | "budget"> {
  readonly along?: string;
  readonly steps?: number;
  readonly optimiser?: (typeof stepOptimisers)[number];
  readonly start?: string;
  readonly resume?: string;
  readonly out: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** A step of a continuation: the value of the parameter, and what was found there. */
export type Step = { readonly at: number } & SearchResult;
