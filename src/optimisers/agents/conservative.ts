import { z } from "zod";
import type { AdamCorrections } from "../networks/adam.js";
import type { Pass } from "../networks/backend.js";
import type { AgentSetup } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";

const options = softOptions("conservative", {
  caution: z
    .number()
    .min(0)
    .max(100)
    .default(0.5)
    .describe("weight of what keeps values of actions low that no transition has"),
});

type Options = z.output<typeof options>;

/**
 * Soft actor-critic whose critics are kept low where there are no data, so that it can begin from what others
 * found without believing in what nobody tried (conservative Q-learning, arXiv:2006.04779, equation (3)).
 * What differs from the paper:
 *
 * 1. A batch is halved: one half teaches the values, at the observations of the other the critics are pushed
 * down, at one action each, of
 *    the policy or uniform in turn, instead of a logarithm of a sum over many.
 * 2. The weight is constant, not tuned by a dual variable. 3. It goes on learning while it searches: what was
 * offered to the search before its first step is its offline data.
 */
export const conservative: AgentDefinition<Options> = {
  names: ["conservative"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new Conservative(setup),
};

class Conservative extends SoftActorCritic<Options> {
  private readonly actions: Float32Array;
  private readonly policy: Float32Array;
  private readonly targets: Float32Array;
  private readonly values: Float32Array;

  constructor(setup: AgentSetup<Options>) {
    super(setup);
    const { batch } = setup.options;
    this.actions = new Float32Array(batch * setup.sizes.actionSize);
    this.policy = new Float32Array(batch * setup.sizes.actionSize);
    this.targets = new Float32Array(batch);
    this.values = new Float32Array(batch);
  }

  protected override stepCritics(adam: AdamCorrections): number {
    const { parts, targets } = this;
    const { backend, batch } = parts;
    backend.read(batch.targets, targets);
    parts.actorForward("observations");
    parts.sample("actorNoise");
    backend.read(parts.samples.actions, this.policy);
    backend.read(batch.actions, this.actions);
    this.replaceSecondHalf();
    backend.write(batch.actions, this.actions);
    parts.criticsForward(batch.actions, "critic");
    return parts.descendCritics("critic", adam, (pass) => this.cautiousLoss(pass));
  }

  /** Actions of the policy and uniform ones, in turn, for those of the second half of the batch. */
  private replaceSecondHalf(): void {
    const { actions, policy, random } = this;
    const size = actions.length / this.targets.length;
    for (let row = this.targets.length / 2; row < this.targets.length; row++)
      for (let i = row * size; i < (row + 1) * size; i++)
        actions[i] = row % 2 === 0 ? policy[i]! : random.between(-1, 1);
  }

  /**
   * ½·mean (Q − target)² of the first half, + caution·(mean Q of the second − mean Q of the first), whose
   * gradient is left.
   */
  private cautiousLoss(pass: Pass): number {
    const { values, targets } = this;
    const { backend } = this.parts;
    const { caution } = this.options;
    backend.read(pass.output, values);
    const half = values.length / 2;
    let loss = 0;
    for (let row = 0; row < values.length; row++) {
      const error = row < half ? values[row]! - targets[row]! : 0;
      loss += (error * error) / (2 * half);
      values[row] = (row < half ? error - caution : caution) / half;
    }
    backend.outputGradient(pass, values);
    return loss;
  }
}
