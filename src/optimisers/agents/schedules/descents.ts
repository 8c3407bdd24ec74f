import { log } from "../../../math/elementary.js";
import type { AgentDiagnostics, AgentSearch, AgentSearchState } from "../agent-search.js";
import type { ElitePlace, ProposalOrigin } from "../elite.js";
import type { SearchCore } from "../search-core.js";
import type { DescentOptions } from "./descent-options.js";
import { HindsightBatch, type HindsightState } from "./hindsight.js";
import { PlaceMemory, type PlaceMemoryState } from "./place-memory.js";
import { ShapedWindow, type ShapedWindowState } from "./shaped-window.js";

/**
 * Descents, one after the other. Each holds a centre, the best place it has seen, and a window about it. A step asks the agent,
 * which sees the observation at the centre, for many proposals in the window (some are drawn uniformly), evaluates all,
 * learns, moves the centre to any better place and adapts the window. A descent ends when its window collapses or it
 * no longer improves; the next begins elsewhere with the networks as they are.
 */
export class DescentSearch implements AgentSearch {
  private readonly window: ShapedWindow;
  private readonly memory: PlaceMemory;
  private readonly hindsight: HindsightBatch;
  private readonly centreObservation: Float32Array;
  private centreObjective = Number.POSITIVE_INFINITY;
  /** objective that the centre must beat by 1 % within `patience` steps, and steps since it last did */
  private milestone = Number.POSITIVE_INFINITY;
  private idle = 0;
  private descents = 0;
  private ended = false;
  /** whether the last query was followed by a gradient step; if not, the policy knows nothing of this window */
  private taught = false;
  private readonly actions: Float32Array;
  private readonly observation: Float32Array;
  private readonly x: Float64Array;
  private readonly places: Float64Array[];
  private readonly objectives: Float64Array;

  private constructor(private readonly core: SearchCore<DescentOptions>) {
    const { environment, options } = core;
    const size = environment.lower.length;
    this.window = new ShapedWindow(size, options.samples, options.initialWindow);
    this.memory = new PlaceMemory(
      Math.max(options.memory, 2 * options.samples),
      size,
      environment.observationSize,
    );
    this.hindsight = new HindsightBatch(options.batch, core.sizes);
    this.centreObservation = new Float32Array(environment.observationSize);
    this.observation = new Float32Array(environment.observationSize);
    this.actions = new Float32Array(options.samples * size);
    this.x = new Float64Array(size);
    this.places = Array.from({ length: options.samples }, () => new Float64Array(size));
    this.objectives = new Float64Array(options.samples);
  }

  static begin(core: SearchCore<DescentOptions>, start: Float64Array | null): DescentSearch {
    const search = new DescentSearch(core);
    search.beginDescent(start);
    return search;
  }

  static resume(core: SearchCore<DescentOptions>, state: object): DescentSearch {
    const search = new DescentSearch(core);
    search.load(state as DescentState);
    return search;
  }

  get best(): ElitePlace {
    return this.core.best;
  }

  elite(count: number): ElitePlace[] {
    return this.core.elite.places.slice(0, count);
  }

  get steps(): number {
    return this.core.steps;
  }

  get evaluations(): number {
    return this.core.evaluations;
  }

  get evaluationsAStep(): number {
    const { samples, initialSamples } = this.core.options;
    return samples + initialSamples;
  }

  get finished(): boolean {
    return this.ended || this.steps >= this.core.options.maxSteps;
  }

  get diagnostics(): AgentDiagnostics {
    return { ...this.core.losses, window: this.window.halfWidth };
  }

  step(): void {
    const { core, window } = this;
    core.steps++;
    const drawn = this.propose();
    this.evaluateProposals(drawn);
    if (core.options.proposals === "policy") this.learn();
    this.adapt();
    this.move();
    if (window.halfWidth >= core.options.minimalWindow && this.idle < core.options.patience) return;
    if (this.descents <= core.options.restarts) this.beginDescent(null);
    else this.ended = true;
  }

  offer(x: Float64Array, objective: number, origin: ProposalOrigin): void {
    this.x.set(x);
    this.core.observe(this.x, this.observation);
    this.core.elite.insert(this.x, objective, origin);
    const place = this.places[0]!;
    this.toBox(this.x, place);
    this.memory.add(place, this.observation, rewardOf(objective));
    if (objective < this.centreObjective) this.moveCentre(place, objective, this.observation);
  }

  /** Fills `actions`; returns how many of them, the first ones, are uniform draws. */
  private propose(): number {
    const { core, actions } = this;
    const { samples, exploration, proposals } = core.options;
    const size = this.x.length;
    const drawn = proposals === "uniform" || !this.taught ? samples : Math.round(exploration * samples);
    for (let k = 0; k < drawn * size; k++) actions[k] = core.random.between(-1, 1);
    if (drawn < samples) {
      const observation = this.hindsight.scaled(this.centreObservation);
      actions.set(core.agent.propose(observation, samples - drawn, core.random), drawn * size);
    }
    return drawn;
  }

  private evaluateProposals(drawn: number): void {
    const { core, window, memory } = this;
    for (let k = 0; k < core.options.samples; k++) {
      const place = this.places[k]!;
      window.place(this.actions, k * place.length, place);
      this.fromBox(place, this.x);
      const objective = core.evaluate(this.x, this.observation, k < drawn ? "random" : core.origin);
      this.objectives[k] = objective;
      this.toBox(this.x, place);
      memory.add(place, this.observation, rewardOf(objective));
    }
  }

  private learn(): void {
    const { core, hindsight, memory, window } = this;
    for (let update = 0; update < core.options.updates; update++) {
      const centre = { observation: this.centreObservation, reward: rewardOf(this.centreObjective) };
      this.taught = hindsight.draw(memory, window, centre, core.random);
      if (!this.taught) return;
      core.losses = core.agent.learn(hindsight.batch, core.random);
    }
    core.checkLosses();
  }

  private adapt(): void {
    const { objectives } = this;
    const order = Array.from(objectives.keys()).sort((a, b) => objectives[a]! - objectives[b]! || a - b);
    let improved = 0;
    for (const objective of objectives) if (objective < this.centreObjective) improved++;
    const better = order.slice(0, Math.ceil(objectives.length / 4)).map((k) => this.places[k]!);
    this.window.adapt(better, improved / objectives.length);
  }

  private move(): void {
    const { objectives, memory } = this;
    let first = 0;
    for (let k = 1; k < objectives.length; k++) if (objectives[k]! < objectives[first]!) first = k;
    if (objectives[first]! < this.centreObjective) {
      const slot = memory.latest(objectives.length - 1 - first);
      this.moveCentre(this.places[first]!, objectives[first]!, memory.observation(slot));
    }
    this.idle++;
    if (this.centreObjective < 0.99 * this.milestone) {
      this.milestone = this.centreObjective;
      this.idle = 0;
    }
  }

  private moveCentre(place: Float64Array, objective: number, observation: Float32Array): void {
    this.window.centre.set(place);
    this.centreObjective = objective;
    this.centreObservation.set(observation);
  }

  /** Centre at `start`, or at the best of a few uniform places; the window at its first size. */
  private beginDescent(start: Float64Array | null): void {
    const { core, window, memory } = this;
    this.descents++;
    this.taught = false;
    this.idle = 0;
    this.milestone = Number.POSITIVE_INFINITY;
    this.centreObjective = Number.POSITIVE_INFINITY;
    memory.clear();
    window.reset(core.options.initialWindow);
    const place = this.places[0]!;
    for (let k = start === null ? core.options.initialSamples : 1; k > 0; k--) {
      for (let i = 0; i < place.length; i++) place[i] = core.random.uniform();
      if (start === null) this.fromBox(place, this.x);
      else this.x.set(start);
      const objective = core.evaluate(this.x, this.observation, "random");
      this.toBox(this.x, place);
      memory.add(place, this.observation, rewardOf(objective));
      if (objective < this.centreObjective) this.moveCentre(place, objective, this.observation);
    }
  }

  private fromBox(place: Float64Array, x: Float64Array): void {
    const { lower, upper } = this.core.environment;
    for (let i = 0; i < x.length; i++) x[i] = lower[i]! + place[i]! * (upper[i]! - lower[i]!);
  }

  private toBox(x: Float64Array, place: Float64Array): void {
    const { lower, upper } = this.core.environment;
    for (let i = 0; i < x.length; i++) place[i] = (x[i]! - lower[i]!) / (upper[i]! - lower[i]!);
  }

  save(): AgentSearchState {
    const schedule: DescentState = {
      window: this.window.save(),
      memory: this.memory.save(),
      hindsight: this.hindsight.save(),
      centreObservation: this.centreObservation.slice(),
      centreObjective: this.centreObjective,
      milestone: this.milestone,
      idle: this.idle,
      descents: this.descents,
      ended: this.ended,
      taught: this.taught,
    };
    return { ...this.core.save(), schedule };
  }

  private load(state: DescentState): void {
    this.window.load(state.window);
    this.memory.load(state.memory);
    this.hindsight.load(state.hindsight);
    this.centreObservation.set(state.centreObservation);
    this.centreObjective = state.centreObjective;
    this.milestone = state.milestone;
    this.idle = state.idle;
    this.descents = state.descents;
    this.ended = state.ended;
    this.taught = state.taught;
  }
}

export interface DescentState {
  readonly window: ShapedWindowState;
  readonly memory: PlaceMemoryState;
  readonly hindsight: HindsightState;
  readonly centreObservation: Float32Array;
  readonly centreObjective: number;
  readonly milestone: number;
  readonly idle: number;
  readonly descents: number;
  readonly ended: boolean;
  readonly taught: boolean;
}

/** −½ log₁₀ objective: decades of 1/‖r‖. */
function rewardOf(objective: number): number {
  return -HALF_LOG10_E * log(Math.min(Math.max(objective, SMALLEST_OBJECTIVE), LARGEST_OBJECTIVE));
}

const HALF_LOG10_E = 0.21714724095162588;
/** keep the rewards of an exact solution and of an overflow finite */
const SMALLEST_OBJECTIVE = 1e-300;
const LARGEST_OBJECTIVE = 1e300;
