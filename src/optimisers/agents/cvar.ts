import { z } from "zod";
import type { AdamCorrections } from "../networks/adam.js";
import type { Pass } from "../networks/backend.js";
import type { AgentSetup, Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { fraction } from "./options.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { outputs, softOptions } from "./soft-options.js";

const options = softOptions("cvar", {
  quantiles: outputs.default(16).describe("quantiles of the return that a critic gives, a multiple of 8"),
  tail: fraction
    .positive()
    .default(0.25)
    .describe(
      "part of the returns whose mean the actor climbs: the best of them, or with `averse` the worst",
    ),
  averse: z.boolean().default(false).describe("whether the worst returns count, not the best"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic that learns the distribution of the return by quantile regression (arXiv:1710.10044, equations (10) and (12), with
 * κ = 1) and climbs the mean of its best part, the conditional value at risk of the other sign: a search is judged by its best place. What
 * differs from arXiv:2004.14547, which has such an actor:
 *
 * 1. The risk is sought, not avoided, unless `averse` says so.
 * 2. Fixed quantile fractions, 16 of them, not drawn ones.
 * 3. Targets and the actor take the mean of the twins' quantiles, not the lower one.
 * 4. At γ = 0, the default as in `sac`, the distribution is that of the reward.
 */
export const cvar: AgentDefinition<Options> = {
  names: ["cvar"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new ConditionalValueAtRisk(setup),
};

class ConditionalValueAtRisk extends SoftActorCritic<Options> {
  /** quantiles of the return that the critics aim at, of their own, and the gradient by these [batch × quantiles] */
  private readonly aims: Float32Array;
  private readonly own: Float32Array;
  private readonly gradient: Float32Array;
  private readonly up: Float32Array;
  private readonly numbers: Record<"rewards" | "terminals" | "logProbability", Float32Array>;
  /** first of the quantiles that count for the actor, and how many do */
  private readonly first: number;
  private readonly counted: number;

  constructor(setup: AgentSetup<Options>) {
    const { batch, quantiles, tail, averse } = setup.options;
    super(setup, { outputs: quantiles });
    const size = batch * quantiles;
    this.aims = new Float32Array(size);
    this.own = new Float32Array(size);
    this.gradient = new Float32Array(size);
    this.counted = Math.max(1, Math.round(tail * quantiles));
    this.first = averse ? 0 : quantiles - this.counted;
    const weight = -0.5 / (batch * this.counted);
    this.up = Float32Array.from({ length: size }, (_, i) => (this.counts(i % quantiles) ? weight : 0));
    this.numbers = {
      rewards: new Float32Array(batch),
      terminals: new Float32Array(batch),
      logProbability: new Float32Array(batch),
    };
  }

  private counts(quantile: number): boolean {
    return quantile >= this.first && quantile < this.first + this.counted;
  }

  protected override aim(alpha: number): void {
    const { parts, aims, own, numbers } = this;
    const { backend, batch, samples, critics } = parts;
    const { discount, quantiles } = this.options;
    backend.read(batch.rewards, numbers.rewards);
    if (this.looksAhead) {
      parts.criticsForward(samples.actions, "targetCritic");
      backend.read(critics[0].output, aims);
      backend.read(critics[1].output, own);
      backend.read(batch.terminals, numbers.terminals);
      backend.read(samples.logProbability, numbers.logProbability);
    }
    for (let i = 0; i < aims.length; i++) {
      const row = Math.floor(i / quantiles);
      const ahead = this.looksAhead
        ? discount *
          (1 - numbers.terminals[row]!) *
          ((aims[i]! + own[i]!) / 2 - alpha * numbers.logProbability[row]!)
        : 0;
      aims[i] = numbers.rewards[row]! + ahead;
    }
  }

  protected override stepCritics(adam: AdamCorrections): number {
    const { parts } = this;
    parts.criticsForward(parts.batch.actions, "critic");
    return parts.descendCritics("critic", adam, (pass) => this.quantileLoss(pass));
  }

  /** Σᵢ meanⱼ |τᵢ − 1{δ < 0}|·L(δ), δ = aimⱼ − θᵢ, L Huber's loss; averaged over the batch. Leaves the gradient by θ in the pass. */
  private quantileLoss(pass: Pass): number {
    const { own, aims, gradient } = this;
    const { quantiles, batch } = this.options;
    this.parts.backend.read(pass.output, own);
    let loss = 0;
    for (let row = 0; row < batch; row++) {
      const start = row * quantiles;
      for (let i = 0; i < quantiles; i++) {
        const fractionAt = (i + 0.5) / quantiles;
        let slope = 0;
        for (let j = 0; j < quantiles; j++) {
          const d = aims[start + j]! - own[start + i]!;
          const weight = d < 0 ? 1 - fractionAt : fractionAt;
          const size = Math.abs(d);
          loss += weight * (size <= 1 ? (d * d) / 2 : size - 0.5);
          slope -= weight * Math.min(Math.max(d, -1), 1);
        }
        gradient[start + i] = slope / (quantiles * batch);
      }
    }
    this.parts.backend.outputGradient(pass, gradient);
    return loss / (quantiles * batch);
  }

  protected override stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const { parts, own } = this;
    let value = 0;
    for (const pass of parts.critics) {
      parts.backend.read(pass.output, own);
      for (let i = 0; i < own.length; i++) value -= this.up[i]! * own[i]!;
      parts.backend.outputGradient(pass, this.up);
    }
    const entropy = parts.descendActor(alpha, adam);
    return { actor: -value - alpha * entropy, entropy };
  }
}
