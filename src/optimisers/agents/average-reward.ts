import { z } from "zod";
import type { AdamCorrections } from "../networks/adam.js";
import type { AgentSetup, Batch } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import type { SacState } from "./sac-state.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("average-reward", {
  rateStep: z.number().positive().max(1).default(0.01).describe("η, step of the reward rate ρ"),
});

type Options = z.output<typeof options>;

/**
 * Actor-critic for the reward per step instead of a discounted sum: differential values Q(s, a) ← r − ρ + Q(s′, a′), with the rate ρ
 * learnt from the same errors (arXiv:2006.16318, differential Q-learning). What differs from the paper:
 *
 * 1. Networks, policy and entropy bonus are those of `sac`, not a table; the bonus is part of what is averaged.
 * 2. No step is terminal: after an episode's last step the next one begins, and its value counts.
 * 3. `discount` has no meaning.
 */
export const averageReward: AgentDefinition<Options> = {
  names: ["average-reward"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new AverageReward(setup),
};

interface RateState extends SacState {
  readonly rate: number;
}

class AverageReward extends SoftActorCritic<Options> {
  declare private rate: number;
  private readonly shaped: Float32Array;
  private readonly never: Float32Array;

  constructor(setup: AgentSetup<Options>) {
    super(setup);
    this.shaped = new Float32Array(setup.options.batch);
    this.never = new Float32Array(setup.options.batch);
  }

  protected override get looksAhead(): boolean {
    return true;
  }

  protected override shapeRewards({ rewards }: Batch): void {
    const { backend, batch } = this.parts;
    for (let i = 0; i < rewards.length; i++) this.shaped[i] = rewards[i]! - this.rate;
    backend.write(batch.rewards, this.shaped);
    backend.write(batch.terminals, this.never);
  }

  protected override aim(alpha: number): void {
    const { backend, batch, samples } = this.parts;
    this.parts.criticsForward(samples.actions, "targetCritic");
    this.parts.softValues(alpha, batch.values);
    backend.bellman(batch.rewards, batch.terminals, batch.values, 1, batch.targets);
  }

  protected override stepCritics(adam: AdamCorrections): number {
    const { backend, batch, critics } = this.parts;
    const loss = super.stepCritics(adam);
    const values = (backend.mean(critics[0].output) + backend.mean(critics[1].output)) / 2;
    this.rate += this.options.rateStep * (backend.mean(batch.targets) - values);
    return loss;
  }

  override reset(random: Parameters<SoftActorCritic["reset"]>[0]): void {
    super.reset(random);
    this.rate = 0;
  }

  override save(): RateState {
    return { ...super.save(), rate: this.rate };
  }

  override load(state: SacState & Partial<RateState>): void {
    super.load(state);
    this.rate = state.rate ?? 0;
  }
}
