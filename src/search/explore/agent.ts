import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { Random } from "../../math/random.js";
import type { SacOptions } from "../../optimisers/sac/options.js";
import { createSacSearch, resumeSacSearch, type SacSearch } from "../../optimisers/sac/search.js";
import type { ProgressEvent } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { type ActionSpace, jointSpace, reducedSpace } from "./action-space.js";
import { type Candidate, candidateAt } from "./candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState, Polish } from "./explorer.js";
import { nextPlace } from "./next-place.js";
import { extendedPlace } from "./proposals.js";

/** A proposal within this fraction of every range of one that has been polished would end at the same place. */
const NEAR = 0.03;
const ELITE = 12;

/**
 * Soft actor-critic proposes. With a polish, its best proposals are polished in turn with uniform ones and the polished places handed back to it:
 * the policy digs where it is promising, which in a deceptive landscape is the wrong place, and the uniform ones keep the search open.
 */
export class SacExplorer implements Explorer {
  private readonly problem: ReducedProblem;
  private readonly space: ActionSpace;
  private readonly sac: SacSearch;
  private starts: number;
  private readonly polished: (readonly number[])[];
  private readonly random: Random;

  constructor(
    private readonly setup: ExplorerSetup,
    options: SacOptions,
    rung: Rung,
    private readonly context: ExplorerContext,
  ) {
    const { resume, amplitude } = context;
    this.problem = rung.problem(amplitude);
    this.space =
      setup.form === "joint"
        ? jointSpace(this.problem, rung.jointProblem(amplitude))
        : reducedSpace(this.problem);
    this.starts = resume?.starts ?? 0;
    this.polished = [...(resume?.polished ?? [])];
    this.random = resume ? Random.fromState(resume.random) : context.random;
    this.sac = resume?.sac
      ? resumeSacSearch(this.space.environment, resume.sac, setup.createBackend)
      : this.begin(options.form === "classic" ? { ...rung.windows(setup.form), ...options } : options);
  }

  private begin(options: SacOptions): SacSearch {
    const { problem, space, context, setup } = this;
    const base = context.bases[0];
    const start = base ? space.place(extendedPlace(problem, base.x, this.random)) : null;
    const own = Random.stream(this.random.integer(0x80000000));
    return createSacSearch(space.environment, options, own, start, setup.createBackend);
  }

  get finished(): boolean {
    return this.starts >= this.setup.starts || (this.setup.polish === null && this.sac.finished);
  }

  get best(): number {
    return this.sac.best.objective;
  }

  get stage(): string {
    return this.setup.polish ? `start ${this.starts}/${this.setup.starts}` : `SAC step ${this.sac.steps}`;
  }

  get losses(): ProgressEvent["losses"] {
    const { critic, actor, entropy, temperature } = this.sac.diagnostics;
    return { critic, actor, entropy, temperature };
  }

  step() {
    const before = this.sac.steps;
    for (let i = 0; i < this.setup.sacSteps && !this.sac.finished; i++) this.sac.step();
    this.starts++;
    const candidates = this.setup.polish
      ? this.polishNext(this.setup.polish)
      : this.finished
        ? this.harvest()
        : [];
    return { candidates, sacSteps: this.sac.steps - before };
  }

  harvest(): Candidate[] {
    if (this.setup.polish) return [];
    return this.sac.elite(ELITE).map(({ x, origin }) => this.space.candidate(x, origin));
  }

  /** Polishes SAC's best proposal that is not near a polished one, or in every other turn a uniform one. */
  private polishNext(polish: Polish): Candidate[] {
    const { problem, context, starts } = this;
    const policy =
      starts % 2 === 0
        ? this.sac
            .elite(ELITE)
            .map(({ x, origin }) => ({ x: this.space.dimensions(x), origin }))
            .find(({ x }) => !this.polished.some((other) => this.near(x, other)))
        : undefined;
    const proposal = policy ?? nextPlace(problem, context.bases, Math.floor((starts - 1) / 2), this.random);
    this.polished.push(Array.from(proposal.x));
    const moved = polish(problem, Float64Array.from(proposal.x));
    this.sac.offer(this.space.place(moved.x), moved.objective, proposal.origin === "sac" ? "sac" : "random");
    this.polished.push(Array.from(moved.x));
    return [candidateAt(problem, moved.x, proposal.origin)];
  }

  private near(x: Float64Array, y: readonly number[]): boolean {
    const { lower, upper } = this.problem;
    return x.every((value, k) => Math.abs(value - y[k]!) <= NEAR * (upper[k]! - lower[k]!));
  }

  save(): ExplorerState {
    return { starts: this.starts, random: this.random.state, sac: this.sac.save(), polished: this.polished };
  }
}
