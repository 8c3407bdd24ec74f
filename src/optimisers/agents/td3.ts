import { z } from "zod";
import type { AgentDefinition } from "./definition.js";
import { DeterministicActorCritic, deterministicOptions } from "./deterministic.js";
import { count } from "./options.js";
import { DescentSearch } from "./schedules/descents.js";

const options = deterministicOptions("td3", {
  smoothing: z.number().min(0).max(1).default(0.2).describe("σ of the noise on the target policy's actions"),
  smoothingLimit: z.number().min(0).max(1).default(0.5).describe("largest value of that noise (c)"),
  delay: count(1).max(64).default(2).describe("critic steps an actor step (d)"),
});

type Options = z.output<typeof options>;

/**
 * Twin delayed deterministic policy gradient (arXiv:1802.09477, algorithm 1). What differs from the paper:
 *
 * 1. Layer norm in the critics; layers of 64 units and batches of 64, not 400, 300 and 100.
 * 2. γ = 0 by default, as in `sac`; twins, smoothing and target networks stay idle then, the delay does not.
 */
export const td3: AgentDefinition<Options> = {
  names: ["td3"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new DeterministicActorCritic(setup, { ...setup.options, twins: true }),
};
