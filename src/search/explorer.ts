import type { Problem } from "../crossing/problem.js";
import type { ReducedProblem } from "../crossing/reduced-problem.js";
import { Random } from "../math/random.js";
import type { BackendFactory } from "../optimisers/sac/backend.js";
import type { SacOptions } from "../optimisers/sac/options.js";
import { createSacSearch, resumeSacSearch, type SacSearch, type SacState } from "../optimisers/sac/search.js";
import { type ActionSpace, jointSpace, reducedSpace } from "./action-space.js";
import { type Candidate, candidateAt } from "./candidates.js";
import { EquationsExplorer } from "./equations-explorer.js";
import { extendedPlace, uniformPlace } from "./proposals.js";
import type { Origin, ProgressEvent } from "./result.js";
import type { Rung } from "./rung.js";

/** Moves a place to a minimum near it. */
export type Polish = (problem: Problem, x: Float64Array) => { x: Float64Array; objective: number };

/** How a rung is explored: who proposes places, and who polishes them, if anybody. */
export interface ExplorerSetup {
  /** options of soft actor-critic; null for uniform proposals */
  readonly sac: SacOptions | null;
  /** unknowns that SAC acts on: dimensions alone, or also the coefficients */
  readonly form: "reduced" | "joint";
  readonly polish: Polish | null;
  /** solves the rows to 1e-11 instead of lowering a norm: in all unknowns, or in the coefficients at the places proposed */
  readonly rowsAsEquations?: "interior-point" | "elimination";
  /** starts that are polished, or places looked at without polishing, a rung */
  readonly starts: number;
  /** SAC steps between two starts, or in all without polishing */
  readonly sacSteps: number;
  readonly createBackend?: BackendFactory;
}

export interface ExplorerContext {
  readonly amplitude: number;
  readonly bases: readonly { readonly x: readonly number[]; readonly origin: Origin }[];
  readonly random: Random;
  readonly resume: ExplorerState | null;
}

export interface ExplorerState {
  readonly starts: number;
  readonly random: readonly number[];
  readonly sac: SacState | null;
  readonly polished: readonly (readonly number[])[];
}

/** Explores one rung at one amplitude, a unit of work at a time. */
export interface Explorer {
  /** What an explorer that polishes nothing has found so far; empty for the others, whose steps tell. */
  harvest(): Candidate[];
  step(): { readonly candidates: readonly Candidate[]; readonly sacSteps: number };
  readonly finished: boolean;
  readonly best: number;
  readonly stage: string;
  readonly losses: ProgressEvent["losses"];
  save(): ExplorerState;
}

export function createExplorer(setup: ExplorerSetup, rung: Rung, context: ExplorerContext): Explorer {
  if (setup.rowsAsEquations) return new EquationsExplorer(setup, rung, context);
  const problem = rung.problem(context.amplitude);
  if (problem.names.length === 0) return new SinglePlace(problem);
  if (setup.sac) return new SacExplorer(setup, setup.sac, rung, context);
  return new UniformExplorer(setup, problem, context);
}

/** A rung without unknown dimensions: one linear least-squares problem. */
class SinglePlace implements Explorer {
  finished = false;
  best = Number.POSITIVE_INFINITY;
  readonly stage = "solving";
  readonly losses = undefined;

  constructor(private readonly problem: ReducedProblem) {}

  step() {
    this.finished = true;
    const candidate = candidateAt(this.problem, new Float64Array(0), "carried");
    this.best = candidate.objective;
    return { candidates: [candidate], sacSteps: 0 };
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return { starts: 0, random: [], sac: null, polished: [] };
  }
}

/** Uniform proposals. */
class UniformExplorer implements Explorer {
  best = Number.POSITIVE_INFINITY;
  readonly losses = undefined;
  private starts: number;
  private readonly random: Random;

  constructor(
    private readonly setup: ExplorerSetup,
    private readonly problem: ReducedProblem,
    private readonly context: ExplorerContext,
  ) {
    this.starts = context.resume?.starts ?? 0;
    this.random = context.resume ? Random.fromState(context.resume.random) : context.random;
  }

  get finished(): boolean {
    return this.starts >= this.setup.starts;
  }

  get stage(): string {
    return `start ${this.starts}/${this.setup.starts}`;
  }

  step() {
    const { problem, random, setup } = this;
    const { x, origin } = nextPlace(problem, this.context.bases, this.starts, random);
    this.starts++;
    const candidate = candidateAt(problem, setup.polish ? setup.polish(problem, x).x : x, origin);
    this.best = Math.min(this.best, candidate.objective);
    return { candidates: [candidate], sacSteps: 0 };
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return { starts: this.starts, random: this.random.state, sac: null, polished: [] };
  }
}

/** The bases in turn with their new operators at random, and after the last of them a place with everything at random. */
function nextPlace(
  problem: Problem,
  bases: ExplorerContext["bases"],
  start: number,
  random: Random,
): { x: Float64Array; origin: Origin } {
  const base = bases[start % (bases.length + 1)];
  if (!base) return { x: uniformPlace(problem, random), origin: "random" };
  const x = extendedPlace(problem, base.x, random);
  return { x, origin: base.x.length === x.length ? base.origin : "random" };
}

/** A proposal within this fraction of every range of one that has been polished would end at the same place. */
const NEAR = 0.03;
const ELITE = 12;

/**
 * Soft actor-critic proposes. With a polish, its best proposals are polished in turn with uniform ones and the polished places handed back to it:
 * the policy digs where it is promising, which in a deceptive landscape is the wrong place, and the uniform ones keep the search open.
 */
class SacExplorer implements Explorer {
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
