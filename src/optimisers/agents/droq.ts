import { z } from "zod";
import { type AdamCorrections, adamCorrections } from "../networks/adam.js";
import type { AgentSetup, Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("droq", {
  dropout: z
    .number()
    .positive()
    .max(0.9)
    .default(0.01)
    .describe("part of the critics' hidden units left out"),
  criticSteps: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe("critic steps an actor step (G; paper: 20)"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic whose critics learn from each batch many times and keep from over-fitting by dropout and layer norm
 * (arXiv:2110.02034, algorithm 2). What differs from the paper:
 *
 * 1. The critic steps between two actor steps see the same batch with new masks, not a batch each.
 * 2. At γ = 0, the default as in `sac`, the targets are the rewards.
 * 3. Layers of 64 units, 4 critic steps and batches of 64, not 256, 20 and 256.
 */
export const droq: AgentDefinition<Options> = {
  names: ["droq"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new DroQ(setup),
};

class DroQ extends SoftActorCritic<Options> {
  private readonly up: Float32Array;

  constructor(setup: AgentSetup<Options>) {
    super(setup, { dropout: setup.options.dropout });
    this.up = new Float32Array(setup.options.batch).fill(-0.5 / setup.options.batch);
  }

  protected override stepCritics(_: AdamCorrections): number {
    const { criticSteps, learningRate } = this.options;
    const before = (this.updates - 1) * criticSteps;
    let loss = 0;
    for (let k = 1; k <= criticSteps; k++)
      loss += super.stepCritics(adamCorrections(before + k, learningRate));
    return loss / criticSteps;
  }

  /** The actor climbs the mean of the critics, not the lower one. */
  protected override stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const { parts } = this;
    const { backend, critics } = parts;
    const value = (backend.mean(critics[0].output) + backend.mean(critics[1].output)) / 2;
    for (const critic of critics) backend.outputGradient(critic, this.up);
    const entropy = parts.descendActor(alpha, adam);
    return { actor: -value - alpha * entropy, entropy };
  }
}
