import { Random } from "../../math/random.js";
import type { AgentSearch } from "../../optimisers/agents/agent-search.js";
import type { ProposalOrigin } from "../../optimisers/agents/elite.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import { agentNamed } from "../../optimisers/agents/registry.js";
import { createAgentSearch, resumeAgentSearch } from "../../optimisers/agents/search.js";
import type { ActionSpace } from "./action-space.js";
import type { ExplorerSetup, ExplorerState } from "./explorer.js";

/** Best places that a proposal is taken from. */
const ELITE = 12;
/** Part of every range within which two places count as one. */
const NEAR = 0.03;

interface Beginning {
  readonly space: ActionSpace;
  /** the agent's own random numbers */
  readonly seed: number;
  /** unknown dimensions that it begins at; null for uniform places */
  readonly start: Float64Array | null;
  readonly resume: Pick<ExplorerState, "agent" | "proposed"> | null;
}

/** An agent that proposes dimensions: between two proposals it makes some steps. */
export class AgentProposals {
  readonly origin: ProposalOrigin;
  private readonly space: ActionSpace;
  private readonly agent: AgentSearch;
  private readonly given: (readonly number[])[];

  constructor(
    private readonly setup: ExplorerSetup,
    options: AgentOptions,
    { space, seed, start, resume }: Beginning,
  ) {
    this.space = space;
    this.given = [...(resume?.proposed ?? [])];
    this.origin = agentNamed(options.form).origin;
    const { environment } = space;
    this.agent = resume?.agent
      ? resumeAgentSearch(environment, resume.agent, setup.createBackend)
      : createAgentSearch(
          environment,
          options,
          Random.stream(seed),
          start && space.place(start),
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

  /** The objective of the best place that it knows. */
  get best(): number {
    return this.agent.best.objective;
  }

  /** A place found by somebody else becomes part of what it knows. */
  offer(dimensions: Float64Array, objective: number): void {
    this.agent.offer(this.space.place(dimensions), objective, "random");
  }

  /** Its best place that is not near one of those found or proposed, by its dimensions; null where there is none. */
  next(found: readonly (readonly number[])[]): { x: Float64Array; origin: ProposalOrigin } | null {
    for (let i = 0; i < this.setup.agentSteps && !this.agent.finished; i++) this.agent.step();
    const { lower, upper } = this.space.environment;
    const near = (a: ArrayLike<number>, b: readonly number[]) =>
      b.every((value, k) => Math.abs(a[k]! - value) <= NEAR * (upper[k]! - lower[k]!));
    const taken = [...found, ...this.given];
    const fresh = this.agent.elite(ELITE).find(({ x }) => !taken.some((other) => near(x, other)));
    if (!fresh) return null;
    const x = this.space.dimensions(fresh.x);
    this.given.push(Array.from(x));
    return { x: Float64Array.from(x), origin: fresh.origin };
  }

  get proposed(): readonly (readonly number[])[] {
    return [...this.given];
  }

  save() {
    return this.agent.save();
  }
}
