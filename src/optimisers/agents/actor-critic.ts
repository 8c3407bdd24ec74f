import type { Random } from "../../math/random.js";
import type { AdamCorrections } from "../networks/adam.js";
import type {
  Matrix,
  NetworkBackend,
  Pass,
  PolicyForm,
  PolicyQuery,
  PolicySamples,
  Twins,
} from "../networks/backend.js";
import type { NetworkDesign } from "../networks/design.js";
import { drawGroup, type GroupDesign, type GroupState, NetworkGroup } from "../networks/group.js";
import type { AgentSetup, AgentSizes, Batch } from "./agent.js";
import { Dropout } from "./dropout.js";

/** Sizes of an actor-critic's networks and batches. */
export interface ActorCriticOptions {
  readonly width: number;
  readonly batch: number;
}

export interface ActorCriticDesign {
  readonly policy: PolicyForm;
  /** layer norm in the critics */
  readonly layerNorm: boolean;
  /** numbers that a critic gives for a row; default 1 */
  readonly outputs?: number;
  /** part of a critic's hidden units that each of its passes leaves out at random, arXiv:2110.02034; default none. Needs layer norm */
  readonly dropout?: number;
  /** Gaussians that the actor gives beside one another, each over all of the action; default 1 */
  readonly experts?: number;
  /** layer norm in the actor; default none */
  readonly actorNorm?: boolean;
  /** most actions one query may ask for */
  readonly proposals: number;
  /** target networks and whatever else there is beside `actor`, `critic1` and `critic2` */
  readonly others: (sizes: AgentSizes & { readonly critic: NetworkDesign }) => GroupDesign;
}

/** A pair of critics by the first part of its networks' names; those of a `target` kind see the next observations. */
export type CriticKind = "critic" | "targetCritic" | "link" | "targetLink";

/**
 * A tanh-Gaussian actor and twin critics in a backend's memory with the batch that they learn from: the pieces that the updates of
 * actor-critic agents are put together from.
 */
export class ActorCritic {
  readonly backend: NetworkBackend;
  readonly networks: NetworkGroup<GroupDesign>;
  readonly batch;
  readonly actor: Pass;
  readonly critics: Twins;
  readonly samples: PolicySamples;
  private readonly group: GroupDesign;
  private readonly policy: PolicyForm;
  private readonly actionGradient: Matrix;
  private readonly query: PolicyQuery;
  /** of both critics; null without dropout */
  private readonly dropout: Dropout | null;
  private readonly normals: Float32Array;
  private readonly proposalNormals: Float32Array;

  constructor({ sizes, options, createBackend }: AgentSetup<ActorCriticOptions>, design: ActorCriticDesign) {
    const { observationSize, actionSize } = sizes;
    const { width, batch: rows } = options;
    const { proposals, policy, layerNorm, outputs = 1, dropout = 0, experts = 1, actorNorm = false } = design;
    const actions = experts * actionSize;
    const actor = { observationSize, actionSize: 0, width, layerNorm: actorNorm, head: { actions } };
    const head = outputs === 1 ? "scalar" : { outputs };
    const critic: NetworkDesign = { observationSize, actionSize, width, layerNorm, head };
    this.policy = policy;
    this.group = {
      actor: { design: actor },
      critic1: { design: critic },
      critic2: { design: critic },
      ...design.others({ ...sizes, critic }),
    };
    const backend = createBackend({ rows, observationSize, actionSize: actions, width, outputs });
    this.backend = backend;
    this.dropout = dropout > 0 ? new Dropout(backend, dropout, { rows, width }) : null;
    this.networks = new NetworkGroup(backend, this.group);
    this.batch = {
      observations: backend.matrix(rows, observationSize),
      nextObservations: backend.matrix(rows, observationSize),
      actions: backend.matrix(rows, actionSize),
      rewards: backend.vector(rows),
      terminals: backend.vector(rows),
      /** standard normals behind the policy's samples for a value target, and for the actor's loss */
      targetNoise: backend.matrix(rows, actions),
      actorNoise: backend.matrix(rows, actions),
      values: backend.vector(rows),
      targets: backend.vector(rows),
    };
    this.actor = this.networks.of("actor").pass(rows);
    this.critics = [this.networks.of("critic1").pass(rows), this.networks.of("critic2").pass(rows)];
    this.samples = backend.samples(rows, actions);
    this.actionGradient = backend.matrix(rows, actions);
    this.query = backend.query(this.networks.of("actor"), policy, proposals);
    this.normals = new Float32Array(rows * actions);
    this.proposalNormals = new Float32Array(proposals * actions);
  }

  propose(observation: Float32Array, count: number, random: Random): Float32Array {
    return this.query(observation, this.drawNormals(count, random));
  }

  /** Normals behind `count` proposals, valid until the next call. */
  drawNormals(count: number, random: Random): Float32Array {
    const normals = this.proposalNormals.subarray(0, count * this.samples.actions.columns);
    random.fillNormal(normals);
    return normals;
  }

  /** As {@link propose}, at given normals. */
  proposeWith(observation: Float32Array, normals: Float32Array): Float32Array {
    return this.query(observation, normals);
  }

  read(from: Batch): void {
    const { backend, batch: to } = this;
    backend.write(to.observations, from.observations);
    backend.write(to.nextObservations, from.nextObservations);
    backend.write(to.actions, from.actions);
    backend.write(to.rewards, from.rewards);
    backend.write(to.terminals, from.terminals);
  }

  drawNoise(name: "targetNoise" | "actorNoise", random: Random): void {
    random.fillNormal(this.normals);
    this.backend.write(this.batch[name], this.normals);
  }

  /** Weights drawn from `random`, moments zero. */
  draw(random: Random): GroupState {
    return drawGroup(this.group, random);
  }

  /** The actor, its target or another one, at the batch's observations or the next ones. */
  actorForward(observations: "observations" | "nextObservations", actor = "actor"): void {
    this.networks.of(actor).forward({ observations: this.batch[observations] }, this.actor);
  }

  /** Samples of the policy that the last actor pass gave. */
  sample(noise: "targetNoise" | "actorNoise"): void {
    this.backend.samplePolicy(this.policy, this.actor, this.batch[noise], this.samples);
  }

  /** Both critics at the batch's observations (next ones for the targets) and the given actions; with dropout masks are new. */
  criticsForward(actions: Matrix, kind: CriticKind, parts?: readonly [Matrix, Matrix]): void {
    const isTarget = kind.startsWith("target");
    this.criticsAt(isTarget ? "nextObservations" : "observations", actions, kind, parts);
  }

  /** As {@link criticsForward}, where the critics' names do not say at which observations. */
  criticsAt(
    at: "observations" | "nextObservations",
    actions: Matrix,
    kind: CriticKind,
    parts?: readonly [Matrix, Matrix],
  ): void {
    const observations = this.batch[at];
    for (const [k, pass] of this.critics.entries()) {
      const part = parts ? { observationPart: parts[k]! } : {};
      const masks = this.dropout ? { masks: this.dropout.drawn(k as 0 | 1) } : {};
      this.networks.of(`${kind}${k + 1}`).forward({ observations, actions, ...part, ...masks }, pass);
    }
  }

  /** Where dropout takes its random numbers from, until the next call. */
  dropoutFrom(random: Random): void {
    if (this.dropout) this.dropout.random = random;
  }

  /** min Q − temperature·ln π at the samples, from the critics' last pass. */
  softValues(temperature: number, out: Matrix): void {
    this.backend.softValue(this.critics, this.samples.logProbability, temperature, out);
  }

  /** Descends mean(temperature·ln π − min Q) from the critics' and the actor's passes; returns the entropy. */
  stepActor(temperature: number, adam: AdamCorrections): number {
    this.backend.minimumGradient(this.critics);
    return this.descendActor(temperature, adam);
  }

  /** As {@link stepActor}, with the gradients of the loss by the critics' outputs already in their passes. */
  descendActor(temperature: number, adam: AdamCorrections, actor = "actor"): number {
    this.actionGradientInto(this.actionGradient);
    return this.stepActorAlong(this.actionGradient, temperature, adam, actor);
  }

  /** The gradient of the loss by the critics' actions, from those by their outputs [rows × actionSize]. */
  actionGradientInto(out: Matrix): void {
    const { networks, critics } = this;
    networks.of("critic1").actionGradient(critics[0], out, false);
    networks.of("critic2").actionGradient(critics[1], out, true);
  }

  /**
   * A step of an actor down temperature·mean ln π and along a gradient by its samples; returns the entropy of
   * them.
   */
  stepActorAlong(
    actionGradient: Matrix,
    temperature: number,
    adam: AdamCorrections,
    actor = "actor",
  ): number {
    const { backend, networks, batch, samples } = this;
    const logProbabilityGradient = temperature / batch.rewards.rows;
    const loss = { actionGradient, logProbabilityGradient };
    backend.policyGradient(this.policy, this.actor, batch.actorNoise, samples, loss);
    networks.of(actor).backward(this.actor);
    networks.of(actor).step(adam);
    return -backend.mean(samples.logProbability);
  }

  /** A step of the actor without an entropy bonus, up the first critic alone, by the gradient of the loss in that one's pass. */
  climbFirst(adam: AdamCorrections): void {
    const { backend, networks, critics, actionGradient, batch, samples } = this;
    networks.of("critic1").actionGradient(critics[0], actionGradient, false);
    backend.policyGradient(this.policy, this.actor, batch.actorNoise, samples, {
      actionGradient,
      logProbabilityGradient: 0,
    });
    networks.of("actor").backward(this.actor);
    networks.of("actor").step(adam);
  }

  /** Descends ½·mean (Q − target)² of each twin at the stored actions; returns the mean of the two losses. */
  stepCritics(adam: AdamCorrections, parts?: readonly [Matrix, Matrix]): number {
    return this.stepKind("critic", adam, parts);
  }

  /** As {@link stepCritics}, for any pair that is trained. */
  stepKind(kind: "critic" | "link", adam: AdamCorrections, parts?: readonly [Matrix, Matrix]): number {
    const { backend, batch } = this;
    this.criticsForward(batch.actions, kind, parts);
    return this.descendCritics(kind, adam, (pass) => backend.squaredError(pass, batch.targets));
  }

  /** A step of each twin along the gradient that `loss` leaves in its last pass; returns the mean of the two losses. */
  descendCritics(kind: "critic" | "link", adam: AdamCorrections, loss: (pass: Pass) => number): number {
    const { networks } = this;
    let sum = 0;
    for (const [k, pass] of this.critics.entries()) {
      const network = networks.of(`${kind}${k + 1}`);
      sum += loss(pass);
      network.backward(pass);
      network.step(adam);
    }
    return sum / 2;
  }
}
