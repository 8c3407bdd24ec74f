import { Random } from "../../math/random.js";
import type { SacOptions } from "../../optimisers/sac/options.js";
import { createSacSearch, resumeSacSearch, type SacSearch } from "../../optimisers/sac/search.js";
import type { Rung } from "../rung/rung.js";
import { reducedSpace } from "./action-space.js";
import type { ExplorerSetup, ExplorerState } from "./explorer.js";

/** Best places that a proposal is taken from. */
const ELITE = 12;
/** Part of every range within which two places count as one. */
const NEAR = 0.03;

interface Beginning {
  readonly random: Random;
  readonly resume: ExplorerState | null;
}

/** Soft actor-critic in the unknown dimensions, the coefficients eliminated: between two proposals it makes some steps. */
export class SacProposals {
  private readonly sac: SacSearch;
  private readonly proposed: Float64Array[] = [];

  constructor(
    private readonly setup: ExplorerSetup,
    options: SacOptions,
    private readonly rung: Rung,
    { random, resume }: Beginning,
  ) {
    const { environment } = reducedSpace(rung.problem(1));
    this.sac = resume?.sac
      ? resumeSacSearch(environment, resume.sac, setup.createBackend)
      : createSacSearch(
          environment,
          options,
          Random.stream(random.integer(0x80000000)),
          null,
          setup.createBackend,
        );
  }

  get steps(): number {
    return this.sac.steps;
  }

  get losses() {
    const { critic, actor, entropy, temperature } = this.sac.diagnostics;
    return { critic, actor, entropy, temperature };
  }

  /** Its best place that is not near one of those found or proposed; null where there is none. */
  next(found: readonly (readonly number[])[]): Float64Array | null {
    for (let i = 0; i < this.setup.sacSteps && !this.sac.finished; i++) this.sac.step();
    const { lower, upper } = this.rung.problem(1);
    const near = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      lower.every((low, k) => Math.abs(a[k]! - b[k]!) <= NEAR * (upper[k]! - low));
    const fresh = this.sac
      .elite(ELITE)
      .find(({ x }) => ![...found, ...this.proposed].some((other) => near(x, other)));
    if (!fresh) return null;
    const place = Float64Array.from(fresh.x);
    this.proposed.push(place);
    return place;
  }

  save() {
    return this.sac.save();
  }
}
