import { log } from "../../../math/elementary.js";
import { keepApart } from "../../../optimisers/least-squares/separations.js";
import type { EpisodeStep, EpisodicEnvironment } from "../../../problem/episodic.js";
import type { Problem } from "../../../problem/problem.js";
import type { Polish } from "../explorer.js";

/** What is constructed: a problem that has a part for any of its unknowns alone. */
export interface Constructible {
  /** all unknowns, each of them an operator that is to be placed */
  readonly problem: Problem;
  /** The problem of these unknowns alone, ascending indices into those of {@link problem}; its first `rows` rows are the same. */
  part(unknowns: readonly number[]): Problem;
  /** rows that every part has */
  readonly rows: number;
}

/**
 * Operators placed one after the other. An action chooses which of those that are left comes next, that is its channel and spin, and where
 * in its range its dimension lies. The observation is the residual of the equation with the operators placed so far, brought to unit size,
 * its logarithm, and for each operator whether it is placed and where. The last place is polished. Rewards are decades of ‖r‖ gained,
 * ½ log₁₀ of the objective before over that after: over an episode they add up to what the polished place gains on no operators at all,
 * whatever the order, so that with γ = 1 only the end counts.
 */
export class SequentialConstruction implements EpisodicEnvironment {
  readonly observationSize: number;
  readonly actionSize: number;
  /** the place that the last episode ended at, polished, and its objective */
  ended: { readonly x: Float64Array; readonly objective: number } | null = null;
  private readonly residual: Float64Array;
  /** dimensions placed so far; NaN for none yet */
  private readonly placed: Float64Array;
  private score = 0;
  private empty: { readonly score: number; readonly observation: Float32Array } | null = null;
  private readonly parts = new Map<string, Problem>();

  /** @param choose whether actions choose the order; else it is that of the unknowns, and actions are dimensions alone */
  constructor(
    private readonly subject: Constructible,
    private readonly polish: Polish,
    private readonly choose = true,
  ) {
    const unknowns = subject.problem.names.length;
    this.observationSize = subject.rows + 1 + 2 * unknowns;
    this.actionSize = choose ? 2 : 1;
    this.placed = new Float64Array(unknowns);
    this.residual = new Float64Array(subject.problem.rowCount);
  }

  /** Nothing is placed; what that looks like is evaluated once. */
  begin(observation: Float32Array): void {
    this.placed.fill(Number.NaN);
    this.ended = null;
    if (!this.empty) {
      this.score = this.look(observation);
      this.empty = { score: this.score, observation: observation.slice() };
    }
    this.score = this.empty.score;
    observation.set(this.empty.observation);
  }

  step(action: Float32Array, observation: Float32Array): EpisodeStep {
    const { problem } = this.subject;
    const left = this.left();
    const unknown = this.choose
      ? left[Math.min(Math.floor((left.length * (action[1]! + 1)) / 2), left.length - 1)]!
      : left[0]!;
    const [lower, upper] = [problem.lower[unknown]!, problem.upper[unknown]!];
    this.placed[unknown] = lower + ((action[0]! + 1) / 2) * (upper - lower);
    const before = this.score;
    if (left.length > 1) this.score = this.look(observation);
    else {
      const { x, objective } = this.polish(problem, inOrder(problem, this.placed));
      this.placed.set(x);
      this.ended = { x: x.slice(), objective };
      this.score = scoreOf(objective);
      observation.fill(0);
    }
    return { reward: this.score - before, ended: left.length === 1 };
  }

  /** The actions of an episode that places operators there, in the order of the unknowns. */
  actionsTo(x: ArrayLike<number>): Float32Array[] {
    const { lower, upper } = this.subject.problem;
    return Array.from(x, (delta, k) => {
      const where = (2 * (delta - lower[k]!)) / (upper[k]! - lower[k]!) - 1;
      // the first of those left
      return this.choose ? Float32Array.of(where, -1) : Float32Array.of(where);
    });
  }

  private left(): number[] {
    return Array.from(this.placed.keys()).filter((k) => Number.isNaN(this.placed[k]!));
  }

  /** Writes the observation of what is placed; returns its score. */
  private look(observation: Float32Array): number {
    const { placed, subject, residual } = this;
    const unknowns = Array.from(placed.keys()).filter((k) => !Number.isNaN(placed[k]!));
    const part = this.part(unknowns);
    const x = inOrder(
      part,
      unknowns.map((k) => placed[k]!),
    );
    keepApart(part, x);
    part.residual(x, residual);
    let objective = 0;
    for (let i = 0; i < part.rowCount; i++) objective += residual[i]! * residual[i]!;
    const score = scoreOf(objective);
    const scale = objective > 0 ? Math.sqrt(subject.rows / objective) : 0;
    for (let i = 0; i < subject.rows; i++) observation[i] = Math.min(Math.max(scale * residual[i]!, -4), 4);
    observation[subject.rows] = score / 4;
    for (let k = 0; k < placed.length; k++) {
      const at = subject.rows + 1 + 2 * k;
      const isPlaced = !Number.isNaN(placed[k]!);
      const { lower, upper } = subject.problem;
      observation[at] = isPlaced ? 1 : 0;
      observation[at + 1] = isPlaced ? (2 * (placed[k]! - lower[k]!)) / (upper[k]! - lower[k]!) - 1 : 0;
    }
    return score;
  }

  private part(unknowns: readonly number[]): Problem {
    const key = unknowns.join();
    const known = this.parts.get(key);
    if (known) return known;
    const made = this.subject.part(unknowns);
    if (this.parts.size < MOST_PARTS) this.parts.set(key, made);
    return made;
  }
}

/** Parts that are kept: with a free order there are more than memory has room for. */
const MOST_PARTS = 64;

/** −½ log₁₀ of an objective. */
function scoreOf(objective: number): number {
  return -0.21714724095162588 * log(Math.min(Math.max(objective, 1e-300), 1e300));
}

/** Operators that only their order tells apart, in it: of two that are separated the lower one first. */
function inOrder({ separations }: Problem, given: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(given);
  for (let round = 0; round < separations.length; round++)
    for (const { below, above } of separations)
      if (x[above]! < x[below]!) [x[below], x[above]] = [x[above]!, x[below]!];
  return x;
}
