import type { ReducedProblem } from "../../../crossing/problems/reduced.js";
import { Random } from "../../../math/random.js";
import type { AgentOptions } from "../../../optimisers/agents/options.js";
import { agentNamed } from "../../../optimisers/agents/registry.js";
import { EpisodeLearner } from "../../../optimisers/agents/schedules/episodes.js";
import type { Rung } from "../../rung/rung.js";
import { type Candidate, candidateAt } from "../candidates.js";
import type { Explorer, ExplorerContext, ExplorerSetup, ExplorerState } from "../explorer.js";
import { UniformExplorer } from "../uniform.js";
import { WatchedPolish } from "../watched-polish.js";
import { type Constructible, SequentialConstruction } from "./construction.js";

/** A rung as something to construct operator by operator: those of fixed dimension are there from the start. */
export function constructible(rung: Rung, amplitude: number): Constructible {
  const problem = rung.problem(amplitude);
  const { truncation, free, columns } = problem.equation;
  const fixed = truncation.operators.flatMap((_, k) => (free.includes(k) ? [] : [k]));
  return {
    problem,
    rows: columns.rows,
    part(unknowns) {
      const operators = [...fixed, ...unknowns.map((k) => free[k]!)].sort((a, b) => a - b);
      return rung.part(operators, amplitude);
    },
  };
}

/**
 * Places that an agent constructs operator by operator, each polished, after the places that the search carried from below. The best place
 * of the rung is shown to the agent as an episode whenever there is a new one.
 */
export class SequentialExplorer implements Explorer {
  readonly most = Number.POSITIVE_INFINITY;
  best = Number.POSITIVE_INFINITY;
  private readonly problem: ReducedProblem;
  private readonly carried: UniformExplorer;
  private readonly construction: SequentialConstruction;
  private readonly learner: EpisodeLearner;
  private readonly polish: WatchedPolish;
  private readonly own: Candidate["origin"];
  private readonly learns: boolean;
  private readonly random: Random;
  private origin: Candidate["origin"] = "random";
  private episodes: number;

  constructor(
    private readonly setup: ExplorerSetup,
    options: AgentOptions,
    rung: Rung,
    private readonly context: ExplorerContext,
  ) {
    const { resume, amplitude } = context;
    this.problem = rung.problem(amplitude);
    this.carried = new UniformExplorer(setup, this.problem, context);
    this.polish = new WatchedPolish(setup.polish!);
    this.construction = new SequentialConstruction(
      constructible(rung, amplitude),
      (problem, x) => this.polish.run(problem, x),
      false,
    );
    this.own = agentNamed(options.form).origin;
    this.learns = options.proposals === "policy";
    const state = resume?.sequential;
    this.random = state ? Random.fromState(state.random) : Random.stream(context.random.integer(0x80000000));
    this.learner = new EpisodeLearner(
      this.construction,
      options,
      this.random,
      setup.createBackend,
      state?.learner,
    );
    this.episodes = state?.episodes ?? 0;
    this.best = state?.best ?? Number.POSITIVE_INFINITY;
  }

  get finished(): boolean {
    return this.episodes + this.carriedSteps >= this.setup.starts;
  }

  private get carriedSteps(): number {
    return this.carried.save().starts;
  }

  get stage(): string {
    return `episode ${this.episodes}`;
  }

  get losses() {
    return this.learns ? this.learner.losses : undefined;
  }

  step() {
    if (this.carriedSteps < this.context.bases.length) {
      const { candidates } = this.carried.step();
      return { candidates: candidates.map((candidate) => this.noted(candidate)), agentSteps: 0 };
    }
    this.episodes++;
    this.origin = "random";
    const { chosen } = this.learner.play();
    if (chosen) this.origin = this.own;
    const candidate = candidateAt(this.problem, this.construction.ended!.x, this.origin);
    return { candidates: [this.noted(candidate)], agentSteps: chosen ? this.problem.names.length : 0 };
  }

  private noted(candidate: Candidate): Candidate {
    if (candidate.objective < this.best) {
      this.best = candidate.objective;
      if (this.learns) this.learner.imitate(this.construction.actionsTo(candidate.x));
    }
    return candidate;
  }

  reached(): Candidate | null {
    const x = this.polish.reached ?? null;
    return x && x.length === this.problem.names.length ? candidateAt(this.problem, x, this.origin) : null;
  }

  harvest(): Candidate[] {
    return [];
  }

  save(): ExplorerState {
    const { learner, episodes, best, random } = this;
    return {
      ...this.carried.save(),
      sequential: { learner: learner.save(), episodes, best, random: [...random.state] },
    };
  }
}
