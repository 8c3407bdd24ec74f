import { z } from "zod";
import type { AdamCorrections } from "../networks/adam.js";
import type { Pass } from "../networks/backend.js";
import type { AgentSetup, Batch } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import type { SacState } from "./sac-state.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { outputs, softOptions } from "./soft-options.js";

const options = softOptions("rnd", {
  bonus: z
    .number()
    .min(-100)
    .max(100)
    .default(0.5)
    .describe(
      "weight of the novelty in the reward; negative keeps the agent to what it has seen (arXiv:2301.13616)",
    ),
  features: outputs.default(16).describe("numbers that the two networks give, a multiple of 8"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic with a reward for novelty, the error of a network that learns what a fixed random one says of observation and action
 * (arXiv:1810.12894; of both together and with the other sign arXiv:2301.13616). What differs from the papers:
 *
 * 1. The bonus is part of the one reward; it has no value function and no discount of its own.
 * 2. It is brought to unit root mean square by a running one; observations are scaled by the schedule.
 * 3. Both networks have the critics' layers of 64 units, with layer norm.
 */
export const rnd: AgentDefinition<Options> = {
  names: ["rnd"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new RandomNetworkDistillation(setup),
};

interface NoveltyState extends SacState {
  readonly square: number;
}

class RandomNetworkDistillation extends SoftActorCritic<Options> {
  private readonly predicted: Pass;
  private readonly wanted: Pass;
  private readonly difference: Float32Array;
  private readonly other: Float32Array;
  private readonly rewards: Float32Array;
  /** running mean square of the novelty */
  declare private square: number;

  constructor(setup: AgentSetup<Options>) {
    const { batch, features } = setup.options;
    super(setup, {
      outputs: 1,
      others: ({ critic }) => {
        const design = { ...critic, head: { outputs: features } };
        return { predictor: { design }, oracle: { design, fixed: true } };
      },
    });
    const { networks } = this.parts;
    this.predicted = networks.of("predictor").pass(batch);
    this.wanted = networks.of("oracle").pass(batch);
    this.difference = new Float32Array(batch * features);
    this.other = new Float32Array(batch * features);
    this.rewards = new Float32Array(batch);
  }

  /** Adds the novelty of each transition as it was before the predictor learns from it. */
  protected override shapeRewards({ rewards }: Batch, adam: AdamCorrections): void {
    const { backend, networks, batch } = this.parts;
    const { features, bonus } = this.options;
    const input = { observations: batch.observations, actions: batch.actions };
    networks.of("predictor").forward(input, this.predicted);
    networks.of("oracle").forward(input, this.wanted);
    backend.read(this.predicted.output, this.difference);
    backend.read(this.wanted.output, this.other);
    const { difference, other } = this;
    let square = 0;
    for (let i = 0; i < rewards.length; i++) {
      let novelty = 0;
      for (let j = i * features; j < (i + 1) * features; j++) {
        const d = difference[j]! - other[j]!;
        novelty += d * d;
        difference[j] = d / rewards.length;
      }
      this.rewards[i] = novelty;
      square += (novelty * novelty) / rewards.length;
    }
    this.square = this.square === 0 ? square : this.square + 0.01 * (square - this.square);
    const scale = this.square > 0 ? bonus / Math.sqrt(this.square) : 0;
    for (let i = 0; i < rewards.length; i++) this.rewards[i] = rewards[i]! + scale * this.rewards[i]!;
    backend.write(batch.rewards, this.rewards);
    backend.outputGradient(this.predicted, difference);
    networks.of("predictor").backward(this.predicted);
    networks.of("predictor").step(adam);
  }

  override save(): NoveltyState {
    return { ...super.save(), square: this.square };
  }

  override load(state: SacState & Partial<NoveltyState>): void {
    super.load(state);
    this.square = state.square ?? 0;
  }
}
