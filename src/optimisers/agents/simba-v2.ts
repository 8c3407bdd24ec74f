import { z } from "zod";
import type { Random } from "../../math/random.js";
import type { AdamCorrections } from "../networks/adam.js";
import { type AgentSetup, type Batch, emptyBatch, type Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { ObservationSphere, type SphereState, unitWeights } from "./hyperspherical.js";
import type { SacState } from "./sac-state.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("simba-v2", {
  shift: z
    .number()
    .positive()
    .max(100)
    .default(3)
    .describe(
      "entry that an observation gets before it is brought to length 1, so that its size is not lost",
    ),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic whose observations, features and weights are kept on spheres, so that the size of neither
 * runs away and the effective step stays (SimbaV2, arXiv:2502.15280, section 4). What differs from the paper:
 *
 * 1. Two hidden layers with layer norm before the ReLU, features of length √width, instead of residual blocks
 * with features of length 1;
 *    its gains stand for the scalers.
 * 2. Biases are kept and left free; weights of the last layer too. 3. One value for a critic, not a
 * distribution; rewards are divided by their running root mean square, not by that of the returns. 4.
 * Networks, temperature and replay are those of `sac`.
 */
export const simbaV2: AgentDefinition<Options> = {
  names: ["simba-v2"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new Simba(setup),
};

interface SimbaState extends SacState {
  readonly sphere: SphereState;
  /** running mean square of the reward; 0 before the first */
  readonly rewardSquare: number;
}

class Simba extends SoftActorCritic<Options> {
  declare private sphere: ObservationSphere;
  declare private rewardSquare: number;
  private readonly query: Float32Array;
  private readonly own: Batch;

  constructor(setup: AgentSetup<Options>) {
    const { observationSize, actionSize } = setup.sizes;
    const sizes = { observationSize: observationSize + 1, actionSize };
    super({ ...setup, sizes }, { actorNorm: true });
    this.query = new Float32Array(observationSize + 1);
    this.own = emptyBatch(setup.options.batch, sizes);
  }

  override propose(observation: Float32Array, count: number, random: Random): Float32Array {
    this.sphere.place(observation, this.query);
    return super.propose(this.query, count, random);
  }

  override learn(from: Batch, random: Random): Losses {
    const { own, sphere } = this;
    sphere.see(from.observations);
    sphere.place(from.observations, own.observations);
    sphere.place(from.nextObservations, own.nextObservations);
    own.actions.set(from.actions);
    own.terminals.set(from.terminals);
    const square = from.rewards.reduce((sum, reward) => sum + reward * reward, 0) / from.rewards.length;
    this.rewardSquare =
      this.rewardSquare === 0 ? square : this.rewardSquare + 0.01 * (square - this.rewardSquare);
    const scale = this.rewardSquare > 0 ? 1 / Math.sqrt(this.rewardSquare) : 1;
    for (let row = 0; row < own.rewards.length; row++) own.rewards[row] = scale * from.rewards[row]!;
    return super.learn(own, random);
  }

  protected override stepCritics(adam: AdamCorrections): number {
    const loss = super.stepCritics(adam);
    for (const name of ["critic1", "critic2"]) unitWeights(this.parts.networks.of(name));
    return loss;
  }

  protected override stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const step = super.stepActor(alpha, adam);
    unitWeights(this.parts.networks.of("actor"));
    return step;
  }

  override reset(random: Random): void {
    super.reset(random);
    const { networks } = this.parts;
    for (const name of ["actor", "critic1", "critic2"]) unitWeights(networks.of(name));
    networks.followAll(1);
  }

  override save(): SimbaState {
    return { ...super.save(), sphere: this.sphere.save(), rewardSquare: this.rewardSquare };
  }

  override load(state: SacState & Partial<SimbaState>): void {
    super.load(state);
    this.sphere = new ObservationSphere(this.parts.batch.observations.columns - 1, this.options.shift);
    if (state.sphere) this.sphere.load(state.sphere);
    this.rewardSquare = state.rewardSquare ?? 0;
  }
}
