import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { Random } from "../../math/random.js";
import { type Candidate, candidateAt } from "./candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState } from "./explorer.js";
import { nextPlace } from "./next-place.js";

/** Uniform proposals. */
export class UniformExplorer implements Explorer {
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
