import { z } from "zod";
import type { AgentSetup } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("band-limited", {
  bandwidth: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe("σ of the filter on the target critics, in units of the action"),
  taps: z.number().int().min(1).max(64).default(4).describe("places at which the filter asks them"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic whose target critics pass a low-pass filter over the action, so that a value found at one
 * place alone is not believed (arXiv:2006.11431, section 3). What differs from the paper:
 *
 * 1. The filter is a Gaussian of σ `bandwidth`, sampled at `taps` places about the next action and cut off at
 * the box. 2. It is the lower of the twins that is filtered. 3. At γ = 0, the default as in `sac`, there are
 * no target critics: it differs from `sac` where γ is positive, as in episodes.
 */
export const bandLimited: AgentDefinition<Options> = {
  names: ["band-limited"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new BandLimited(setup),
};

class BandLimited extends SoftActorCritic<Options> {
  private readonly actions: Float32Array;
  private readonly moved: Float32Array;
  private readonly values: Float32Array;
  private readonly filtered: Float32Array;

  constructor(setup: AgentSetup<Options>) {
    super(setup);
    const { batch } = setup.options;
    this.actions = new Float32Array(batch * setup.sizes.actionSize);
    this.moved = new Float32Array(batch * setup.sizes.actionSize);
    this.values = new Float32Array(batch);
    this.filtered = new Float32Array(batch);
  }

  protected override aim(alpha: number): void {
    if (!this.looksAhead) {
      super.aim(alpha);
      return;
    }
    const { parts, options, actions, moved, values, filtered } = this;
    const { backend, batch, samples } = parts;
    backend.read(samples.actions, actions);
    filtered.fill(0);
    for (let tap = 0; tap < options.taps; tap++) {
      this.random.fillNormal(moved);
      for (let i = 0; i < moved.length; i++)
        moved[i] = Math.min(Math.max(actions[i]! + options.bandwidth * moved[i]!, -1), 1);
      backend.write(samples.actions, moved);
      parts.criticsForward(samples.actions, "targetCritic");
      parts.softValues(alpha, batch.values);
      backend.read(batch.values, values);
      for (let i = 0; i < values.length; i++) filtered[i]! += values[i]! / options.taps;
    }
    backend.write(batch.values, filtered);
    backend.bellman(batch.rewards, batch.terminals, batch.values, options.discount, batch.targets);
  }
}
