import type { z } from "zod";
import type { AdamCorrections } from "../networks/adam.js";
import type { AgentSetup } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { count } from "./options.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("iterated-q", {
  shift: count(1).default(200).describe("gradient steps after which the chain moves on by one iteration (T)"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic that learns two Bellman iterations at once (arXiv:2403.02107): the links of the chain aim at the target critics, the
 * critics at the links' own targets, two iterations on; every `shift` steps the chain moves on, target ← link ← critic. The actor climbs
 * the end of the chain. What differs from the paper:
 *
 * 1. The chain has two iterations, K = 2, each a pair of twins.
 * 2. The links' targets follow by Polyak averaging instead of copies every D steps.
 * 3. Actor, entropy bonus and networks are those of `sac`. At γ = 0 one iteration is all there is, and the chain does nothing.
 */
export const iteratedQ: AgentDefinition<Options> = {
  names: ["iterated-q"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new IteratedQ(setup),
};

class IteratedQ extends SoftActorCritic<Options> {
  private alpha = 0;

  constructor(setup: AgentSetup<Options>) {
    super(setup, {
      others: ({ critic }) => ({
        link1: { design: critic },
        link2: { design: critic },
        targetLink1: { design: critic, follows: "link1" },
        targetLink2: { design: critic, follows: "link2" },
      }),
    });
  }

  protected override aim(alpha: number): void {
    this.alpha = alpha;
    super.aim(alpha);
  }

  /** The links towards the targets that {@link aim} left; then the critics towards those that the links' targets give. */
  protected override stepCritics(adam: AdamCorrections): number {
    if (!this.looksAhead) return super.stepCritics(adam);
    const { parts } = this;
    const { backend, batch, samples } = parts;
    parts.stepKind("link", adam);
    parts.criticsForward(samples.actions, "targetLink");
    parts.softValues(this.alpha, batch.values);
    backend.bellman(batch.rewards, batch.terminals, batch.values, this.options.discount, batch.targets);
    return super.stepCritics(adam);
  }

  protected override follow(): void {
    const { networks } = this.parts;
    for (const k of [1, 2]) {
      networks.of(`targetLink${k}`).follow(networks.of(`link${k}`), this.options.targetRate);
      if (this.updates % this.options.shift !== 0) continue;
      networks.of(`targetCritic${k}`).follow(networks.of(`link${k}`), 1);
      networks.of(`link${k}`).follow(networks.of(`critic${k}`), 1);
      networks.of(`targetLink${k}`).follow(networks.of(`link${k}`), 1);
    }
  }
}
