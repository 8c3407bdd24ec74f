import type { Losses, NetworkOptions } from "../backend.js";
import type { NetworkName } from "../parameters.js";
import type { AdamCorrections } from "../temperature.js";
import { padded } from "./wasm-kernel.js";
import type { WasmLayout } from "./wasm-layout.js";
import type { Activations, WasmNetwork } from "./wasm-network.js";

/** The pieces of an update that both forms of SAC share, on the batch that lies in the kernel's memory. */
export class WasmUpdate {
  private readonly rows: number;
  private readonly actionWidth: number;
  private readonly clamped: 0 | 1;

  constructor(
    private readonly layout: WasmLayout,
    private readonly options: NetworkOptions,
  ) {
    this.rows = options.batch;
    this.actionWidth = padded(options.actionSize);
    this.clamped = options.form === "classic" ? 1 : 0;
  }

  /** arXiv:1801.01290: value, then actor, then critics, each at the other networks' old weights; `temperature` constant. */
  classic(temperature: number, adam: AdamCorrections): Losses {
    const { batch, activations, memory } = this.layout;
    const { kernel } = memory;
    const { rows } = this;
    const { observations, values, targets } = batch;
    const [actor, value] = [this.network("actor"), this.network("value")];
    actor.forward(rows, { observations }, activations.actor);
    // the twins' weights change last: the products of their first layers with the observations serve three passes
    this.network("critic1").observationPart(rows, observations, batch.part1);
    this.network("critic2").observationPart(rows, observations, batch.part2);

    this.samplePolicy(activations.actor, batch.targetNoise);
    this.criticsForward(batch.policyActions, "critic", true);
    this.softValues(temperature, targets);
    value.forward(rows, { observations }, activations.value);
    kernel.squaredError(activations.value.output, targets, rows, batch.gradient1);
    value.backward(rows, { observations }, activations.value, batch.gradient1);
    this.network("targetValue").forward(rows, { observations: batch.nextObservations }, activations.value);
    kernel.bellman(
      batch.rewards,
      batch.terminals,
      activations.value.output,
      this.options.discount,
      rows,
      targets,
    );
    value.step(adam);

    this.samplePolicy(activations.actor, batch.actorNoise);
    this.criticsForward(batch.policyActions, "critic", true);
    this.softValues(temperature, values);
    const entropy = this.stepActor(temperature, adam);
    const critic = this.stepCritics(adam, true);
    return { critic, actor: -kernel.mean(values, rows), entropy, temperature };
  }

  /** arXiv:1812.05905: critics, then the actor against the new critics. The temperature is the caller's to tune. */
  modern(temperature: number, adam: AdamCorrections): Losses {
    const { batch, activations, memory } = this.layout;
    const { kernel } = memory;
    const { rows } = this;
    const { observations, nextObservations, values } = batch;
    const actor = this.network("actor");
    if (this.options.discount > 0) {
      actor.forward(rows, { observations: nextObservations }, activations.actor);
      this.samplePolicy(activations.actor, batch.targetNoise);
      this.criticsForward(batch.policyActions, "targetCritic", false);
      this.softValues(temperature, values);
    }
    kernel.bellman(batch.rewards, batch.terminals, values, this.options.discount, rows, batch.targets);
    const critic = this.stepCritics(adam, false);

    actor.forward(rows, { observations }, activations.actor);
    this.samplePolicy(activations.actor, batch.actorNoise);
    this.criticsForward(batch.policyActions, "critic", false);
    this.softValues(temperature, values);
    const loss = -kernel.mean(values, rows);
    const entropy = this.stepActor(temperature, adam);
    return { critic, actor: loss, entropy, temperature };
  }

  private network(name: NetworkName): WasmNetwork {
    return this.layout.networks.get(name)!;
  }

  private samplePolicy(from: Activations, noise: number): void {
    const { batch, memory } = this.layout;
    const { policyActions, sigma, logProbability } = batch;
    const [width, count] = [this.actionWidth, this.options.actionSize];
    memory.kernel.policyForward(
      from.output,
      noise,
      this.rows,
      width,
      count,
      this.clamped,
      policyActions,
      sigma,
      logProbability,
    );
  }

  /** Both critics at the batch's observations (next ones for the targets) and the given actions. */
  private criticsForward(actions: number, kind: "critic" | "targetCritic", reuse: boolean): void {
    const { batch, activations } = this.layout;
    const observations = kind === "critic" ? batch.observations : batch.nextObservations;
    for (const twin of [1, 2] as const) {
      const part = reuse ? { observationPart: twin === 1 ? batch.part1 : batch.part2 } : {};
      const to = activations[`critic${twin}`];
      this.network(`${kind}${twin}`).forward(this.rows, { observations, actions, ...part }, to);
    }
  }

  private softValues(temperature: number, out: number): void {
    const { batch, activations, memory } = this.layout;
    const [q1, q2] = [activations.critic1.output, activations.critic2.output];
    memory.kernel.softValue(q1, q2, batch.logProbability, temperature, this.rows, out);
  }

  /** Descends mean(temperature·ln π − min Q) from the critics' and the actor's activations; returns the entropy. */
  private stepActor(temperature: number, adam: AdamCorrections): number {
    const { batch, activations, memory } = this.layout;
    const { kernel } = memory;
    const { rows, actionWidth } = this;
    const { actor, critic1, critic2 } = activations;
    const { gradient1, gradient2, actionGradient, headGradient } = batch;
    kernel.minimumGradient(critic1.output, critic2.output, rows, gradient1, gradient2);
    this.network("critic1").actionGradient(rows, critic1, gradient1, actionGradient, 0);
    this.network("critic2").actionGradient(rows, critic2, gradient2, actionGradient, 1);
    kernel.policyBackward(
      actor.output,
      batch.actorNoise,
      batch.policyActions,
      batch.sigma,
      rows,
      actionWidth,
      this.options.actionSize,
      this.clamped,
      actionGradient,
      temperature / rows,
      headGradient,
    );
    this.network("actor").backward(rows, { observations: batch.observations }, actor, headGradient);
    this.network("actor").step(adam);
    return -kernel.mean(batch.logProbability, rows);
  }

  /** Descends ½·mean (Q − target)² of each twin at the stored actions; returns the mean of the two losses. */
  private stepCritics(adam: AdamCorrections, reuse: boolean): number {
    const { batch, activations, memory } = this.layout;
    const { observations, actions, targets, gradient1 } = batch;
    this.criticsForward(actions, "critic", reuse);
    let sum = 0;
    for (const twin of [1, 2] as const) {
      const from = activations[`critic${twin}`];
      const network = this.network(`critic${twin}`);
      sum += memory.kernel.squaredError(from.output, targets, this.rows, gradient1);
      network.backward(this.rows, { observations, actions }, from, gradient1);
      network.step(adam);
    }
    return sum / 2;
  }
}
