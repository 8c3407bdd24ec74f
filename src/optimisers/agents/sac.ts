import { z } from "zod";
import { exp, log } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import { adamCorrections } from "../networks/adam.js";
import { ActorCritic } from "./actor-critic.js";
import type { Agent, AgentSetup, Batch, Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { agentOptions, blocked, discount, learningRate, targetRate } from "./options.js";
import type { SacState } from "./sac-state.js";
import { descentOptions } from "./schedules/descent-options.js";
import { DescentSearch } from "./schedules/descents.js";
import { type TemperatureState, tuneTemperature } from "./temperature.js";

const options = agentOptions("modern", {
  width: blocked.default(64).describe("units of each hidden layer, a multiple of 8"),
  batch: blocked.default(64).describe("transitions a gradient step, a multiple of 8"),
  learningRate: learningRate.default(1e-3).describe("Adam's step size"),
  discount: discount
    .default(0)
    .describe("γ; 0 because every proposal starts from the window's centre, whatever the one before did"),
  targetRate: targetRate.default(5e-3).describe("τ of the target critics (idle at γ = 0)"),
  temperature: z.number().positive().default(0.1).describe("initial temperature α"),
  targetEntropy: z
    .number()
    .default(-0.5)
    .describe(
      "entropy that the temperature aims at, nats an unknown; uniform is ln 2 (arXiv:1812.05905 has −1)",
    ),
  ...descentOptions,
});

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

class SoftActorCritic implements Agent {
  private readonly parts: ActorCritic;
  private readonly options: SacOptions;
  private readonly targetEntropy: number;
  private updates = 0;
  private readonly temperature: TemperatureState = { logTemperature: 0, temperatureMoments: [0, 0] };

  constructor(setup: AgentSetup<SacOptions>) {
    this.options = setup.options;
    this.targetEntropy = setup.options.targetEntropy * setup.sizes.actionSize;
    this.parts = new ActorCritic(setup, {
      policy: "logarithmic",
      layerNorm: true,
      proposals: setup.options.samples,
      others: ({ critic }) => ({
        targetCritic1: { design: critic, follows: "critic1" },
        targetCritic2: { design: critic, follows: "critic2" },
      }),
    });
    this.reset(setup.random);
  }

  propose(observation: Float32Array, count: number, random: Random): Float32Array {
    return this.parts.propose(observation, count, random);
  }

  /** Critics, then the actor against the new critics, then the temperature. */
  learn(from: Batch, random: Random): Losses {
    const { parts, options, temperature, targetEntropy } = this;
    const { backend, batch, samples } = parts;
    const { discount } = options;
    parts.read(from);
    if (discount > 0) parts.drawNoise("targetNoise", random);
    parts.drawNoise("actorNoise", random);
    this.updates++;
    const adam = adamCorrections(this.updates, options.learningRate);
    const alpha = Math.fround(exp(temperature.logTemperature));

    if (discount > 0) {
      parts.actorForward("nextObservations");
      parts.sample("targetNoise");
      parts.criticsForward(samples.actions, "targetCritic");
      parts.softValues(alpha, batch.values);
    }
    backend.bellman(batch.rewards, batch.terminals, batch.values, discount, batch.targets);
    const critic = parts.stepCritics(adam);

    parts.actorForward("observations");
    parts.sample("actorNoise");
    parts.criticsForward(samples.actions, "critic");
    parts.softValues(alpha, batch.values);
    const actor = -backend.mean(batch.values);
    const entropy = parts.stepActor(alpha, adam);
    tuneTemperature(temperature, { entropy, targetEntropy }, adam);
    if (discount > 0) parts.networks.followAll(options.targetRate);
    return { critic, actor, entropy, temperature: alpha };
  }

  reset(random: Random): void {
    this.load({
      ...this.parts.draw(random),
      updates: 0,
      logTemperature: log(this.options.temperature),
      temperatureMoments: [0, 0],
    });
  }

  save(): SacState {
    const { logTemperature, temperatureMoments } = this.temperature;
    return {
      ...this.parts.networks.save(),
      updates: this.updates,
      logTemperature,
      temperatureMoments: [...temperatureMoments],
    };
  }

  load(state: SacState): void {
    this.parts.networks.load(state);
    this.updates = state.updates;
    this.temperature.logTemperature = state.logTemperature;
    this.temperature.temperatureMoments = [...state.temperatureMoments];
  }
}
