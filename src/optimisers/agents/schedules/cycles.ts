import { InputError } from "../../../errors.js";
import type { Environment } from "../../../problem/problem.js";
import { type Batch, emptyBatch } from "../agent.js";
import type { AgentDiagnostics, AgentSearch, AgentSearchState } from "../agent-search.js";
import type { ElitePlace, ProposalOrigin } from "../elite.js";
import type { SearchCore } from "../search-core.js";
import type { CycleOptions } from "./cycle-options.js";
import { ReplayBuffer, type ReplayState } from "./replay.js";

/**
 * BootSTOP's cycles (arXiv:2108.08859, 2209.02801; neural_net/sac.py of vniarchos/BootSTOP): one proposal and one gradient step at a
 * time; from the observation at the last place, zero at the start of a cycle, the agent moves to
 *
 *     place = lower + |window·action + (1 − guess)·(best − lower)|,  reward = 7/‖E‖.
 *
 * A cycle ends after `patience` steps without a new best place; agent and replay then begin anew. After `fruitlessCycles` cycles
 * without one, in a row or not, the window shrinks and guessing ends for all unknowns; with shrink `maxShrinks` the search is
 * finished. What differs from the public code:
 *
 * 1. Places are clipped to the box from above and operators of one spin kept apart, as a theory's ranges have it.
 * 2. The first best place is a uniform one or the given start, looked at like any other, instead of a reward to beat.
 * 3. An observation is scaled to order one; there it is the residual itself.
 */
export class CycleSearch implements AgentSearch {
  private readonly replay: ReplayBuffer;
  private readonly batch: Batch;
  private readonly windows: Float64Array;
  private readonly action: Float32Array;
  private readonly x: Float64Array;
  private observation: Float32Array;
  private nextObservation: Float32Array;
  private schedule: Schedule = { idle: 0, fruitless: 0, shrinks: 0, improved: false, ended: false };

  private constructor(private readonly core: SearchCore<CycleOptions>) {
    const { environment, options } = core;
    const size = environment.lower.length;
    const { observationSize } = environment;
    this.windows = firstWindows(environment, options);
    this.replay = new ReplayBuffer(options.capacity, observationSize, size);
    this.batch = emptyBatch(options.batch, core.sizes);
    this.action = new Float32Array(size);
    this.x = new Float64Array(size);
    this.observation = new Float32Array(observationSize);
    this.nextObservation = new Float32Array(observationSize);
  }

  static begin(core: SearchCore<CycleOptions>, start: Float64Array | null): CycleSearch {
    const search = new CycleSearch(core);
    const { lower, upper } = core.environment;
    for (let i = 0; i < lower.length; i++)
      search.x[i] = start === null ? core.random.between(lower[i]!, upper[i]!) : start[i]!;
    core.evaluate(search.x, search.nextObservation, "random");
    return search;
  }

  static resume(core: SearchCore<CycleOptions>, state: object): CycleSearch {
    const search = new CycleSearch(core);
    const { schedule, observation, replay } = state as CycleState;
    search.schedule = { ...schedule };
    search.observation.set(observation);
    search.replay.load(replay);
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

  readonly evaluationsAStep = 1;

  get finished(): boolean {
    return this.schedule.ended || this.steps >= this.core.options.maxSteps;
  }

  get diagnostics(): AgentDiagnostics {
    const { lower, upper } = this.core.environment;
    let widest = 0;
    for (let i = 0; i < lower.length; i++)
      widest = Math.max(widest, this.window(i) / (upper[i]! - lower[i]!));
    return { ...this.core.losses, window: widest };
  }

  step(): void {
    const { core } = this;
    core.steps++;
    const before = core.best.objective;
    this.propose();
    this.place();
    const origin = core.options.proposals === "uniform" ? "random" : core.origin;
    const objective = core.evaluate(this.x, this.nextObservation, origin);
    if (core.options.proposals === "policy") this.learn(objective);
    [this.observation, this.nextObservation] = [this.nextObservation, this.observation];
    this.advance(objective < before);
  }

  offer(x: Float64Array, objective: number, origin: ProposalOrigin): void {
    const before = this.best.objective;
    this.x.set(x);
    this.core.observe(this.x, this.nextObservation);
    this.core.elite.insert(this.x, objective, origin);
    if (objective >= before) return;
    this.observation.set(this.nextObservation);
    this.schedule.idle = 0;
    this.schedule.improved = true;
  }

  private propose(): void {
    const { core, action } = this;
    if (core.options.proposals === "uniform") {
      for (let i = 0; i < action.length; i++) action[i] = core.random.between(-1, 1);
      return;
    }
    action.set(core.agent.propose(this.observation, 1, core.random));
  }

  /** BootSTOP's window formula; `project` clips and keeps operators of one spin apart. */
  private place(): void {
    const { environment, options } = this.core;
    const { lower, upper } = environment;
    const { shrinks } = this.schedule;
    const best = this.best.x;
    for (let i = 0; i < lower.length; i++) {
      const guess = shrinks === 0 && options.guess?.[i] ? 1 : 0;
      const offset = this.window(i) * this.action[i]! + (1 - guess) * (best[i]! - lower[i]!);
      this.x[i] = Math.min(lower[i]! + Math.abs(offset), upper[i]!);
    }
  }

  private window(unknown: number): number {
    let window = this.windows[unknown]!;
    for (let k = 0; k < this.schedule.shrinks; k++) window *= this.core.options.windowRate;
    return window;
  }

  private learn(objective: number): void {
    const { core, replay, observation, nextObservation, action } = this;
    const reward = core.options.rewardScale / Math.sqrt(Math.max(objective, SMALLEST_OBJECTIVE));
    replay.add({ observation, action, reward, nextObservation });
    if (replay.count < core.options.batch) return;
    replay.sample(this.batch, core.random);
    core.losses = core.agent.learn(this.batch, core.random);
    core.checkLosses();
  }

  private advance(improved: boolean): void {
    const { schedule } = this;
    if (improved) {
      schedule.idle = 0;
      schedule.improved = true;
    } else schedule.idle++;
    if (schedule.idle >= this.core.options.patience) this.endCycle();
  }

  private endCycle(): void {
    const { schedule } = this;
    const { fruitlessCycles, maxShrinks, proposals } = this.core.options;
    if (!schedule.improved) schedule.fruitless++;
    if (schedule.fruitless >= fruitlessCycles) {
      schedule.fruitless = 0;
      schedule.shrinks++;
      schedule.ended = schedule.shrinks >= maxShrinks;
    }
    schedule.idle = 0;
    schedule.improved = false;
    this.replay.clear();
    this.observation.fill(0);
    if (proposals === "policy") this.core.agent.reset(this.core.random);
  }

  save(): AgentSearchState {
    const schedule: CycleState = {
      schedule: { ...this.schedule },
      observation: this.observation.slice(),
      replay: this.replay.save(),
    };
    return { ...this.core.save(), schedule };
  }
}

/** Where the search stands: counters of the running cycle, and the windows' shrinks so far. */
interface Schedule {
  /** steps since the last new best place */
  idle: number;
  /** cycles without one since the last shrink, in a row or not */
  fruitless: number;
  shrinks: number;
  /** whether this cycle found one */
  improved: boolean;
  ended: boolean;
}

export interface CycleState {
  readonly schedule: Schedule;
  readonly observation: Float32Array;
  readonly replay: ReplayState;
}

/** keeps the reward of an exact solution finite in single precision */
const SMALLEST_OBJECTIVE = 1e-60;

function firstWindows({ lower, upper }: Environment, options: CycleOptions): Float64Array {
  for (const field of ["windows", "guess"] as const) {
    const list = options[field];
    if (list !== undefined && list.length !== lower.length)
      throw new InputError({
        where: "agent options",
        field,
        found: list.length,
        allowed: `one entry for each of ${lower.length} unknowns`,
      });
  }
  return options.windows ? Float64Array.from(options.windows) : upper.map((value, i) => value - lower[i]!);
}
