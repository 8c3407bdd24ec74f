import type { ObjectiveName, OptimiserName, StrategyName } from "./options.js";

export type { ObjectiveName, OptimiserName, StrategyName } from "./options.js";

/**
 * What a search returns: the document that `crossing search --json` prints, field by field.
 * Two searches with the same theory, options and seed return the same document except for runId, path and the times.
 */
export interface SearchResult {
  readonly schema: 1;
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly optimiser: OptimiserName;
  readonly objective: ObjectiveName;
  readonly strategy: StrategyName;
  readonly seed: number;
  /** number of this run among those of the same seed, from 0: it uses the random streams (seed, stream, …) */
  readonly stream: number;
  /** where the run is stored; null where it is not */
  readonly runId: string | null;
  /** its folder; null in `run.json` itself */
  readonly path: string | null;
  /** parameters that were unknowns of the search, found; `parameters` holds their values too */
  readonly external?: readonly FoundParameter[];
  /** residual evaluations, with or without Jacobian, of every optimiser involved */
  readonly evaluations: number;
  /** environment steps of the agent, whichever it is */
  readonly sacSteps: number;
  /** processor time; a resumed run counts all its parts, here and in all that it cost */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** ‖E‖₂ on the named points, unwhitened */
  readonly residualNorm: number;
  /** ‖E‖₂ on points that took no part in the search */
  readonly heldOutNorm: number;
  /** 1 / residualNorm */
  readonly reward: number;
  /** whitened χ² of the best solution; null for the plain objective */
  readonly chi2: number | null;
  /** number of whitened rows */
  readonly rank: number | null;
  /** of the accepted rung: everything above it is the tail */
  readonly cut: number | null;
  /** the best solution */
  readonly operators: readonly SolutionOperator[];
  /** distinct solutions that the accepted rung kept, at most eight, best first, χ² up to 1000 times the best; the first is `operators` */
  readonly solutions: readonly Solution[];
  /** the rungs climbed, the accepted one among them */
  readonly ladder?: readonly RungSummary[];
  /** of the determined numbers of the best solution; absent without a whitened objective */
  readonly covariance?: Covariance;
  /** numbers that follow from those of the best solution; absent where the theory file has none */
  readonly derived?: readonly DerivedNumber[];
  /** how much the best solution rests on its tail; absent without a whitened objective */
  readonly tail?: TailReliance;
  /** where the content was an unknown: what there is, and how it was found */
  readonly content?: FoundContent;
  readonly stopReason: StopReason;
  readonly warnings: readonly Warning[];
}

/** The content that a search found: which operators there are below the cut, and the ladder on which their numbers were determined. */
export interface FoundContent {
  /** in the order of the operators of the result; `delta` is what was given, null for an unknown dimension */
  readonly spectrum: readonly {
    readonly channels: readonly string[];
    readonly spin: number;
    readonly delta: number | null;
  }[];
  readonly ladder: readonly {
    readonly operators: number;
    readonly cut: number;
  }[];
  /** cut after cut, what was chosen */
  readonly steps: readonly ContentStep[];
  /** other contents of the last step with a comparable evidence: a number on which they disagree is not determined */
  readonly rivals: readonly ContentRival[];
  /** contents that were solved, in all */
  readonly tried: number;
}

export interface ContentStep {
  readonly cut: number;
  /** unknown operators of the content chosen, by Δ */
  readonly operators: readonly ContentOperator[];
  /** −2 ln(evidence) with its Occam factors */
  readonly evidence: number;
  readonly amplitude: number;
  readonly chi2: number;
  /** how many operators are localised, and at the same place in every comparable content and on the steps around */
  readonly known: number;
  /** moves that changed the content, in their order, with the tempered difference that each gained */
  readonly moves: readonly { readonly move: string; readonly gain: number }[];
}

export interface ContentOperator {
  readonly channels: readonly string[];
  readonly spin: number;
  readonly delta: number;
  /** the posterior's standard deviation alone */
  readonly error: number | null;
}

export interface ContentRival {
  readonly operators: readonly ContentOperator[];
  /** exp(−L/2) against the chosen content, L the tempered difference */
  readonly odds: number;
}

/**
 * `converged`: the schedule is over, and the best solution is a minimum; `acceptable`: its last polish ran out of steps before it could say so; `stalled`:
 * the schedule is over, and nothing was polished (random places, an agent alone). The others are what ended it before.
 */
export type StopReason =
  | "converged"
  | "acceptable"
  | "stalled"
  | "budget-evaluations"
  | "budget-time"
  | "interrupted"
  | "failed";

/** Who put a solution on the map: SAC, another agent, a uniform draw, a scan, the rung below, or the user. */
export type Origin = "sac" | "agent" | "random" | "scan" | "policy" | "carried" | "given";

/** One operator in one channel: an operator that several channels exchange has a line in each, with one and the same dimension. */
export interface SolutionOperator {
  readonly channel: string;
  readonly spin: number;
  readonly name?: string;
  /** false where the data do not fix this operator's dimension or coefficient within a useful bar */
  readonly determined: boolean;
  readonly origin: Origin;
  readonly delta: Estimate;
  /** squared OPE coefficient, blocks normalised as in the theory's family */
  readonly ope2: Estimate;
  readonly exact?: { readonly delta: number; readonly ope2: number };
}

export interface Estimate {
  readonly value: number;
  /** one standard deviation; null where fixed or undetermined */
  readonly error: number | null;
  readonly interval95: readonly [number, number] | null;
  readonly fixed: boolean;
}

/** A parameter that was an unknown of the search. */
export interface FoundParameter {
  readonly name: string;
  readonly value: number;
  /** one standard deviation; null where undetermined */
  readonly error: number | null;
  readonly interval95: readonly [number, number] | null;
}

/** A number that follows from those of the best solution, as the theory file's `derived` says. */
export interface DerivedNumber {
  readonly name: string;
  readonly meaning: string | null;
  /** null where it has no finite value, or the solution lacks an operator that it needs */
  readonly value: number | null;
  /** one standard deviation, with the covariance of what it follows from; null where any of that is undetermined */
  readonly error: number | null;
  readonly interval95: readonly [number, number] | null;
}

/** Square of the bars on the diagonal, Δ, a and parameters in their own units. */
export interface Covariance {
  /** names as `compare` and `window` take them: `delta[ε]`, `ope2[4]`; of parameters that were unknowns, theirs */
  readonly quantities: readonly string[];
  /** [quantities][quantities] */
  readonly matrix: readonly (readonly number[])[];
}

/** What halving and doubling the tail's amplitude does, and how many facts there are about it. */
export interface TailReliance {
  /** independent facts about the tail that the residual holds if the tail is as its model says: an expected participation ratio */
  readonly facts: number;
  /** median ratio of the posterior's bars of the determined numbers to those at the fitted amplitude; null without determined numbers */
  readonly barsHalved: number | null;
  readonly barsDoubled: number | null;
  /** largest move of a determined number, in units of its bar */
  readonly moved: number | null;
}

export interface Solution {
  readonly chi2: number | null;
  readonly residualNorm: number;
  /** how many starts ended here */
  readonly count: number;
  readonly origin: Origin;
  readonly operators: readonly SolutionOperator[];
}

export interface RungSummary {
  readonly operators: number;
  readonly cut: number;
  readonly chi2: number;
  /** fitted amplitude of the tail, in units of its shape */
  readonly amplitude: number;
  /** sizes of the channels' tails beside the amplitude, where there are several channels */
  readonly channelAmplitudes?: Readonly<Record<string, number>>;
  /** −2 ln(evidence), comparable between rungs */
  readonly evidence: number;
  readonly evaluations: number;
  readonly cpuSeconds: number;
  readonly best: readonly {
    readonly channel: string;
    readonly spin: number;
    readonly delta: number;
    readonly ope2: number;
  }[];
}

/** `code` is one of a fixed list; `message` names operators and numbers. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What a search reports while it runs; one JSON line each in the trace file. */
export interface ProgressEvent {
  /** seconds since the start; not part of what reproduces */
  readonly seconds: number;
  readonly evaluations: number;
  readonly sacSteps: number;
  readonly stage: string;
  /** best objective of the present stage: χ² or ‖E‖² */
  readonly best: number;
  /** of the tail that χ² is measured with; absent where the objective is not whitened */
  readonly amplitude?: number;
  /** position on the ladder, from 1 */
  readonly rung?: number;
  readonly rungs?: number;
  readonly operators?: number;
  /** the agent's diagnostics, where one is at work */
  readonly losses?: {
    readonly critic: number;
    readonly actor: number;
    readonly entropy: number;
    readonly temperature: number;
  };
}
