import type { z } from "zod";
import type { AgentDefinition } from "./definition.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("modern", {});

export type SacOptions = z.output<typeof options>;

/**
 * Soft actor-critic with an automatic temperature (arXiv:1812.05905, algorithm 1), in descents. What differs from the paper:
 *
 * 1. γ = 0: each proposal starts from the centre of the window, whatever the one before did, so that there is no state to plan for
 *    and the agent is a contextual bandit; the target critics stay idle.
 * 2. Layer norm (arXiv:1607.06450) in the critics, which keeps their values at places that were never tried within bounds.
 * 3. ln σ is squashed into [−5, 2] by a tanh, not clipped to [−20, 2].
 * 4. Target entropy −½ nats an unknown instead of −1.
 * 5. Rewards are relabelled in hindsight and brought to unit size: see `schedules/hindsight`.
 * 6. Half of all proposals are uniform in the window.
 * 7. Two hidden layers of 64 units and batches of 64, not 256: the networks see some thousand places, not a million.
 */
export const sac: AgentDefinition<SacOptions> = {
  names: ["sac", "modern"],
  options,
  schedule: DescentSearch,
  origin: "sac",
  create: (setup) => new SoftActorCritic(setup),
};
