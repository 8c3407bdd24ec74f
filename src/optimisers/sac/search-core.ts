import { Random } from "../../math/random.js";
import type { Environment } from "../../problem/problem.js";
import type { BackendFactory, Losses, NetworkOptions, NetworkState, SacBackend } from "./backend.js";
import { Elite, type ElitePlace, type ProposalOrigin } from "./elite.js";
import type { ClassicOptions, ModernOptions } from "./options.js";
import type { SacState } from "./search.js";

/** What both forms share: the environment with its counter, the networks, the elite, and their part of the state. */
export class SearchCore<Options extends ModernOptions | ClassicOptions> {
  readonly elite: Elite;
  readonly backend: SacBackend;
  evaluations = 0;
  steps = 0;
  losses: Losses = { critic: 0, actor: 0, entropy: 0, temperature: 0 };

  constructor(
    readonly environment: Environment,
    readonly options: Options,
    readonly random: Random,
    private readonly network: { create: BackendFactory; options: NetworkOptions; state?: NetworkState },
  ) {
    this.elite = new Elite(environment, options.eliteSize, options.eliteSeparation);
    // weights that are about to be overwritten must not use the search's random numbers up
    this.backend = network.create(network.options, network.state ? Random.stream(0) : random);
    if (network.state) this.backend.load(network.state);
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

  /** Networks anew, with weights from the search's random stream. */
  reinitialise(): void {
    this.backend.load(this.network.create(this.network.options, this.random).save());
  }

  checkLosses(): void {
    const { critic, actor, entropy } = this.losses;
    if (!Number.isFinite(critic + actor + entropy))
      throw new Error(
        `the networks diverged at step ${this.steps}: critic ${critic}, actor ${actor}, entropy ${entropy}`,
      );
  }

  save(): Omit<SacState, "schedule"> {
    return {
      schema: 1,
      options: this.options,
      random: [...this.random.state],
      networks: this.backend.save(),
      losses: { ...this.losses },
      steps: this.steps,
      evaluations: this.evaluations,
      elite: this.elite.places.map((place) => ({ ...place, x: place.x.slice() })),
    };
  }

  load(state: SacState): void {
    this.losses = { ...state.losses };
    this.steps = state.steps;
    this.evaluations = state.evaluations;
    this.elite.restore(state.elite);
  }
}
