import type { z } from "zod";
import type { Random } from "../../../src/math/random.js";
import type { Agent, Batch } from "../../../src/optimisers/agents/agent.js";
import type { AgentDefinition } from "../../../src/optimisers/agents/definition.js";
import { agentOptions, count } from "../../../src/optimisers/agents/options.js";
import { descentOptions } from "../../../src/optimisers/agents/schedules/descent-options.js";
import { DescentSearch } from "../../../src/optimisers/agents/schedules/descents.js";

const options = agentOptions("toy", { ...descentOptions, batch: count(1).default(16) });

/** Proposes around the mean of the actions that earned most; it has no networks and looks at nothing. */
class Toy implements Agent {
  private mean: Float32Array;
  private readonly actions: Float32Array;

  constructor(
    private readonly size: number,
    most: number,
  ) {
    this.mean = new Float32Array(size);
    this.actions = new Float32Array(most * size);
  }

  propose(_: Float32Array, rows: number, random: Random): Float32Array {
    const actions = this.actions.subarray(0, rows * this.size);
    for (let i = 0; i < actions.length; i++)
      actions[i] = Math.min(Math.max(this.mean[i % this.size]! + random.between(-0.3, 0.3), -1), 1);
    return actions;
  }

  learn({ actions, rewards }: Batch) {
    const best = rewards.indexOf(Math.max(...rewards));
    this.mean.set(actions.subarray(best * this.size, (best + 1) * this.size));
    return { critic: 0, actor: -rewards[best]!, entropy: 0, temperature: 0 };
  }

  reset(): void {
    this.mean.fill(0);
  }

  save() {
    return { mean: this.mean.slice() };
  }

  load({ mean }: { readonly mean: Float32Array }): void {
    this.mean = mean.slice();
  }
}

export const toy: AgentDefinition<z.output<typeof options>> = {
  names: ["toy"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: ({ sizes, options: { samples } }) => new Toy(sizes.actionSize, samples),
};
