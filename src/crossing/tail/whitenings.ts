import type { CrossingEquation } from "../equation.js";
import type { CacheKey, NumberCache } from "../number-cache.js";
import type { CutOffsets, TailModel } from "./tail.js";
import { type NodeColumns, type Whitening, whiten, whiteningNoise } from "./whitening.js";

/** Whitenings kept in memory: those of a level's contents are one or a few. */
const RECENT = 6;

/** The whitenings of one crossing equation. They share the columns of their tail operators, and what a cache keeps. */
export class Whitenings {
  private readonly nodes: NodeColumns = new Map();
  /** the last ones by key, in the order of their last use */
  private readonly recent = new Map<string, Whitening>();

  constructor(
    readonly equation: CrossingEquation,
    private readonly cache: NumberCache | null = null,
  ) {}

  whitening(tail: TailModel, cut: number, offsets: CutOffsets = {}): Whitening {
    const key = ["whitening", ...this.equation.key, ...tail.key, cut, ...Object.entries(offsets).flat()];
    const name = [...tail.key, cut, ...Object.entries(offsets).flat()].join();
    const whitening =
      this.recent.get(name) ??
      this.kept(key) ??
      this.made(key, whiten(this.equation, tail.nodes(cut, offsets), this.nodes));
    this.recent.delete(name);
    this.recent.set(name, whitening);
    if (this.recent.size > RECENT) this.recent.delete(this.recent.keys().next().value!);
    return whitening;
  }

  private kept(key: CacheKey): Whitening | null {
    const { rows } = this.equation;
    const numbers = this.cache?.get(key);
    if (!numbers) return null;
    return {
      rows,
      directions: numbers.subarray(rows),
      singularValues: numbers.subarray(0, rows),
      noise: whiteningNoise(this.equation),
    };
  }

  private made(key: CacheKey, whitening: Whitening): Whitening {
    const { rows, singularValues, directions } = whitening;
    const numbers = new Float64Array(rows + directions.length);
    numbers.set(singularValues);
    numbers.set(directions, rows);
    this.cache?.set(key, numbers);
    return whitening;
  }
}
