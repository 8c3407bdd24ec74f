import type { Random } from "../../math/random.js";
import type { BackendFactory } from "../networks/backend.js";
import type { ProposalOrigin } from "./elite.js";

/** What learns: it proposes actions for what it observes, and learns from what they earned. */
export interface Agent {
  /**
   * `count` actions [count × actionSize], entries in (−1, 1), for one observation [observationSize]. The array returned is reused by the
   * next call.
   */
  propose(observation: Float32Array, count: number, random: Random): Float32Array;
  /** One gradient step of every network. */
  learn(batch: Batch, random: Random): Losses;
  /** Begins anew, with weights drawn from `random`. */
  reset(random: Random): void;
  save(): AgentState;
  load(state: AgentState): void;
}

/** Everything that learning changes; structured-cloneable. */
export type AgentState = object;

/** Transitions, row-major: observations [batch × observationSize], actions [batch × actionSize] in [−1, 1]. */
export interface Batch {
  readonly observations: Float32Array;
  readonly actions: Float32Array;
  readonly rewards: Float32Array;
  readonly nextObservations: Float32Array;
  /** 1 where the episode ended, so that the next observation has no value; else 0 */
  readonly terminals: Float32Array;
}

/** All zeros. */
export function emptyBatch(rows: number, { observationSize, actionSize }: AgentSizes): Batch {
  return {
    observations: new Float32Array(rows * observationSize),
    nextObservations: new Float32Array(rows * observationSize),
    actions: new Float32Array(rows * actionSize),
    rewards: new Float32Array(rows),
    terminals: new Float32Array(rows),
  };
}

export interface Losses {
  /** ½·mean squared Bellman error before the update, of twins the mean */
  critic: number;
  /** what the actor descends: mean of temperature·ln π − Q */
  actor: number;
  /** −mean ln π, nats; 0 for a policy without density */
  entropy: number;
  /** 0 for an agent without an entropy bonus */
  temperature: number;
}

export interface AgentSizes {
  readonly observationSize: number;
  readonly actionSize: number;
}

/** What an agent is made from. */
export interface AgentSetup<Options> {
  readonly sizes: AgentSizes;
  readonly options: Options;
  readonly createBackend: BackendFactory;
  /** its first weights are drawn from it */
  readonly random: Random;
}

/** Where a search has its agent from. */
export interface AgentSource<Options> {
  /** under which origin a run lists what it found */
  readonly origin: ProposalOrigin;
  create(setup: AgentSetup<Options>): Agent;
}
