import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { Random } from "../../math/random.js";
import type { AgentSearch } from "../../optimisers/agents/agent-search.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import { agentNamed } from "../../optimisers/agents/registry.js";
import { createAgentSearch, resumeAgentSearch } from "../../optimisers/agents/search.js";
import type { ProgressEvent } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { type ActionSpace, jointSpace, reducedSpace } from "./action-space.js";
import { type Candidate, candidateAt } from "./candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState } from "./explorer.js";
import { nextPlace } from "./next-place.js";
import { extendedPlace } from "./proposals.js";
import { WatchedPolish } from "./watched-polish.js";

/** A proposal within this fraction of every range of one that has been polished would end at the same place. */
const NEAR = 0.03;
const ELITE = 12;

/**
 * An agent proposes. With a polish, its best proposals are polished in turn with uniform ones and the polished places handed back to it:
 * the policy digs where it is promising, which in a deceptive landscape is the wrong place, and the uniform ones keep the search open.
 */
export class AgentExplorer implements Explorer {
  private readonly problem: ReducedProblem;
  private readonly space: ActionSpace;
  private readonly agent: AgentSearch;
  private starts: number;
  private readonly polished: (readonly number[])[];
  private readonly random: Random;
  private readonly polish: WatchedPolish | null;
  private origin: Candidate["origin"] = "random";

  constructor(
    private readonly setup: ExplorerSetup,
    options: AgentOptions,
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
    this.polish = setup.polish && new WatchedPolish(setup.polish);
    this.agent = resume?.agent
      ? resumeAgentSearch(this.space.environment, resume.agent, setup.createBackend)
      : this.begin(
          agentNamed(options.form).takesWindows ? { ...rung.windows(setup.form), ...options } : options,
        );
  }

  private begin(options: AgentOptions): AgentSearch {
    const { problem, space, context, setup } = this;
    const base = context.bases[0];
    const start = base ? space.place(extendedPlace(problem, base.x, this.random)) : null;
    const own = Random.stream(this.random.integer(0x80000000));
    return createAgentSearch(space.environment, options, own, start, setup.createBackend);
  }

  get finished(): boolean {
    return this.starts >= this.setup.starts || (this.setup.polish === null && this.agent.finished);
  }

  get most(): number {
    return this.polish ? Number.POSITIVE_INFINITY : this.setup.agentSteps * this.agent.evaluationsAStep;
  }

  get best(): number {
    return this.agent.best.objective;
  }

  get stage(): string {
    return this.setup.polish ? `start ${this.starts}/${this.setup.starts}` : `agent step ${this.agent.steps}`;
  }

  get losses(): ProgressEvent["losses"] {
    const { critic, actor, entropy, temperature } = this.agent.diagnostics;
    return { critic, actor, entropy, temperature };
  }

  step() {
    const before = this.agent.steps;
    this.polish?.forget();
    for (let i = 0; i < this.setup.agentSteps && !this.agent.finished; i++) this.agent.step();
    this.starts++;
    const candidates = this.polish ? this.polishNext(this.polish) : this.finished ? this.harvest() : [];
    return { candidates, agentSteps: this.agent.steps - before };
  }

  /** Where the polish had come; before it, the best place that the agent has seen. */
  reached(): Candidate {
    const { best } = this.agent;
    const x = this.polish?.reached;
    if (x) return candidateAt(this.problem, x, this.origin);
    if (this.polish) return candidateAt(this.problem, this.space.dimensions(best.x), best.origin);
    return this.space.candidate(best.x, best.origin);
  }

  harvest(): Candidate[] {
    if (this.setup.polish) return [];
    return this.agent.elite(ELITE).map(({ x, origin }) => this.space.candidate(x, origin));
  }

  /** Polishes the agent's best proposal that is not near a polished one, or in every other turn a uniform one. */
  private polishNext(polish: WatchedPolish): Candidate[] {
    const { problem, context, starts } = this;
    const policy =
      starts % 2 === 0
        ? this.agent
            .elite(ELITE)
            .map(({ x, origin }) => ({ x: this.space.dimensions(x), origin }))
            .find(({ x }) => !this.polished.some((other) => this.near(x, other)))
        : undefined;
    const proposal = policy ?? nextPlace(problem, context.bases, Math.floor((starts - 1) / 2), this.random);
    this.polished.push(Array.from(proposal.x));
    const { origin } = proposal;
    this.origin = origin;
    const moved = polish.run(problem, Float64Array.from(proposal.x));
    const credit = origin === "sac" || origin === "agent" ? origin : "random";
    this.agent.offer(this.space.place(moved.x), moved.objective, credit);
    this.polished.push(Array.from(moved.x));
    return [candidateAt(problem, moved.x, proposal.origin)];
  }

  private near(x: Float64Array, y: readonly number[]): boolean {
    const { lower, upper } = this.problem;
    return x.every((value, k) => Math.abs(value - y[k]!) <= NEAR * (upper[k]! - lower[k]!));
  }

  save(): ExplorerState {
    return {
      starts: this.starts,
      random: this.random.state,
      agent: this.agent.save(),
      polished: [...this.polished],
    };
  }
}
