import type { AgentState, Losses } from "./agent.js";
import type { ElitePlace, ProposalOrigin } from "./elite.js";
import type { AgentOptions } from "./options.js";

/** An agent at work on an environment; it stops for nothing but its own schedule: budgets are the caller's. */
export interface AgentSearch {
  /** One environment step: policy query, evaluations, gradient steps. Throws when the networks or the objective diverge. */
  step(): void;
  readonly best: ElitePlace;
  /** The best distinct places seen, best first. */
  elite(count: number): ElitePlace[];
  /** A place found by other means (a polished one, say) becomes part of the search: best, elite, memory, window. */
  offer(x: Float64Array, objective: number, origin: ProposalOrigin): void;
  readonly steps: number;
  readonly evaluations: number;
  /** most evaluations that a step takes */
  readonly evaluationsAStep: number;
  readonly finished: boolean;
  readonly diagnostics: AgentDiagnostics;
  /** Everything: a search resumed from it goes on as if never interrupted, bit for bit. */
  save(): AgentSearchState;
}

/** Losses of the last gradient step (0 before the first), and the window's half-width as a fraction of the range. */
export interface AgentDiagnostics extends Losses {
  readonly window: number;
}

/** Structured-cloneable. */
export interface AgentSearchState {
  readonly schema: 1;
  readonly options: AgentOptions;
  readonly random: readonly number[];
  readonly networks: AgentState;
  readonly losses: Losses;
  readonly steps: number;
  readonly evaluations: number;
  readonly elite: readonly ElitePlace[];
  /** the schedule's own */
  readonly schedule: object;
}
