import type { z } from "zod";
import type { AgentDefinition } from "./definition.js";
import { DeterministicActorCritic, deterministicOptions } from "./deterministic.js";
import { DescentSearch } from "./schedules/descents.js";

const options = deterministicOptions("ddpg", {});

type Options = z.output<typeof options>;

/**
 * Deep deterministic policy gradient (arXiv:1509.02971, algorithm 1). What differs from the paper:
 *
 * 1. The noise on proposals is white, not an Ornstein–Uhlenbeck process: they are places, not the steps of one motion.
 * 2. Layer norm in the critic instead of batch norm, no weight decay, one learning rate.
 * 3. γ = 0 by default, as in `sac`; the target networks stay idle then.
 * 4. Layers of 64 units. A second critic is trained and not used: all agents share the networks of a pair.
 */
export const ddpg: AgentDefinition<Options> = {
  names: ["ddpg"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) =>
    new DeterministicActorCritic(setup, { twins: false, smoothing: 0, smoothingLimit: 0, delay: 1 }),
};
