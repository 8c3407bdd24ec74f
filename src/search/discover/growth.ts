import type { NumberCache } from "../../crossing/number-cache.js";
import { Random } from "../../math/random.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import { familyOf } from "../../theory/family-of.js";
import type { Theory } from "../../theory/theory.js";
import type { ContentStep } from "../result.js";
import { createSetting, type Setting } from "../rung/setting.js";
import { carried, chosen, comparables } from "./choose.js";
import {
  type Found,
  fullestStep,
  isMostlyKnown,
  knownOperators,
  neighbours,
  type Step,
  settledCut,
} from "./found.js";
import { kindsBelow, unknownOperator } from "./kinds.js";
import { Level, type Solution } from "./level.js";
import { LevelSearch, type Trial } from "./level-search.js";
import { doubts } from "./moves.js";
import type { Proposer } from "./propose/proposer.js";
import { type Released, suspectInputs } from "./releases.js";

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
  visited: readonly Step[];
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
/**
 * So many levels without another known operator end the growth where most are known, but not before it has gone up so many: what fits the first cuts
 * may be wrong.
 */
const PATIENCE = 2.5;
const LEAST_LEVELS = 5;
/** Levels above the first, at most. */
const MOST_LEVELS = 8;
/** Two unknowns each: with more of them little of what is found stands up to doubt, and a level takes as long as all below it. */
const MOST_OPERATORS = 12;
/** Tables are made for so many levels at a time. */
const REACH = 3;
/** Beyond one level, what a cut's variation and an operator above it may need. */
const MARGIN = 1.5;
export const initialGrowth = (): GrowthState => ({
  carried: [],
  visited: [],
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
  /** of the present step */
  private search: LevelSearch | null = null;

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

  /** One cut; the state changes at its end alone. Yields before every content that is solved. */
  *step(): Generator<Trial, void> {
    const { state, plan } = this;
    const level = this.level(this.cut);
    const random = Random.stream(plan.seed, plan.stream, STREAM, state.steps.length);
    const search = new LevelSearch(level, plan.proposer, random);
    this.search = search;
    const solution = yield* search.run(state.carried, state.visited.at(-1)?.solution);
    const step = { cut: level.cut, solution, rivals: comparables(search.pool, solution) };
    state.carried = carried(search.pool, solution);
    state.visited = [...state.visited, step];
    state.tried += search.pool.length;
    state.steps = [...state.steps, stepOf(step, search.moves)];
    this.count();
    if (this.isOver()) yield* this.settle();
  }

  /** Ends with what is known best so far, unexamined; in the middle of the first step with the best so far, or with nothing. */
  stopHere(): void {
    const { state, search, firstCut } = this;
    if (state.visited.length > 0) this.found(fullestStep(this.known));
    else if (search && search.pool.length > 0)
      state.found = { cut: firstCut, solution: chosen(search.pool), rivals: [], neighbours: [], known: 0 };
  }

  /** After the end, see {@link suspectInputs}. */
  suspects(found: Found, released: Released): Generator<Trial, string[]> {
    const { seed, stream, proposer } = this.plan;
    const random = Random.stream(seed, stream, STREAM, this.state.steps.length);
    const level = (cut: number) => this.level(cut);
    return suspectInputs(found, this.state.visited, level, { proposer, random, released });
  }

  /** A step is known by those around it: what was so may be so no longer. */
  private count(): void {
    const { state, spacing } = this;
    const known = knownOperators(state.visited, spacing);
    state.steps = state.steps.map((step, k) => ({ ...step, known: known[k]! }));
  }

  private get known(): number[] {
    return this.state.steps.map(({ known }) => known);
  }

  /**
   * The step on which most operators are known when every one is in doubt: those on which more seem to be are examined first, until the
   * one at the front has been.
   */
  private *settle(): Generator<Trial, void> {
    const { state } = this;
    const examined = new Set<number>();
    for (;;) {
      const index = fullestStep(this.known);
      if (examined.has(index)) return this.found(index);
      examined.add(index);
      const step = state.visited[index]!;
      const level = this.level(step.cut);
      const pool = [...step.rivals];
      for (const { move, start } of doubts(level, step.solution)) {
        yield { level, held: step.solution, move };
        pool.push(level.solve(start, step.solution.amplitude));
        state.tried++;
      }
      const rivals = comparables(pool, step.solution);
      state.visited = state.visited.with(index, { ...step, rivals });
      this.count();
    }
  }

  private found(index: number): void {
    const { state } = this;
    const { visited } = state;
    state.found = {
      ...visited[index]!,
      cut: settledCut(visited, this.known, index),
      neighbours: neighbours(visited, index),
      known: this.known[index]!,
    };
  }

  private isOver(): boolean {
    const { known } = this;
    if (known.length === 0) return false;
    const levels = STEP * (known.length - 1);
    const fullest = fullestStep(known);
    const mostly = isMostlyKnown(this.state.visited[fullest]!, known[fullest]!);
    const idle = mostly ? levels - STEP * fullest : 0;
    const operators = this.state.steps.at(-1)!.operators.length;
    return (
      (levels >= LEAST_LEVELS && idle >= PATIENCE) || levels >= MOST_LEVELS || operators >= MOST_OPERATORS
    );
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

const stepOf = ({ cut, solution }: Step, moves: ContentStep["moves"]): ContentStep => ({
  cut,
  operators: solution.operators.map(({ channels, spin, delta, error }) => ({ channels, spin, delta, error })),
  evidence: solution.evidence,
  amplitude: solution.amplitude,
  chi2: solution.chi2,
  known: 0,
  moves,
});
