import type { Random } from "../../math/random.js";
import type { AgentSearchState } from "../../optimisers/agents/agent-search.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import type { BackendFactory } from "../../optimisers/networks/backend.js";
import type { Problem } from "../../problem/problem.js";
import type { Policy } from "../policy/policy.js";
import type { Origin, ProgressEvent } from "../result.js";
import type { Candidate } from "./candidates.js";
import type { HybridState } from "./hybrid-state.js";
import type { Ledger } from "./ledger.js";
import type { SequentialState } from "./sequential/state.js";

/** Moves a place to a minimum near it. */
export type Polish = (problem: Problem, x: Float64Array) => { x: Float64Array; objective: number };

/** How a rung is explored: who proposes places, and who polishes them, if anybody. */
export interface ExplorerSetup {
  /** options of the agent that proposes; null for uniform proposals */
  readonly agent: AgentOptions | null;
  /** unknowns that the agent acts on: dimensions alone, or also the coefficients */
  readonly form: "reduced" | "joint";
  readonly polish: Polish | null;
  /** what the agent acts in, where its proposals are polished: a window about the best place (default), or operators placed in turn */
  readonly environment?: "window" | "sequential";
  /** solves the rows to 1e-11 instead of lowering a norm: in all unknowns, or in the coefficients at the places proposed */
  readonly rowsAsEquations?: "interior-point" | "elimination";
  /** starts that are polished, or places looked at without polishing, a rung */
  readonly starts: number;
  /** steps of the agent between two starts, or in all without polishing */
  readonly agentSteps: number;
  readonly createBackend?: BackendFactory;
  /** every other start with anything at random takes that from it */
  readonly policy?: Policy;
}

export interface ExplorerContext {
  readonly amplitude: number;
  readonly bases: readonly { readonly x: readonly number[]; readonly origin: Origin }[];
  readonly random: Random;
  readonly resume: ExplorerState | null;
  /** what proposers have cost and delivered on the rungs before */
  readonly ledger: Ledger;
}

/** What a unit of work found. */
export interface ExplorerStep {
  readonly candidates: readonly Candidate[];
  readonly agentSteps: number;
  /** where the explorer keeps one */
  readonly ledger?: Ledger;
}

export interface ExplorerState {
  readonly starts: number;
  readonly random: readonly number[];
  readonly agent: AgentSearchState | null;
  readonly polished: readonly (readonly number[])[];
  /** what the agent has proposed already, where it is asked for one place after the other */
  readonly proposed?: readonly (readonly number[])[];
  readonly hybrid?: HybridState;
  readonly sequential?: SequentialState;
}

/** Explores one rung at one amplitude, a unit of work at a time. */
export interface Explorer {
  /** What an explorer that polishes nothing has found so far; empty for the others, whose steps tell. */
  harvest(): Candidate[];
  step(): ExplorerStep;
  readonly finished: boolean;
  /** evaluations that a step may take; ∞ where that is not known before */
  readonly most: number;
  /** The best place of a step that was cut off in the middle, at an evaluation or two; null where there is none. */
  reached(): Candidate | null;
  readonly best: number;
  readonly stage: string;
  readonly losses: ProgressEvent["losses"];
  save(): ExplorerState;
}
