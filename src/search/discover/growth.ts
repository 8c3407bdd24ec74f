import type { NumberCache } from "../../crossing/number-cache.js";
import { Random } from "../../math/random.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import { familyOf } from "../../theory/family-of.js";
import type { Theory } from "../../theory/theory.js";
import type { ContentStep } from "../result.js";
import { createSetting, type Setting } from "../rung/setting.js";
import { carried } from "./choose.js";
import { examine, type Found, lastRise, settledSteps } from "./found.js";
import { kindsBelow, unknownOperator } from "./kinds.js";
import { Level, localised, type Solution } from "./level.js";
import { LevelSearch, type Trial } from "./level-search.js";
import type { Proposer } from "./propose/proposer.js";

/** What a growth is told besides its theory. */
export interface GrowthPlan {
  readonly theory: Theory;
  readonly proposer: Proposer;
  readonly seed: number;
  readonly stream: number;
  /** name of the sample points */
  readonly points: string | undefined;
}

/** Everything a growth knows after a step; structured-cloneable. */
export interface GrowthState {
  /** solutions that go on from the last step, the chosen one first */
  carried: readonly Solution[];
  /** what was chosen on each step */
  chosen: readonly Solution[];
  steps: readonly ContentStep[];
  tried: number;
  /** null until the growth is over */
  found: Found | null;
  counter: EvaluationCounter;
}

/** Between one cut and the next, in levels. */
const STEP = 0.5;
/** The first cut lies above the stress tensor's level by so much, in levels. */
const FIRST = 0.5;
/** So many levels without another localised dimension end the growth; before the first one it may take longer. */
const PATIENCE = 2.5;
const FIRST_PATIENCE = 5;
/** Levels above the first, at most. */
const MOST_LEVELS = 8;
/** Tables are made for so many levels at a time. */
const REACH = 3;
/** Beyond one level, what a cut's variation and an operator above it may need. */
const MARGIN = 1.5;
export const initialGrowth = (): GrowthState => ({
  carried: [],
  chosen: [],
  steps: [],
  tried: 0,
  found: null,
  counter: { evaluations: 0 },
});

/**
 * The content from below: the cut rises by half a level at a time, and at each cut operators are added, taken away, merged and moved as long as another
 * content beats the present one, see {@link chosen}.
 */
export class Growth {
  private setting: Setting | null = null;
  private reach = 0;

  constructor(
    readonly plan: GrowthPlan,
    readonly state: GrowthState = initialGrowth(),
    private readonly cache: NumberCache | null = null,
  ) {}

  private get cut(): number {
    return this.firstCut + STEP * this.spacing * this.state.steps.length;
  }

  private get spacing(): number {
    return familyOf(this.plan.theory).levelSpacing;
  }

  private get firstCut(): number {
    const { dimension, levelSpacing } = familyOf(this.plan.theory);
    return (dimension ?? 2) + FIRST * levelSpacing;
  }

  /** One cut, or after the last what is found; the state changes at the end alone. Yields before every content that is solved. */
  *step(): Generator<Trial, void> {
    const { state } = this;
    if (this.isOver()) {
      yield* this.end();
      return;
    }
    const { plan } = this;
    const level = this.level(this.cut);
    const random = Random.stream(plan.seed, plan.stream, STREAM, state.steps.length);
    const search = new LevelSearch(level, plan.proposer, random);
    const held = yield* search.run(state.carried);
    state.carried = carried(search.pool, held);
    state.chosen = [...state.chosen, held];
    state.tried += search.pool.length;
    state.steps = [...state.steps, stepOf(level, held, search.moves)];
  }

  /** Ends with the content of the last step, unexamined; with nothing where there is none. */
  stopHere(): void {
    const { state } = this;
    const { steps, chosen } = state;
    if (steps.length === 0) return;
    state.found = { cut: steps.at(-1)!.cut, solution: chosen.at(-1)!, rivals: [], below: null };
  }

  /** The content that settled, and its rivals. */
  private *end(): Generator<Trial, void> {
    const { state } = this;
    const { chosen, steps } = state;
    const { index, cut } = settledSteps(chosen, steps);
    const below = index > 0 ? { cut: steps[index - 1]!.cut, solution: chosen[index - 1]! } : null;
    const { found, tried } = yield* examine(this.level(cut), chosen[index]!, below);
    state.tried += tried;
    state.found = found;
  }

  private isOver(): boolean {
    const { steps } = this.state;
    if (steps.length === 0) return false;
    const counts = steps.map((step) => step.localised);
    const idle = steps.length - 1 - lastRise(steps);
    const patience = counts.at(-1) === 0 ? FIRST_PATIENCE : PATIENCE;
    return idle * STEP >= patience || (steps.length - 1) * STEP >= MOST_LEVELS;
  }

  private level(cut: number): Level {
    const { plan, spacing, state, cache } = this;
    if (this.setting === null || cut > this.reach) {
      while (this.reach < cut) this.reach = Math.max(this.firstCut, this.reach + REACH * spacing);
      const { theory, points } = plan;
      const highest = this.reach + MARGIN * spacing;
      const spectrum = [
        ...theory.spectrum,
        ...kindsBelow(theory, this.reach).map((kind) => unknownOperator(theory, kind, highest)),
      ];
      const rung = { operators: spectrum.length, cut: this.reach };
      const whole = createSetting({ ...theory, spectrum, ladder: [rung] }, [rung], points, cache);
      this.setting = { ...whole, theory };
    }
    return new Level(this.setting, cut, state.counter);
  }
}

/** Streams of random numbers (seed, stream, rung, …) are the ladder's; this is no rung's number. */
const STREAM = 0x10000;

const stepOf = (level: Level, held: Solution, moves: ContentStep["moves"]): ContentStep => ({
  cut: level.cut,
  operators: held.operators.map(({ channels, spin, delta, error }) => ({ channels, spin, delta, error })),
  evidence: held.evidence,
  amplitude: held.amplitude,
  chi2: held.chi2,
  localised: localised(held, level.spacing),
  moves,
});
