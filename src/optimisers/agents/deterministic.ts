import { z } from "zod";
import type { Random } from "../../math/random.js";
import { adamCorrections } from "../networks/adam.js";
import { ActorCritic } from "./actor-critic.js";
import type { Agent, AgentSetup, Batch, Losses } from "./agent.js";
import { agentOptions } from "./options.js";
import type { SacState } from "./sac-state.js";
import { descentOptions } from "./schedules/descent-options.js";
import { learnerOptions } from "./soft-options.js";

/** The options of an agent with a deterministic policy, in descents, with its own after them. */
export function deterministicOptions<const Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  own: Shape,
) {
  const noise = z.number().min(0).max(2).default(0.3).describe("σ of the noise on what is proposed");
  return agentOptions(name, { ...learnerOptions, noise, ...descentOptions, ...own });
}

const plain = deterministicOptions("", {});

export type DeterministicOptions = Omit<z.output<typeof plain>, "form"> & { readonly form: string };

/** What tells two agents with a deterministic policy apart. */
export interface DeterministicDesign {
  /** the lower of two critics gives the targets; else one critic does */
  readonly twins: boolean;
  /** σ of the noise on the target policy's actions, and where it is cut off */
  readonly smoothing: number;
  readonly smoothingLimit: number;
  /** critic steps an actor step */
  readonly delay: number;
}

/**
 * Deterministic policy gradient with target networks (arXiv:1509.02971, algorithm 1): critics towards r + γ·Q′(s′, μ′(s′)), the actor up
 * the first critic, all targets slowly after. The policy is the Gaussian one's mean, a = tanh μ, its noise being zero. With twins, smoothing and delay it is arXiv:1802.09477, algorithm 1.
 */
export class DeterministicActorCritic implements Agent {
  private readonly parts: ActorCritic;
  private readonly options: DeterministicOptions;
  private readonly up: Float32Array;
  private readonly still: Float32Array;
  private readonly noise: Float32Array;
  private readonly next: Float32Array;
  private updates = 0;
  private actor = 0;

  constructor(
    setup: AgentSetup<DeterministicOptions>,
    private readonly design: DeterministicDesign,
  ) {
    const { options, sizes } = setup;
    this.options = options;
    this.parts = new ActorCritic(setup, {
      policy: "logarithmic",
      layerNorm: true,
      proposals: options.samples,
      others: ({ critic }) => ({
        targetCritic1: { design: critic, follows: "critic1" },
        targetCritic2: { design: critic, follows: "critic2" },
        targetActor: {
          design: {
            ...critic,
            actionSize: 0,
            layerNorm: false,
            head: { actions: sizes.actionSize },
          },
          follows: "actor",
        },
      }),
    });
    this.up = new Float32Array(options.batch).fill(-1 / options.batch);
    this.still = new Float32Array(options.samples * sizes.actionSize);
    this.noise = new Float32Array(options.batch * sizes.actionSize);
    this.next = new Float32Array(options.batch * sizes.actionSize);
    this.reset(setup.random);
  }

  /** tanh μ with noise, cut off at ±1. */
  propose(observation: Float32Array, count: number, random: Random): Float32Array {
    const { parts, options } = this;
    const actions = parts.proposeWith(
      observation,
      this.still.subarray(0, count * parts.batch.actions.columns),
    );
    if (options.noise === 0) return actions;
    const noise = this.proposalNoise(actions.length, random);
    for (let i = 0; i < actions.length; i++) actions[i] = within(actions[i]! + options.noise * noise[i]!, 1);
    return actions;
  }

  private proposalNoise(length: number, random: Random): Float32Array {
    const noise = new Float32Array(length);
    random.fillNormal(noise);
    return noise;
  }

  learn(from: Batch, random: Random): Losses {
    const { parts, options, design } = this;
    const { backend, batch, samples, networks } = parts;
    const { discount, targetRate, learningRate } = options;
    parts.read(from);
    this.updates++;
    const adam = adamCorrections(this.updates, learningRate);
    if (discount > 0) this.nextValues(random);
    backend.bellman(batch.rewards, batch.terminals, batch.values, discount, batch.targets);
    const critic = parts.stepCritics(adam);
    if (this.updates % design.delay === 0) {
      parts.actorForward("observations");
      parts.sample("actorNoise");
      parts.criticsForward(samples.actions, "critic");
      this.actor = -backend.mean(parts.critics[0].output);
      backend.outputGradient(parts.critics[0], this.up);
      parts.climbFirst(adamCorrections(this.updates / design.delay, learningRate));
      if (discount > 0) networks.followAll(targetRate);
    }
    return { critic, actor: this.actor, entropy: 0, temperature: 0 };
  }

  /** Q′ at the target policy's actions at the next observations, smoothed, into `values`. */
  private nextValues(random: Random): void {
    const { parts, design, noise, next } = this;
    const { backend, batch, samples } = parts;
    parts.actorForward("nextObservations", "targetActor");
    parts.sample("actorNoise");
    if (design.smoothing > 0) {
      random.fillNormal(noise);
      backend.read(samples.actions, next);
      for (let i = 0; i < next.length; i++)
        next[i] = within(next[i]! + within(design.smoothing * noise[i]!, design.smoothingLimit), 1);
      backend.write(samples.actions, next);
    }
    parts.criticsForward(samples.actions, "targetCritic");
    const [first, second] = parts.critics;
    backend.softValue([first, design.twins ? second : first], samples.logProbability, 0, batch.values);
  }

  reset(random: Random): void {
    this.load({ ...this.parts.draw(random), updates: 0, logTemperature: 0, temperatureMoments: [0, 0] });
  }

  save(): SacState {
    const { parts, updates } = this;
    return { ...parts.networks.save(), updates, logTemperature: 0, temperatureMoments: [0, 0] };
  }

  load(state: SacState): void {
    this.parts.networks.load(state);
    this.updates = state.updates;
  }
}

function within(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}
