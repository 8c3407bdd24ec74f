import { Random } from "../../math/random.js";
import { withinEvaluations } from "../../problem/evaluation-counter.js";
import type { Rung as RungSpec } from "../../theory/theory.js";
import { type Candidate, insertCandidate } from "../explore/candidates.js";
import { createExplorer } from "../explore/create-explorer.js";
import type { Explorer, ExplorerSetup, ExplorerState } from "../explore/explorer.js";
import type { ObjectiveName } from "../result.js";
import { rungOf } from "../rung/of-result.js";
import { Rung } from "../rung/rung.js";
import type { Setting } from "../rung/setting.js";
import { weighedBranches } from "./branches.js";
import { fitChannelAmplitudes } from "./channel-amplitudes.js";
import { accepts, climbedRung, missed } from "./climbed-rung.js";
import { type ClimbedRung, initialState, type LadderState, type StartBase } from "./state.js";

/** What a ladder is told besides its setting. */
export interface LadderPlan {
  readonly rungs: readonly RungSpec[];
  readonly objective: ObjectiveName;
  readonly explorer: ExplorerSetup;
  /** climb every rung, whatever the stopping rule says */
  readonly climbAll: boolean;
  /** it starts from a solution that other rungs confirmed */
  readonly continued: boolean;
  readonly seed: number;
  readonly stream: number;
  /** by rung: places in its unknown dimensions that it starts from besides those of the rung below */
  readonly starts: readonly (readonly (readonly number[])[])[];
}

const NOT_CUT = { evaluations: 0, reached: null };
const BASES = 6;
/** A rung is explored again where the amplitude turns out to be wrong by more than this factor. */
const AMPLITUDE_MISFIT = 3;
/** The channels' amplitudes are taken over where one of them turns out to be wrong by more than this factor. */
const CHANNEL_MISFIT = 1.3;
const MOST_ROUNDS = 4;

/**
 * The ladder: few operators first, then more. Every rung is explored from the best solutions of the one below, its new operators at places that the
 * explorer proposes; the tail's amplitude is fitted; the best distinct solutions go up. It ends where a rung neither raises the evidence nor
 * localises its new operators.
 */
export class Ladder {
  private rung: Rung;
  private explorer: Explorer;
  /** of the unit of work that an end of the evaluations cut off: what it had taken, and how far it was */
  private cut: { readonly evaluations: number; readonly reached: Candidate | null } = NOT_CUT;

  constructor(
    readonly setting: Setting,
    readonly plan: LadderPlan,
    readonly state: LadderState = initialState(setting.theory.tail),
  ) {
    this.rung = this.buildRung();
    this.explorer = this.buildExplorer(state.explorer);
  }

  get spec(): RungSpec {
    return this.plan.rungs[this.state.rung]!;
  }

  get best(): number {
    return this.state.pool[0]?.objective ?? this.explorer.best;
  }

  get stage(): string {
    return this.explorer.stage;
  }

  get losses() {
    return this.explorer.losses;
  }

  /**
   * One unit of work, some milliseconds. False where it would have taken more than `most` evaluations in all: it is given up then, and the
   * ladder stands before it, so that with more of them it goes on as if it had had them from the beginning.
   */
  step(most = Number.POSITIVE_INFINITY): boolean {
    const { state } = this;
    const exploring = !this.explorer.finished;
    const needed = exploring ? this.explorer.most : Number.POSITIVE_INFINITY;
    if (state.counter.evaluations + needed <= most) {
      this.work();
      return true;
    }
    const before = this.save();
    if (withinEvaluations(state.counter, most, () => this.work())) return true;
    this.goBack(before, exploring);
    return false;
  }

  private work(): void {
    const { state, explorer } = this;
    if (explorer.finished) {
      this.settle();
      return;
    }
    const found = explorer.step();
    state.sacSteps += found.agentSteps;
    if (found.ledger) state.ledger = found.ledger;
    this.note(found.candidates);
  }

  /** @param exploring whether the unit that was cut off was the explorer's */
  private goBack(before: LadderState, exploring: boolean): void {
    const { state, explorer } = this;
    const { counter } = state;
    const reached = exploring ? explorer.reached() : null;
    this.cut = { evaluations: counter.evaluations - before.counter.evaluations, reached };
    Object.assign(state, before, { counter });
    this.rung = this.buildRung();
    this.explorer = this.buildExplorer(before.explorer);
  }

  private note(candidates: readonly Candidate[]): void {
    const { state, rung } = this;
    for (const candidate of candidates)
      state.pool = insertCandidate(state.pool, candidate, rung.levelSpacing);
  }

  /** The whole state, to be kept; {@link Ladder} goes on from it as if never interrupted. */
  save(): LadderState {
    const { state, explorer, cut } = this;
    const evaluations = state.counter.evaluations - cut.evaluations;
    return { ...state, climbed: [...state.climbed], explorer: explorer.save(), counter: { evaluations } };
  }

  /** A rung that was climbed, for error bars. */
  rungOf({ summary }: ClimbedRung): Rung {
    const { setting, plan, state } = this;
    return rungOf(setting, summary, { objective: plan.objective, counter: state.counter });
  }

  /**
   * The rung the result is taken from; where not even the first one was finished, that one with what it has.
   * @param most evaluations in all that fitting the tail's amplitude once more may lead to
   */
  result(most: number): ClimbedRung | null {
    const { state } = this;
    const accepted = state.climbed[state.accepted];
    if (accepted) return accepted;
    const { reached } = this.cut;
    this.note([...this.explorer.harvest(), ...(reached ? [reached] : [])]);
    if (state.pool.length === 0) return null;
    const { pool } = state;
    if (this.rung.model && !withinEvaluations(state.counter, most, () => this.weigh(pool, this.polished)))
      this.weigh(pool.slice(0, 1), false);
    return this.climb();
  }

  private buildRung(): Rung {
    const { setting, plan, state } = this;
    return new Rung(setting, this.spec, plan.objective, state.counter, {
      amplitudes: state.channelAmplitudes,
    });
  }

  private buildExplorer(resume: ExplorerState | null): Explorer {
    const { plan, state } = this;
    const random = Random.stream(plan.seed, plan.stream, state.rung, state.round);
    if (!resume) state.bases = this.bases();
    return createExplorer(plan.explorer, this.rung, {
      amplitude: state.amplitude,
      bases: state.bases,
      random,
      resume,
      ledger: state.ledger,
    });
  }

  /** What the next explorer starts from, as it stands when that one begins. */
  private bases(): StartBase[] {
    const { state, plan } = this;
    const below = state.climbed[state.climbed.length - 1];
    const carried = below?.pool.slice(0, BASES).map(({ x }) => ({ x, origin: "carried" as const })) ?? [];
    if (state.round > 0) return [...carried, ...state.pool.slice(0, 1)];
    const given = plan.starts[state.rung]?.map((x) => ({ x, origin: "given" as const })) ?? [];
    return [...given, ...carried];
  }

  /** Fits the amplitude to the best solution; where it was far off, explores once more with the new one. */
  private settle(): void {
    const { state, rung } = this;
    const before = state.amplitude;
    if (rung.model && state.pool.length > 0) this.weigh(state.pool, this.polished);
    const resized = this.resizeChannels();
    const misfit = Math.max(state.amplitude / before, before / state.amplitude);
    state.round++;
    if ((resized || misfit > AMPLITUDE_MISFIT || missed(rung, state)) && state.round < MOST_ROUNDS) {
      this.explorer = this.buildExplorer(null);
      return;
    }
    this.leave();
  }

  /** Fits the sizes of the channels' tails to the best solution of the first rung; true where they moved enough to explore again. */
  private resizeChannels(): boolean {
    const { state, rung, setting } = this;
    if (!rung.model || state.rung > 0 || state.pool.length === 0 || state.round + 1 >= MOST_ROUNDS)
      return false;
    if (setting.theory.tail.amplitude !== "auto" || !setting.family.sizesChannels) return false;
    const best = Float64Array.from(state.pool[0]!.x);
    const fitted = fitChannelAmplitudes(setting, { spec: this.spec, x: best, state });
    if (fitted === null) return false;
    const moved = Object.entries(fitted.amplitudes).some(([channel, value]) => {
      const ratio = value / (state.channelAmplitudes[channel] ?? 1);
      return Math.max(ratio, 1 / ratio) > CHANNEL_MISFIT;
    });
    if (!moved) return false;
    state.channelAmplitudes = fitted.amplitudes;
    state.amplitude = fitted.amplitude;
    state.pool = [];
    this.rung = this.buildRung();
    return true;
  }

  private get polished(): boolean {
    return this.plan.explorer.polish !== null;
  }

  /** Ranks solutions, each with a tail of its own size; the rung's amplitude is the best one's. */
  private weigh(pool: readonly Candidate[], polished: boolean): void {
    const { state, rung, setting } = this;
    state.pool = weighedBranches(rung, pool, {
      amplitude: state.amplitude,
      fitted: setting.theory.tail.amplitude === "auto",
      polished,
    });
    state.amplitude = state.pool[0]!.weight!.amplitude;
  }

  private leave(): void {
    const { state, plan } = this;
    const found = this.climb();
    const better = accepts(this.rung, state, found);
    state.climbed.push({ ...found, lost: !better });
    if (better) state.accepted = state.climbed.length - 1;
    if (state.rung + 1 === plan.rungs.length || !(better || plan.climbAll)) {
      state.finished = true;
      return;
    }
    state.rung++;
    state.round = 0;
    state.pool = [];
    this.rung = this.buildRung();
    this.explorer = this.buildExplorer(null);
  }

  private climb(): ClimbedRung {
    const { state, plan } = this;
    return climbedRung(this.rung, state, {
      spec: this.spec,
      older: state.rung === 0 ? 0 : plan.rungs[state.rung - 1]!.operators,
    });
  }
}
