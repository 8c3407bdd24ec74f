import { exp, log } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import { type AdamCorrections, adamCorrections } from "../networks/adam.js";
import { ActorCritic, type ActorCriticDesign } from "./actor-critic.js";
import type { Agent, AgentSetup, Batch, Losses } from "./agent.js";
import type { SacState } from "./sac-state.js";
import type { SoftOptions } from "./soft-options.js";
import { type TemperatureState, tuneTemperature } from "./temperature.js";

/** How an agent's critics and networks differ from those of soft actor-critic. */
export type SoftDesign = Partial<Omit<ActorCriticDesign, "policy" | "proposals">>;

/**
 * The update of soft actor-critic with an automatic temperature (arXiv:1812.05905, algorithm 1), in the pieces that agents made from it
 * replace: what the critics aim at, how they step, what the actor climbs.
 */
export class SoftActorCritic<Options extends SoftOptions = SoftOptions> implements Agent {
  protected readonly parts: ActorCritic;
  protected readonly options: Options;
  /** gradient steps so far */
  protected updates = 0;
  /** of the update that runs */
  declare protected random: Random;
  private readonly targetEntropy: number;
  private readonly temperature: TemperatureState = { logTemperature: 0, temperatureMoments: [0, 0] };

  constructor(setup: AgentSetup<Options>, { layerNorm = true, others, ...design }: SoftDesign = {}) {
    this.options = setup.options;
    this.targetEntropy = setup.options.targetEntropy * setup.sizes.actionSize;
    this.parts = new ActorCritic(setup, {
      policy: "logarithmic",
      layerNorm,
      proposals: setup.options.samples,
      ...design,
      others: (sizes) => ({
        targetCritic1: { design: sizes.critic, follows: "critic1" },
        targetCritic2: { design: sizes.critic, follows: "critic2" },
        ...others?.(sizes),
      }),
    });
    this.reset(setup.random);
  }

  propose(observation: Float32Array, count: number, random: Random): Float32Array {
    return this.parts.propose(observation, count, random);
  }

  /** Critics, then the actor against the new critics, then the temperature. */
  learn(from: Batch, random: Random): Losses {
    const { parts, temperature, targetEntropy } = this;
    this.random = random;
    parts.dropoutFrom(random);
    parts.read(from);
    if (this.looksAhead) parts.drawNoise("targetNoise", random);
    parts.drawNoise("actorNoise", random);
    this.updates++;
    const adam = adamCorrections(this.updates, this.options.learningRate);
    const alpha = Math.fround(exp(temperature.logTemperature));
    this.shapeRewards(from, adam);

    if (this.looksAhead) this.nextActions();
    this.aim(alpha);
    const critic = this.stepCritics(adam);

    this.judge();
    const { actor, entropy } = this.stepActor(alpha, adam);
    tuneTemperature(temperature, { entropy, targetEntropy }, adam);
    if (this.looksAhead) this.follow();
    return { critic, actor, entropy, temperature: alpha };
  }

  /** Whether the value of the next observation counts. */
  protected get looksAhead(): boolean {
    return this.options.discount > 0;
  }

  /** Another reward than the batch's, written into the parts' own batch. */
  protected shapeRewards(_batch: Batch, _adam: AdamCorrections): void {}

  /** Samples of the policy at the next observations. */
  protected nextActions(): void {
    this.parts.actorForward("nextObservations");
    this.parts.sample("targetNoise");
  }

  /** What the critics aim at, into `targets`. */
  protected aim(alpha: number): void {
    const { backend, batch, samples } = this.parts;
    if (this.looksAhead) {
      this.parts.criticsForward(samples.actions, "targetCritic");
      this.parts.softValues(alpha, batch.values);
    }
    backend.bellman(batch.rewards, batch.terminals, batch.values, this.options.discount, batch.targets);
  }

  protected stepCritics(adam: AdamCorrections): number {
    return this.parts.stepCritics(adam);
  }

  /** Samples of the policy at the observations, and what the critics say of them. */
  protected judge(): void {
    const { parts } = this;
    parts.actorForward("observations");
    parts.sample("actorNoise");
    parts.criticsForward(parts.samples.actions, "critic");
  }

  /** From the critics' passes at the policy's samples. */
  protected stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const { parts } = this;
    parts.softValues(alpha, parts.batch.values);
    const actor = -parts.backend.mean(parts.batch.values);
    return { actor, entropy: parts.stepActor(alpha, adam) };
  }

  protected follow(): void {
    this.parts.networks.followAll(this.options.targetRate);
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
