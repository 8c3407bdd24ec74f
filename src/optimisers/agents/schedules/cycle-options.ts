import { z } from "zod";
import { type AgentOptions, count } from "../options.js";

/** Options of cycles, with BootSTOP's names for them. */
export const cycleOptions = {
  rewardScale: z.number().positive().default(7).describe("factor on 1/‖E‖ for the networks (reward_scale)"),
  capacity: count(1).default(100_000).describe("transitions kept for replay (max_size)"),
  patience: count(1).default(300).describe("steps without improvement that end a cycle (faff_max)"),
  fruitlessCycles: count(1)
    .default(5)
    .describe("cycles without improvement, in a row or not, before the window shrinks (pc_max)"),
  windowRate: z.number().positive().lt(1).default(0.7).describe("factor of a shrink (window_rate)"),
  maxShrinks: count(0).default(10).describe("shrinks after which the search is finished (max_window_exp)"),
  windows: z
    .array(z.number().positive())
    .optional()
    .describe("first window of each unknown, in its unit; the range by default (guess_sizes)"),
  guess: z
    .array(z.boolean())
    .optional()
    .describe(
      "unknowns searched from the lower bound, not around the best place, until the first shrink (guessing_run_list)",
    ),
};

type Own = z.output<z.ZodObject<typeof cycleOptions>>;

/** What cycles read; `batch`, transitions a gradient step, is the agent's. */
export interface CycleOptions extends AgentOptions, Own {
  readonly batch: number;
}
