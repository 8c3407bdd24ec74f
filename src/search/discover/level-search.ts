import type { Random } from "../../math/random.js";
import { SUSPECT } from "../inference/criteria.js";
import { temperedDifference } from "../inference/tempered-evidence.js";
import type { ContentStep } from "../result.js";
import { chosen, climbable, samePlace } from "./choose.js";
import type { Level, Solution, Start } from "./level.js";
import { additions, type Move, merges, removals, shifts } from "./moves.js";
import type { Proposer } from "./propose/proposer.js";

/** What is done at the moment, for progress. */
export interface Trial {
  readonly level: Level;
  /** null before the first content of the level is solved */
  readonly held: Solution | null;
  readonly move: string;
}

/** What a level begins with. */
export interface Begin {
  readonly operators: Start;
  readonly amplitude: number;
}

/** Rounds of additions and removals on one cut. */
const MOST_ROUNDS = 8;

/** Contents that are given operators where the chosen one does not go on, and places tried for each. */
const WIDENED = 8;
const WIDTH = 4;

/** The contents tried at one cut. */
export class LevelSearch {
  readonly pool: Solution[] = [];
  readonly moves: ContentStep["moves"][number][] = [];
  private readonly examined: Solution[] = [];
  /** by which move each came to be */
  private readonly names = new Map<Solution, string>();

  constructor(
    private readonly level: Level,
    private readonly proposer: Proposer,
    private readonly random: Random,
  ) {}

  /** @param previous what was chosen on the cut below; null where there is none */
  *run(below: readonly Begin[], previous: Solution | null = null): Generator<Trial, Solution> {
    const { pool } = this;
    for (const { operators, amplitude } of below)
      yield* this.trial(null, { move: "raise the cut", start: operators }, amplitude);
    if (pool.length === 0) yield* this.trial(null, { move: "begin", start: [] }, 1);
    const held = yield* this.improve(chosen(pool));
    if (previous === null || temperedDifference(held, previous) <= SUSPECT) return held;
    return yield* this.widen(held);
  }

  /**
   * A content that does not go on from the cut below may be wrong in several operators at once, which no
   * single move mends: others that might go on are given operators as well, the likeliest first, whether or
   * not each is asked for.
   */
  private *widen(held: Solution): Generator<Trial, Solution> {
    const { level, proposer, random, pool } = this;
    for (let round = 0; round < WIDENED; round++) {
      const next = climbable(pool, held).find((other) => !this.known(other));
      if (!next) break;
      this.examined.push(next);
      const tried = additions(level, next, proposer, random).slice(0, WIDTH);
      for (const move of tried) yield* this.trial(next, move, next.amplitude);
    }
    const best = this.changed(held);
    return best ? yield* this.improve(best) : held;
  }

  private *improve(first: Solution): Generator<Trial, Solution> {
    const { level } = this;
    let held = first;
    for (let round = 0; round < MOST_ROUNDS && !this.known(held); round++) {
      this.examined.push(held);
      const next =
        (yield* this.improved(held, additions(level, held, this.proposer, this.random))) ??
        (yield* this.reduced(held));
      if (next === null) break;
      held = next;
    }
    return held;
  }

  private known(held: Solution): boolean {
    return this.examined.some((other) => samePlace(other, held));
  }

  /** Fewer operators, or the same elsewhere. */
  private *reduced(held: Solution): Generator<Trial, Solution | null> {
    const { level, proposer, random } = this;
    const without = [];
    for (const { removed, ...move } of removals(level, held))
      without.push({ removed, solution: yield* this.trial(held, move, held.amplitude) });
    const smaller = this.changed(held);
    if (smaller) return smaller;
    const merged = yield* this.improved(held, merges(level, held));
    if (merged) return merged;
    const [weakest] = without;
    if (!weakest?.solution) return null;
    const { solution, removed } = weakest;
    return yield* this.improved(held, shifts(level, solution, removed, { proposer, random }));
  }

  /** Tries moves; what is chosen then, where it is another content. */
  private *improved(held: Solution, moves: readonly Move[]): Generator<Trial, Solution | null> {
    for (const move of moves) yield* this.trial(held, move, held.amplitude);
    return this.changed(held);
  }

  private changed(held: Solution): Solution | null {
    const next = chosen(this.pool);
    if (next === held) return null;
    this.moves.push({ move: this.names.get(next)!, gain: temperedDifference(held, next) });
    return next;
  }

  private *trial(
    held: Solution | null,
    { move, start }: Move,
    amplitude: number,
  ): Generator<Trial, Solution> {
    const { level, pool } = this;
    yield { level, held: held ?? pool[0] ?? null, move };
    const solution = level.solve(start, amplitude);
    pool.push(solution);
    this.names.set(solution, move);
    return solution;
  }
}
