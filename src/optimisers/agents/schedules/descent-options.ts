import { z } from "zod";
import { type AgentOptions, count, fraction } from "../options.js";

/** Options of descents. */
export const descentOptions = {
  samples: count(8).max(512).default(32).describe("places evaluated a policy query"),
  exploration: fraction.default(0.5).describe("fraction of the samples drawn uniformly from the window"),
  updates: count(1).max(64).default(1).describe("gradient steps a policy query"),
  memory: count(64).max(65536).default(1024).describe("latest places that batches are drawn from"),
  initialSamples: count(1)
    .default(64)
    .describe("uniform places of the box, the best of which begins a descent"),
  initialWindow: z
    .number()
    .positive()
    .max(1)
    .default(0.3)
    .describe("half-width of the first window, fraction of an unknown's range"),
  minimalWindow: z
    .number()
    .positive()
    .max(1)
    .default(1e-7)
    .describe("half-width below which a descent has ended, fraction of the range"),
  patience: count(1)
    .default(60)
    .describe("queries that lower the objective by less than 1 % in all before a descent has ended"),
  restarts: count(0).default(1_000_000).describe("descents after the first before the search is finished"),
};

type Own = z.output<z.ZodObject<typeof descentOptions>>;

/** What descents read; `batch`, transitions a gradient step, is the agent's. */
export interface DescentOptions extends AgentOptions, Own {
  readonly batch: number;
}
