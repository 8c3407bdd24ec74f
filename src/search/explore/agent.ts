import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { Random } from "../../math/random.js";
import type { AgentSearch } from "../../optimisers/agents/agent-search.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import { agentNamed } from "../../optimisers/agents/registry.js";
import { createAgentSearch, resumeAgentSearch } from "../../optimisers/agents/search.js";
import type { ProgressEvent } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { type ActionSpace, jointSpace, reducedSpace } from "./action-space.js";
import type { Candidate } from "./candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState } from "./explorer.js";
import { extendedPlace } from "./proposals.js";

/** Places that are handed over. */
const ELITE = 12;

/** An agent alone: nothing that it proposes is polished. */
export class AgentExplorer implements Explorer {
  private readonly problem: ReducedProblem;
  private readonly space: ActionSpace;
  private readonly agent: AgentSearch;
  private starts: number;
  private readonly random: Random;

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
    this.random = resume ? Random.fromState(resume.random) : context.random;
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
    return this.starts >= this.setup.starts || this.agent.finished;
  }

  get most(): number {
    return this.setup.agentSteps * this.agent.evaluationsAStep;
  }

  get best(): number {
    return this.agent.best.objective;
  }

  get stage(): string {
    return `agent step ${this.agent.steps}`;
  }

  get losses(): ProgressEvent["losses"] {
    const { critic, actor, entropy, temperature } = this.agent.diagnostics;
    return { critic, actor, entropy, temperature };
  }

  step() {
    const before = this.agent.steps;
    for (let i = 0; i < this.setup.agentSteps && !this.agent.finished; i++) this.agent.step();
    this.starts++;
    return { candidates: this.finished ? this.harvest() : [], agentSteps: this.agent.steps - before };
  }

  /** The best place that the agent has seen. */
  reached(): Candidate {
    const { best } = this.agent;
    return this.space.candidate(best.x, best.origin);
  }

  harvest(): Candidate[] {
    return this.agent.elite(ELITE).map(({ x, origin }) => this.space.candidate(x, origin));
  }

  save(): ExplorerState {
    return {
      starts: this.starts,
      random: this.random.state,
      agent: this.agent.save(),
      polished: [],
    };
  }
}
