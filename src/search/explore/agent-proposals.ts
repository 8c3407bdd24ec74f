import { Random } from "../../math/random.js";
import type { AgentSearch } from "../../optimisers/agents/agent-search.js";
import type { ProposalOrigin } from "../../optimisers/agents/elite.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import { agentNamed } from "../../optimisers/agents/registry.js";
import { createAgentSearch, resumeAgentSearch } from "../../optimisers/agents/search.js";
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

/** An agent in the unknown dimensions, the coefficients eliminated: between two proposals it makes some steps. */
export class AgentProposals {
  readonly origin: ProposalOrigin;
  private readonly agent: AgentSearch;
  private readonly given: (readonly number[])[];

  constructor(
    private readonly setup: ExplorerSetup,
    options: AgentOptions,
    private readonly rung: Rung,
    { random, resume }: Beginning,
  ) {
    const { environment } = reducedSpace(rung.problem(1));
    this.given = [...(resume?.proposed ?? [])];
    this.origin = agentNamed(options.form).origin;
    this.agent = resume?.agent
      ? resumeAgentSearch(environment, resume.agent, setup.createBackend)
      : createAgentSearch(
          environment,
          options,
          Random.stream(random.integer(0x80000000)),
          null,
          setup.createBackend,
        );
  }

  get steps(): number {
    return this.agent.steps;
  }

  get losses() {
    const { critic, actor, entropy, temperature } = this.agent.diagnostics;
    return { critic, actor, entropy, temperature };
  }

  /** Its best place that is not near one of those found or proposed; null where there is none. */
  next(found: readonly (readonly number[])[]): Float64Array | null {
    for (let i = 0; i < this.setup.agentSteps && !this.agent.finished; i++) this.agent.step();
    const { lower, upper } = this.rung.problem(1);
    const near = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      lower.every((low, k) => Math.abs(a[k]! - b[k]!) <= NEAR * (upper[k]! - low));
    const fresh = this.agent
      .elite(ELITE)
      .find(({ x }) => ![...found, ...this.given].some((other) => near(x, other)));
    if (!fresh) return null;
    this.given.push(Array.from(fresh.x));
    return Float64Array.from(fresh.x);
  }

  get proposed(): readonly (readonly number[])[] {
    return [...this.given];
  }

  save() {
    return this.agent.save();
  }
}
