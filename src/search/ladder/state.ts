import type { ChannelAmplitudes } from "../../crossing/tail/tail.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import type { TailSpec } from "../../theory/theory.js";
import type { Candidate } from "../explore/candidates.js";
import type { ExplorerState } from "../explore/explorer.js";
import { emptyLedger, type Ledger } from "../explore/ledger.js";
import type { Origin, RungSummary } from "../result.js";

/** A rung that has been climbed: its solutions, best first. */
export interface ClimbedRung {
  readonly rung: number;
  readonly amplitude: number;
  readonly pool: readonly Candidate[];
  readonly summary: RungSummary;
  /** labels of the rung's new operators that the data do not localise */
  readonly unlocalised: readonly string[];
  /** nothing that the rungs below found goes on here: its new operators are not localised and the evidence fell, or it is broken */
  readonly lost: boolean;
  /** its best solution cancels the identity: nothing goes on from it, and it contradicts nothing */
  readonly trivial: boolean;
  /** tempered difference from the solution of the rung below that it goes on from; null for the first, and where rungs do not compare */
  readonly rise: number | null;
  /** standard deviations of Δ at the best solution [terms]; null without a whitened objective */
  readonly errors: readonly (number | null)[] | null;
}

/** A place that an explorer starts from. */
export type StartBase = { readonly x: readonly number[]; readonly origin: Origin };

/** Everything a ladder knows; structured-cloneable. */
export interface LadderState {
  rung: number;
  round: number;
  amplitude: number;
  /** of the channels' tails, beside the amplitude; fitted on the first rung that has room for it */
  channelAmplitudes: ChannelAmplitudes;
  pool: Candidate[];
  /** what the present explorer starts from: the pool has moved on since */
  bases: readonly StartBase[];
  climbed: ClimbedRung[];
  /** index into `climbed` of the rung the result is taken from */
  accepted: number;
  explorer: ExplorerState | null;
  /** what proposers have cost and delivered so far */
  ledger: Ledger;
  finished: boolean;
  counter: EvaluationCounter;
  sacSteps: number;
  cpuSeconds: number;
  wallSeconds: number;
}

const FIRST_AMPLITUDE = 1;

/** @param tail of the theory: an amplitude that it states is never fitted */
export function initialState({ amplitude }: TailSpec): LadderState {
  return {
    rung: 0,
    round: 0,
    amplitude: amplitude === "auto" ? FIRST_AMPLITUDE : amplitude,
    channelAmplitudes: {},
    pool: [],
    bases: [],
    climbed: [],
    accepted: 0,
    explorer: null,
    ledger: emptyLedger,
    finished: false,
    counter: { evaluations: 0 },
    sacSteps: 0,
    cpuSeconds: 0,
    wallSeconds: 0,
  };
}
