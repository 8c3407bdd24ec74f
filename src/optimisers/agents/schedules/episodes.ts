import { InputError } from "../../../errors.js";
import { Random } from "../../../math/random.js";
import type { EpisodicEnvironment } from "../../../problem/episodic.js";
import type { BackendFactory } from "../../networks/backend.js";
import { createWasmBackend } from "../../networks/wasm/backend.js";
import { type Agent, type AgentState, type Batch, emptyBatch, type Losses } from "../agent.js";
import type { AgentOptions } from "../options.js";
import { agentNamed } from "../registry.js";
import { EpisodeMemory, type EpisodeMemoryState } from "./episode-memory.js";

/** Steps that are kept. */
const CAPACITY = 8192;
/** Gradient steps a step of an episode. */
const UPDATES = 1;
/** Part of the episodes that uniform actions make. */
const EXPLORATION = 0.25;

/**
 * An agent that plays episodes and learns from all their steps, with γ = 1: any agent of the registry, whatever its own schedule. The
 * first episodes, until a batch is full, and a part of the later ones are uniform; with `proposals: "uniform"` all are, and nothing is
 * learnt.
 */
export class EpisodeLearner {
  readonly agent: Agent;
  losses: Losses = { critic: 0, actor: 0, entropy: 0, temperature: 0 };
  private readonly memory: EpisodeMemory;
  private readonly batch: Batch;
  private readonly uniform: boolean;
  private observation: Float32Array;
  private next: Float32Array;
  private readonly action: Float32Array;

  constructor(
    private readonly environment: EpisodicEnvironment,
    options: AgentOptions,
    private readonly random: Random,
    createBackend: BackendFactory = createWasmBackend,
    state?: EpisodeLearnerState,
  ) {
    const sizes = { observationSize: environment.observationSize, actionSize: environment.actionSize };
    const rows = batchOf(options);
    this.uniform = options.proposals === "uniform";
    this.memory = new EpisodeMemory(CAPACITY, sizes);
    this.batch = emptyBatch(rows, sizes);
    this.observation = new Float32Array(sizes.observationSize);
    this.next = new Float32Array(sizes.observationSize);
    this.action = new Float32Array(sizes.actionSize);
    // a saved agent's weights come with it: their drawing must not use the random numbers up
    const weights = state ? Random.stream(0) : random;
    const own = { ...options, discount: 1 };
    this.agent = agentNamed(options.form).create({ sizes, options: own, createBackend, random: weights });
    if (state) {
      this.agent.load(state.agent);
      this.memory.load(state.memory);
      this.losses = { ...state.losses };
    }
  }

  /** Plays an episode and learns from it; returns the sum of its rewards, and whether the agent chose the actions. */
  play(): { readonly total: number; readonly chosen: boolean } {
    const { random } = this;
    const chosen =
      !this.uniform && this.memory.count >= this.batch.rewards.length && random.uniform() >= EXPLORATION;
    const { total, steps } = this.run(() => {
      if (chosen) this.action.set(this.agent.propose(this.observation, 1, random));
      else for (let i = 0; i < this.action.length; i++) this.action[i] = random.between(-1, 1);
    });
    if (!this.uniform) this.learn(UPDATES * steps);
    return { total, chosen };
  }

  /** Adds an episode of given actions, which somebody else found good, to what is learnt from. */
  imitate(actions: readonly Float32Array[]): void {
    let k = 0;
    this.run(() => this.action.set(actions[k++]!));
  }

  private run(act: () => void): { total: number; steps: number } {
    const { environment, memory, action } = this;
    let [total, steps] = [0, 0];
    environment.begin(this.observation);
    for (let ended = false; !ended; steps++) {
      act();
      const step = environment.step(action, this.next);
      const { observation, next: nextObservation } = this;
      memory.add({ observation, action, nextObservation, ...step });
      [this.observation, this.next] = [this.next, this.observation];
      total += step.reward;
      ended = step.ended;
    }
    return { total, steps };
  }

  private learn(updates: number): void {
    if (this.memory.count < this.batch.rewards.length) return;
    for (let update = 0; update < updates; update++) {
      this.memory.sample(this.batch, this.random);
      this.losses = this.agent.learn(this.batch, this.random);
    }
    const { critic, actor, entropy } = this.losses;
    if (!Number.isFinite(critic + actor + entropy))
      throw new Error(`the networks diverged: critic ${critic}, actor ${actor}, entropy ${entropy}`);
  }

  save(): EpisodeLearnerState {
    return { agent: this.agent.save(), memory: this.memory.save(), losses: { ...this.losses } };
  }
}

/** Structured-cloneable. */
export interface EpisodeLearnerState {
  readonly agent: AgentState;
  readonly memory: EpisodeMemoryState;
  readonly losses: Losses;
}

function batchOf(options: AgentOptions): number {
  const { batch } = options as AgentOptions & { readonly batch?: unknown };
  if (typeof batch === "number") return batch;
  throw new InputError({
    where: "agent",
    found: options.form,
    allowed: "learns from no batches: choose another",
  });
}
