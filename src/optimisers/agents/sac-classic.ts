import type { z } from "zod";
import type { Random } from "../../math/random.js";
import { adamCorrections } from "../networks/adam.js";
import type { Matrix, Pass } from "../networks/backend.js";
import { ActorCritic } from "./actor-critic.js";
import type { Agent, AgentSetup, Batch, Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { agentOptions, blocked, discount, learningRate, targetRate } from "./options.js";
import type { SacState } from "./sac-state.js";
import { cycleOptions } from "./schedules/cycle-options.js";
import { CycleSearch } from "./schedules/cycles.js";

const options = agentOptions("classic", {
  width: blocked.default(256).describe("units of each hidden layer (BootSTOP: layer1_size, layer2_size)"),
  batch: blocked.default(256).describe("transitions a gradient step (batch_size)"),
  learningRate: learningRate.default(5e-4).describe("Adam's step size (alpha, beta)"),
  discount: discount.default(0.99).describe("γ (gamma)"),
  targetRate: targetRate.default(1e-3).describe("τ of the target value network (tau)"),
  ...cycleOptions,
});

export type SacClassicOptions = z.output<typeof options>;

/** weight of the entropy, which `rewardScale` is measured against */
const TEMPERATURE = 1;

/**
 * Soft actor-critic with a value network (arXiv:1801.01290, algorithm 1) as BootSTOP has it (arXiv:2108.08859), in cycles. What differs
 * from the paper, all of it BootSTOP's:
 *
 * 1. σ is the network's own output clamped to [1e-6, 1], not the exponential of a clipped one, and 1e-6 is added to 1 − a² in ln π.
 * 2. The networks begin anew with every cycle.
 * 3. No step is terminal: the value of the next observation is always counted.
 */
export const sacClassic: AgentDefinition<SacClassicOptions> = {
  names: ["sac-classic", "classic"],
  options,
  schedule: CycleSearch,
  origin: "sac",
  takesWindows: true,
  create: (setup) => new ClassicSoftActorCritic(setup),
};

class ClassicSoftActorCritic implements Agent {
  private readonly parts: ActorCritic;
  private readonly options: SacClassicOptions;
  private readonly value: Pass;
  /** observation parts of the twin critics' first layers */
  private readonly observationParts: readonly [Matrix, Matrix];
  private updates = 0;

  constructor(setup: AgentSetup<SacClassicOptions>) {
    this.options = setup.options;
    const { width, batch } = setup.options;
    this.parts = new ActorCritic(setup, {
      policy: "clamped",
      layerNorm: false,
      proposals: 1,
      others: ({ critic }) => {
        const value = { ...critic, actionSize: 0 };
        return { value: { design: value }, targetValue: { design: value, follows: "value" } };
      },
    });
    const { backend, networks } = this.parts;
    this.value = networks.of("value").pass(batch);
    this.observationParts = [backend.matrix(batch, width), backend.matrix(batch, width)];
    this.reset(setup.random);
  }

  propose(observation: Float32Array, count: number, random: Random): Float32Array {
    return this.parts.propose(observation, count, random);
  }

  /** Value, then actor, then critics, each at the other networks' old weights. */
  learn(from: Batch, random: Random): Losses {
    const { parts, options, value: pass, observationParts } = this;
    const { backend, networks, batch, samples } = parts;
    const { observations, nextObservations, rewards, terminals, values, targets } = batch;
    const [value, targetValue] = [networks.of("value"), networks.of("targetValue")];
    parts.read(from);
    parts.drawNoise("targetNoise", random);
    parts.drawNoise("actorNoise", random);
    this.updates++;
    const adam = adamCorrections(this.updates, options.learningRate);

    parts.actorForward("observations");
    // the twins' weights change last: the products of their first layers with the observations serve three passes
    networks.of("critic1").observationPart(observations, observationParts[0]);
    networks.of("critic2").observationPart(observations, observationParts[1]);

    parts.sample("targetNoise");
    parts.criticsForward(samples.actions, "critic", observationParts);
    parts.softValues(TEMPERATURE, targets);
    value.forward({ observations }, pass);
    backend.squaredError(pass, targets);
    value.backward(pass);
    targetValue.forward({ observations: nextObservations }, pass);
    backend.bellman(rewards, terminals, pass.output, options.discount, targets);
    value.step(adam);

    parts.sample("actorNoise");
    parts.criticsForward(samples.actions, "critic", observationParts);
    parts.softValues(TEMPERATURE, values);
    const entropy = parts.stepActor(TEMPERATURE, adam);
    const critic = parts.stepCritics(adam, observationParts);
    networks.followAll(options.targetRate);
    return { critic, actor: -backend.mean(values), entropy, temperature: TEMPERATURE };
  }

  reset(random: Random): void {
    this.load({ ...this.parts.draw(random), updates: 0, logTemperature: 0, temperatureMoments: [0, 0] });
  }

  save(): SacState {
    const { networks } = this.parts;
    return { ...networks.save(), updates: this.updates, logTemperature: 0, temperatureMoments: [0, 0] };
  }

  load(state: SacState): void {
    this.parts.networks.load(state);
    this.updates = state.updates;
  }
}
