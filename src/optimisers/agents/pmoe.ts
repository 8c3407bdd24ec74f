import { z } from "zod";
import { exp } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import type { AdamCorrections } from "../networks/adam.js";
import type { Matrix, Pass } from "../networks/backend.js";
import type { AgentSetup, Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("pmoe", {
  experts: z.number().int().min(2).max(16).default(4).describe("Gaussians that the policy is a mixture of"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic with a mixture of Gaussians for a policy (arXiv:2104.09122, algorithm 1): every expert
 * climbs the critics from its own sample, a router learns how often each is the best of them. What differs
 * from the paper:
 *
 * 1. Experts share the hidden layers; the router has its own.
 * 2. The entropy bonus is the mean over the experts of their own, not that of the mixture, which is larger.
 * 3. Networks, temperature and replay are those of `sac`.
 */
export const pmoe: AgentDefinition<Options> = {
  names: ["pmoe"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new MixtureOfExperts(setup),
};

class MixtureOfExperts extends SoftActorCritic<Options> {
  private readonly routes: Pass;
  private readonly query: Pass;
  private readonly seen: Matrix;
  private readonly chosen: Matrix;
  private readonly oneGradient: Matrix;
  private readonly gradients: Matrix;
  /** samples of all experts, and the gradient by them [batch × experts·actionSize] */
  private readonly samples: Float32Array;
  private readonly gradient: Float32Array;
  /** of one expert [batch × actionSize] */
  private readonly own: Float32Array;
  /** what the critics say of each expert's sample [experts × batch] */
  private readonly values: Float32Array;
  private readonly logits: Float32Array;
  private readonly firstLogits: Float32Array;
  private readonly proposed: Float32Array;

  constructor(setup: AgentSetup<Options>) {
    const { experts, batch, samples } = setup.options;
    const { actionSize } = setup.sizes;
    super(setup, {
      experts,
      others: ({ critic }) => ({
        router: { design: { ...critic, actionSize: 0, layerNorm: false, head: { outputs: experts } } },
      }),
    });
    const { backend, networks } = this.parts;
    this.routes = networks.of("router").pass(batch);
    // four rows: the smallest block of a backend
    this.query = networks.of("router").pass(4);
    this.seen = backend.matrix(4, setup.sizes.observationSize);
    this.chosen = backend.matrix(batch, actionSize);
    this.oneGradient = backend.matrix(batch, actionSize);
    this.gradients = backend.matrix(batch, experts * actionSize);
    this.samples = new Float32Array(batch * experts * actionSize);
    this.gradient = new Float32Array(batch * experts * actionSize);
    this.own = new Float32Array(batch * actionSize);
    this.values = new Float32Array(experts * batch);
    this.logits = new Float32Array(batch * experts);
    this.firstLogits = new Float32Array(4 * experts);
    this.proposed = new Float32Array(samples * actionSize);
  }

  override propose(observation: Float32Array, count: number, random: Random): Float32Array {
    const { parts, proposed, options } = this;
    const actionSize = this.chosen.columns;
    const found = parts.propose(observation, count, random);
    const four = new Float32Array(4 * observation.length);
    for (let row = 0; row < 4; row++) four.set(observation, row * observation.length);
    parts.backend.write(this.seen, four);
    parts.networks.of("router").forward({ observations: this.seen }, this.query);
    parts.backend.read(this.query.output, this.firstLogits);
    for (let row = 0; row < count; row++) {
      const expert = drawn(this.firstLogits.subarray(0, options.experts), random.uniform());
      const start = (row * options.experts + expert) * actionSize;
      proposed.set(found.subarray(start, start + actionSize), row * actionSize);
    }
    return proposed.subarray(0, count * actionSize);
  }

  /** For each next observation the sample of an expert that the router draws. */
  protected override nextActions(): void {
    super.nextActions();
    const { parts, options, samples, own } = this;
    const { backend, networks, batch } = parts;
    const actionSize = this.chosen.columns;
    backend.read(parts.samples.actions, samples);
    networks.of("router").forward({ observations: batch.nextObservations }, this.routes);
    backend.read(this.routes.output, this.logits);
    for (let row = 0; row < options.batch; row++) {
      const logits = this.logits.subarray(row * options.experts, (row + 1) * options.experts);
      const start = (row * options.experts + drawn(logits, this.random.uniform())) * actionSize;
      own.set(samples.subarray(start, start + actionSize), row * actionSize);
    }
    backend.write(this.chosen, own);
  }

  protected override aim(alpha: number): void {
    if (!this.looksAhead) {
      super.aim(alpha);
      return;
    }
    const { parts, options } = this;
    const { rewards, terminals, values, targets } = parts.batch;
    parts.criticsForward(this.chosen, "targetCritic");
    parts.softValues(alpha / options.experts, values);
    parts.backend.bellman(rewards, terminals, values, options.discount, targets);
  }

  protected override judge(): void {
    this.parts.actorForward("observations");
    this.parts.sample("actorNoise");
  }

  /** All experts up the lower critic, each from its own sample; then the router towards the best of them. */
  protected override stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const { parts, options, samples, gradient, own, values } = this;
    const { backend, critics, batch } = parts;
    const rows = batch.rewards.rows;
    let value = 0;
    backend.read(parts.samples.actions, samples);
    for (let expert = 0; expert < options.experts; expert++) {
      this.transfer(samples, expert, "out");
      backend.write(this.chosen, own);
      parts.criticsForward(this.chosen, "critic");
      parts.softValues(0, batch.values);
      backend.read(batch.values, values.subarray(expert * rows, (expert + 1) * rows));
      value += backend.mean(batch.values) / options.experts;
      backend.minimumGradient(critics);
      parts.actionGradientInto(this.oneGradient);
      backend.read(this.oneGradient, own);
      this.transfer(gradient, expert, "in");
    }
    backend.write(this.gradients, gradient);
    const entropy = parts.stepActorAlong(this.gradients, alpha, adam) / options.experts;
    this.stepRouter(adam);
    return { actor: -value - alpha * entropy, entropy };
  }

  /** One expert's part of every row of `all`, into `own` or back. */
  private transfer(all: Float32Array, expert: number, direction: "in" | "out"): void {
    const { own } = this;
    const size = this.chosen.columns;
    for (let row = 0; row * size < own.length; row++) {
      const start = (row * this.options.experts + expert) * size;
      const [part, mine] = [all.subarray(start, start + size), own.subarray(row * size, (row + 1) * size)];
      if (direction === "out") mine.set(part);
      else part.set(mine);
    }
  }

  /**
   * Down the mean over the batch of |v − p|², v being 1 for the expert whose sample is best, p the router's
   * probabilities.
   */
  private stepRouter(adam: AdamCorrections): void {
    const { parts, logits, values, routes } = this;
    const { backend, networks, batch } = parts;
    const { experts } = this.options;
    const rows = batch.rewards.rows;
    const router = networks.of("router");
    router.forward({ observations: batch.observations }, routes);
    backend.read(routes.output, logits);
    for (let row = 0; row < rows; row++) {
      const own = logits.subarray(row * experts, (row + 1) * experts);
      const p = softmax(own);
      let best = 0;
      for (let k = 1; k < experts; k++) if (values[k * rows + row]! > values[best * rows + row]!) best = k;
      const slopes = p.map((probability, k) => 2 * (probability - (k === best ? 1 : 0)));
      const mean = p.reduce((sum, probability, k) => sum + probability * slopes[k]!, 0);
      for (let k = 0; k < experts; k++) own[k] = (p[k]! * (slopes[k]! - mean)) / rows;
    }
    backend.outputGradient(routes, logits);
    router.backward(routes);
    router.step(adam);
  }
}

function softmax(logits: Float32Array): number[] {
  const largest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const weights = Array.from(logits, (value) => exp(value - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The index that a uniform number in [0, 1) picks. */
function drawn(logits: Float32Array, uniform: number): number {
  let rest = uniform;
  const p = softmax(logits);
  for (let k = 0; k < p.length - 1; k++) {
    rest -= p[k]!;
    if (rest < 0) return k;
  }
  return p.length - 1;
}
