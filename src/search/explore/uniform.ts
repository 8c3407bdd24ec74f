import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { Random } from "../../math/random.js";
import type { PolicyPlaces } from "../policy/places.js";
import { type Candidate, candidateAt } from "./candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState } from "./explorer.js";
import { nextPlace } from "./next-place.js";
import { WatchedPolish } from "./watched-polish.js";

/** Uniform proposals. */
export class UniformExplorer implements Explorer {
  best = Number.POSITIVE_INFINITY;
  readonly losses = undefined;
  readonly most: number;
  private starts: number;
  private readonly polish: WatchedPolish | null;
  private origin: Candidate["origin"] = "random";
  private readonly random: Random;

  constructor(
    private readonly setup: ExplorerSetup,
    private readonly problem: ReducedProblem,
    private readonly context: ExplorerContext,
    private readonly policy: PolicyPlaces | null = null,
  ) {
    this.starts = context.resume?.starts ?? 0;
    this.random = context.resume ? Random.fromState(context.resume.random) : context.random;
    this.polish = setup.polish && new WatchedPolish(setup.polish);
    this.most = setup.polish ? Number.POSITIVE_INFINITY : 1;
  }

  get finished(): boolean {
    return this.starts >= this.setup.starts;
  }

  get stage(): string {
    return `start ${this.starts}/${this.setup.starts}`;
  }

  step() {
    const { problem, random, polish } = this;
    const { x, origin } = nextPlace(problem, this.context.bases, this.starts, random, this.policy);
    this.starts++;
    this.origin = origin;
    const candidate = candidateAt(problem, polish ? polish.run(problem, x).x : x, origin);
    this.best = Math.min(this.best, candidate.objective);
    return { candidates: [candidate], agentSteps: 0 };
  }

  reached(): Candidate | null {
    const x = this.polish?.reached;
    return x ? candidateAt(this.problem, x, this.origin) : null;
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    return { starts: this.starts, random: this.random.state, agent: null, polished: [] };
  }
}
