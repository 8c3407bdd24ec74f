import type { ReducedProblem } from "../../crossing/problems/reduced.js";
import { Random } from "../../math/random.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import { agentNamed } from "../../optimisers/agents/registry.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import { policyPlaces } from "../policy/places.js";
import type { Rung } from "../rung/rung.js";
import { type ActionSpace, jointSpace, reducedSpace } from "./action-space.js";
import { AgentProposals } from "./agent-proposals.js";
import { type Candidate, candidateAt } from "./candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState, ExplorerStep } from "./explorer.js";
import type { HybridState } from "./hybrid-state.js";
import { charged, type Ledger, nextProposer, type SideProposer } from "./ledger.js";
import { SCAN_PLACES, scanUnknown } from "./scan.js";
import { UniformExplorer } from "./uniform.js";
import { WatchedPolish } from "./watched-polish.js";

/** Evaluations of a polish, before any is known. */
const POLISH = 60;
/** Evaluations of an agent's step, before any is known. */
const AGENT_STEP = 32;

/**
 * Starts from carried and uniform places, as least squares alone makes them to the last bit, and beside them proposals of a scan and of
 * an agent, polished too. Who is next follows from what each has delivered for what it has cost so far in the search: see
 * {@link nextProposer}. So it finds what the starts alone find, and costs little more where nobody else delivers.
 */
export class HybridExplorer implements Explorer {
  readonly most = Number.POSITIVE_INFINITY;
  private readonly problem: ReducedProblem;
  private readonly space: ActionSpace;
  private readonly starts: UniformExplorer;
  private readonly counter: EvaluationCounter;
  private readonly polish: WatchedPolish;
  private readonly polished: (readonly number[])[];
  private readonly options: AgentOptions;
  private agent: AgentProposals | null = null;
  private origin: Candidate["origin"] = "random";
  private ledger: Ledger;
  private state: HybridState;
  /** whether the last unit of work was a start */
  private starting = true;

  constructor(
    private readonly setup: ExplorerSetup,
    options: AgentOptions,
    rung: Rung,
    context: ExplorerContext,
  ) {
    const { resume, amplitude, random } = context;
    this.problem = rung.problem(amplitude);
    this.space =
      setup.form === "joint"
        ? jointSpace(this.problem, rung.jointProblem(amplitude))
        : reducedSpace(this.problem);
    this.options = agentNamed(options.form).takesWindows
      ? { ...rung.windows(setup.form), ...options }
      : options;
    this.counter = rung.counter;
    this.ledger = context.ledger;
    this.polish = new WatchedPolish(setup.polish!);
    this.polished = [...(resume?.polished ?? [])];
    // a copy draws it: the starts' random numbers are those of least squares alone
    const seed = Random.fromState(random.state).integer(0x80000000);
    this.state = resume?.hybrid ?? { best: null, scanned: 0, seed };
    this.starts = new UniformExplorer(setup, this.problem, context, policyPlaces(setup.policy, rung));
    if (resume?.agent) this.agent = this.createAgent(resume);
  }

  get finished(): boolean {
    return this.starts.finished;
  }

  get best(): number {
    return this.state.best?.objective ?? Number.POSITIVE_INFINITY;
  }

  get stage(): string {
    return this.starts.stage;
  }

  get losses() {
    return this.agent?.losses;
  }

  step(): ExplorerStep {
    const steps = this.agent?.steps ?? 0;
    const evaluations = this.counter.evaluations;
    const before = this.best;
    const proposer = nextProposer(this.ledger, {
      scan: SCAN_PLACES + POLISH,
      agent: this.setup.agentSteps * AGENT_STEP + POLISH,
    });
    this.starting = proposer === "starts";
    const candidates = proposer === "starts" ? this.starts.step().candidates : this.proposed(proposer);
    for (const candidate of candidates) this.note(candidate);
    const spent = this.counter.evaluations - evaluations;
    this.ledger = charged(this.ledger, proposer, { evaluations: spent, before, after: this.best });
    return { candidates, agentSteps: (this.agent?.steps ?? 0) - steps, ledger: this.ledger };
  }

  reached(): Candidate | null {
    if (this.starting) return this.starts.reached();
    const x = this.polish.reached;
    return x ? candidateAt(this.problem, x, this.origin) : null;
  }

  harvest(): Candidate[] {
    return [];
  }

  private note({ x, objective }: Candidate): void {
    this.polished.push(x);
    if (objective < this.best) this.state = { ...this.state, best: { x, objective } };
  }

  private proposed(proposer: SideProposer): Candidate[] {
    this.polish.forget();
    const proposal = proposer === "scan" ? this.scan() : this.ask();
    if (!proposal) return [];
    this.origin = proposal.origin;
    const moved = this.polish.run(this.problem, proposal.x);
    return [candidateAt(this.problem, moved.x, proposal.origin)];
  }

  private scan() {
    const { best, scanned } = this.state;
    if (!best) return null;
    this.state = { ...this.state, scanned: scanned + 1 };
    const x = scanUnknown(this.problem, Float64Array.from(best.x), scanned % best.x.length);
    return x && { x, origin: "scan" as const };
  }

  private ask() {
    this.agent ??= this.createAgent(null);
    const { best } = this.state;
    if (best && best.objective < this.agent.best) this.agent.offer(Float64Array.from(best.x), best.objective);
    return this.agent.next(this.polished);
  }

  private createAgent(resume: ExplorerState | null): AgentProposals {
    const { best, seed } = this.state;
    const start = best && Float64Array.from(best.x);
    return new AgentProposals(this.setup, this.options, { space: this.space, seed, start, resume });
  }

  save(): ExplorerState {
    return {
      ...this.starts.save(),
      agent: this.agent?.save() ?? null,
      polished: [...this.polished],
      ...(this.agent && { proposed: this.agent.proposed }),
      hybrid: this.state,
    };
  }
}
