import { z } from "zod";
import { exp, log } from "../../math/elementary.js";
import type { Random } from "../../math/random.js";
import type { AdamCorrections } from "../networks/adam.js";
import type { PolicyQuery } from "../networks/backend.js";
import type { AgentSetup, Losses } from "./agent.js";
import type { AgentDefinition } from "./definition.js";
import type { SacState } from "./sac-state.js";
import { DescentSearch } from "./schedules/descents.js";
import { SoftActorCritic } from "./soft-actor-critic.js";
import { softOptions } from "./soft-options.js";
import { type TemperatureState, tuneTemperature } from "./temperature.js";

const options = softOptions("parallel-actors", {
  actors: z.number().int().min(2).max(16).default(4).describe("actors that propose side by side"),
  spread: z
    .number()
    .min(0)
    .max(4)
    .default(0.5)
    .describe("target entropy of an actor above that of the one before it, nats an unknown"),
});

type Options = z.output<typeof options>;

/**
 * Several actors that explore side by side, each in its own way, and one pair of critics that learns from
 * what all of them see (arXiv:1602.01783, section 4). What differs from the paper:
 *
 * 1. They step together, in turn and in one thread, so that the same seed gives the same bits. 2. What tells
 * their exploration apart is the target entropy, `spread` apart from actor to actor, and their first weights.
 * 3. They learn off policy, from the common replay, by the update of `sac`, instead of from their last steps
 * by an advantage. 4. Targets at γ > 0 ask the first actor, the one that explores least.
 */
export const parallelActors: AgentDefinition<Options> = {
  names: ["parallel-actors"],
  options,
  schedule: DescentSearch,
  origin: "agent",
  create: (setup) => new ParallelActors(setup),
};

interface ParallelState extends SacState {
  /** of all actors but the first */
  readonly temperatures: readonly TemperatureState[];
  /** the actor that proposes next */
  readonly next: number;
}

class ParallelActors extends SoftActorCritic<Options> {
  private readonly queries: readonly PolicyQuery[];
  private readonly proposed: Float32Array;
  declare private temperatures: TemperatureState[];
  declare private next: number;

  constructor(setup: AgentSetup<Options>) {
    const { actors, samples } = setup.options;
    const { observationSize, actionSize } = setup.sizes;
    const names = Array.from({ length: actors - 1 }, (_, k) => `actor${k + 2}`);
    super(setup, {
      others: ({ critic }) => {
        const head = { actions: actionSize };
        const design = { ...critic, observationSize, actionSize: 0, layerNorm: false, head };
        return Object.fromEntries(names.map((name) => [name, { design }]));
      },
    });
    const { backend, networks } = this.parts;
    this.queries = ["actor", ...names].map((name) =>
      backend.query(networks.of(name), "logarithmic", Math.ceil(samples / actors)),
    );
    this.proposed = new Float32Array(samples * actionSize);
  }

  /** Proposals of the actors in turn; where one begins the last one left off. */
  override propose(observation: Float32Array, count: number, random: Random): Float32Array {
    const { queries, proposed } = this;
    const { actionSize } = this;
    const normals = this.parts.drawNormals(count, random);
    for (let actor = 0; actor < queries.length; actor++) {
      const first = (actor - this.next + queries.length) % queries.length;
      const rows = Math.max(0, Math.ceil((count - first) / queries.length));
      if (rows === 0) continue;
      const found = queries[actor]!(observation, normals.slice(0, rows * actionSize));
      normals.copyWithin(0, rows * actionSize);
      for (let row = 0; row < rows; row++)
        proposed.set(
          found.subarray(row * actionSize, (row + 1) * actionSize),
          (first + row * queries.length) * actionSize,
        );
    }
    this.next = (this.next + count) % queries.length;
    return proposed.subarray(0, count * actionSize);
  }

  private get actionSize(): number {
    return this.parts.batch.actions.columns;
  }

  protected override stepActor(alpha: number, adam: AdamCorrections): Pick<Losses, "actor" | "entropy"> {
    const { parts, options } = this;
    const first = super.stepActor(alpha, adam);
    for (const [k, temperature] of this.temperatures.entries()) {
      const name = `actor${k + 2}`;
      parts.actorForward("observations", name);
      parts.sample("actorNoise");
      parts.criticsForward(parts.samples.actions, "critic");
      parts.backend.minimumGradient(parts.critics);
      const entropy = parts.descendActor(Math.fround(exp(temperature.logTemperature)), adam, name);
      const targetEntropy = (options.targetEntropy + (k + 1) * options.spread) * this.actionSize;
      tuneTemperature(temperature, { entropy, targetEntropy }, adam);
    }
    return first;
  }

  override save(): ParallelState {
    const temperatures = this.temperatures.map(copied);
    return { ...super.save(), temperatures, next: this.next };
  }

  override load(state: SacState & Partial<ParallelState>): void {
    super.load(state);
    const fresh = Array.from(
      { length: this.options.actors - 1 },
      (): TemperatureState => ({
        logTemperature: log(this.options.temperature),
        temperatureMoments: [0, 0],
      }),
    );
    this.temperatures = state.temperatures?.map(copied) ?? fresh;
    this.next = state.next ?? 0;
  }
}

const copied = ({ logTemperature, temperatureMoments }: TemperatureState): TemperatureState => ({
  logTemperature,
  temperatureMoments: [...temperatureMoments],
});
