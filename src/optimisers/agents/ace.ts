import type { z } from "zod";
import type { AdamCorrections } from "../networks/adam.js";
import type { Matrix } from "../networks/backend.js";
import type { AgentSetup, Batch, Losses } from "./agent.js";
import { CausalEffects } from "./causal-effects.js";
import type { AgentDefinition } from "./definition.js";
import { dormantPart, softReset } from "./dormancy.js";
import { count, fraction } from "./options.js";
import type { SacState } from "./sac-state.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("ace", {
  dormancy: fraction
    .default(0.025)
    .describe("a hidden unit is dormant whose gradient is below this part of the mean of its layer (τ)"),
  resetEvery: count(1).default(2000).describe("gradient steps between two looks at the dormant units"),
});

type Options = z.output<typeof options>;

/** At least and at most so much of the weights is kept. */
const KEPT = [0.2, 0.9] as const;

/**
 * Soft actor-critic that explores most along the entries of the action on which the reward depends, and whose
 * networks are mixed with fresh weights the more, the more of their units no longer learn (arXiv:2402.14528,
 * algorithm 1). What differs from the paper:
 *
 * 1. An entry's effect is the part of the reward's variance that a parabola in it accounts for, instead of a
 * causal graph by
 *    DirectLiNGAM: in a descent the reward has its maximum inside the window, where a linear effect vanishes.
 * 2. The weight of an entry divides its gradient of Q instead of multiplying its entropy: the optimum of each
 * entry is the same. Targets
 *    and the temperature have the plain entropy.
 * 3. Gradients are Adam's running ones, so that a unit has to be silent for some ten steps; nothing is reset
 * where no unit is dormant. 4. Networks, temperature and replay are those of `sac`.
 */
export const ace: AgentDefinition<Options> = {
  names: ["ace"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new CausalityAware(setup),
};

interface AceState extends SacState {
  readonly effects: Float64Array;
}

class CausalityAware extends SoftActorCritic<Options> {
  declare private effects: CausalEffects;
  private readonly weighted: Matrix;
  private readonly gradient: Float32Array;

  constructor(setup: AgentSetup<Options>) {
    super(setup);
    const { actionSize } = setup.sizes;
    const { batch } = setup.options;
    this.weighted = this.parts.backend.matrix(batch, actionSize);
    this.gradient = new Float32Array(batch * actionSize);
  }

  protected override shapeRewards(batch: Batch): void {
    this.effects.see(batch);
  }

  protected override stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const { parts, weighted, gradient } = this;
    const { backend, batch, critics } = parts;
    parts.softValues(alpha, batch.values);
    const actor = -backend.mean(batch.values);
    backend.minimumGradient(critics);
    parts.actionGradientInto(weighted);
    backend.read(weighted, gradient);
    const weights = this.effects.weights();
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= weights[i % weights.length]!;
    backend.write(weighted, gradient);
    const entropy = parts.stepActorAlong(weighted, alpha, adam);
    if (this.updates % this.options.resetEvery === 0) this.awaken();
    return { actor, entropy };
  }

  /** Mixes each network with fresh weights, by the part of its units that is dormant. */
  private awaken(): void {
    const { networks } = this.parts;
    for (const name of ["actor", "critic1", "critic2"]) {
      const network = networks.of(name);
      const dormant = dormantPart(network, this.options.dormancy);
      if (dormant > 0) softReset(network, Math.min(Math.max(1 - dormant, KEPT[0]), KEPT[1]), this.random);
    }
  }

  override save(): AceState {
    return { ...super.save(), effects: this.effects.save() };
  }

  override load(state: SacState & Partial<AceState>): void {
    super.load(state);
    this.effects = new CausalEffects(this.parts.batch.actions.columns);
    if (state.effects) this.effects.load(state.effects);
  }
}
