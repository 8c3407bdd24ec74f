import { Random } from "../../math/random.js";
import type { Environment } from "../../problem/problem.js";
import type { BackendFactory } from "../networks/backend.js";
import type { Agent, AgentSizes, AgentSource, Losses } from "./agent.js";
import type { AgentSearchState } from "./agent-search.js";
import { Elite, type ElitePlace, type ProposalOrigin } from "./elite.js";
import type { AgentOptions } from "./options.js";

/** What all schedules share: the environment with its counter, the agent, the elite, and their part of the state. */
export class SearchCore<Options extends AgentOptions> {
  readonly elite: Elite;
  readonly agent: Agent;
  readonly random: Random;
  readonly sizes: AgentSizes;
  /** of the agent's proposals */
  readonly origin: ProposalOrigin;
  evaluations = 0;
  steps = 0;
  losses: Losses = { critic: 0, actor: 0, entropy: 0, temperature: 0 };

  constructor(
    readonly environment: Environment,
    source: AgentSource<Options>,
    readonly options: Options,
    { createBackend, random, state }: CoreSetup,
  ) {
    this.random = random;
    this.origin = source.origin;
    this.sizes = { observationSize: environment.observationSize, actionSize: environment.lower.length };
    this.elite = new Elite(environment, options.eliteSize, options.eliteSeparation);
    // weights that are about to be overwritten must not use the search's random numbers up
    const weights = state ? Random.stream(0) : random;
    this.agent = source.create({ sizes: this.sizes, options, createBackend, random: weights });
    if (state) this.load(state);
  }

  /** Moves x into the allowed region, then its objective; the observation is written into `observation`. */
  evaluate(x: Float64Array, observation: Float32Array, origin: ProposalOrigin): number {
    const objective = this.observe(x, observation);
    this.elite.insert(x, objective, origin);
    return objective;
  }

  /** As {@link evaluate}, without a place in the elite. */
  observe(x: Float64Array, observation: Float32Array): number {
    this.environment.project(x);
    const objective = this.environment.evaluate(x, observation);
    this.evaluations++;
    if (Number.isNaN(objective)) throw new Error(`the objective is not a number at [${Array.from(x)}]`);
    return objective;
  }

  get best(): ElitePlace {
    return this.elite.places[0]!;
  }

  checkLosses(): void {
    const { critic, actor, entropy } = this.losses;
    if (!Number.isFinite(critic + actor + entropy))
      throw new Error(
        `the networks diverged at step ${this.steps}: critic ${critic}, actor ${actor}, entropy ${entropy}`,
      );
  }

  save(): Omit<AgentSearchState, "schedule"> {
    return {
      schema: 1,
      options: this.options,
      random: [...this.random.state],
      networks: this.agent.save(),
      losses: { ...this.losses },
      steps: this.steps,
      evaluations: this.evaluations,
      elite: this.elite.places.map((place) => ({ ...place, x: place.x.slice() })),
    };
  }

  private load(state: AgentSearchState): void {
    this.agent.load(state.networks);
    this.losses = { ...state.losses };
    this.steps = state.steps;
    this.evaluations = state.evaluations;
    this.elite.restore(state.elite);
  }
}

interface CoreSetup {
  readonly createBackend: BackendFactory;
  readonly random: Random;
  /** of a search that goes on */
  readonly state?: AgentSearchState;
}
