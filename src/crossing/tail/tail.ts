import type { Term } from "../equation.js";
import type { CacheKey } from "../number-cache.js";

/**
 * Prior of the operators that a truncation leaves out. Every one of its nodes has a coefficient b = 4^Δ a that is normal with mean zero and width
 * A·w, and the nodes of one group share a mean κ·w, κ ~ N(0, A²). The amplitude A is fitted. A mean that is known, such as that of a
 * solved limit of the theory, is part of the model as well.
 */
export interface TailModel {
  /** everything that nodes, widths and the known mean depend on, besides the cut */
  readonly key: CacheKey;
  /** Amplitude that correlators of these external dimensions have, within a factor of e or so; absent where nothing is known. */
  readonly typicalAmplitude?: number;
  /** The amplitude is never fitted below this, where the size of what is missing is known to be no smaller; default 0. */
  readonly leastAmplitude?: number;
  /** The operators of the prior above a cut. */
  nodes(cut: number, offsets?: CutOffsets): readonly TailNode[];
  /** Prior width w(Δ) of the coefficient of a kept operator, up to the amplitude; null where these have no prior. */
  width(term: Term, delta: number): number | null;
  /** d ln w / dΔ */
  widthSlope(term: Term, delta: number): number;
  /** What the known means of the operators above the cut add to E [rows]; null for nothing. */
  mean(cut: number, offsets?: CutOffsets): Float64Array | null;
}

/**
 * By how much cuts lie above the one that all others have: of a channel under its name, of one spin in it under {@link spinCut}. A cut has to
 * stand in a gap, and gaps differ from spin to spin.
 */
export type CutOffsets = Readonly<Record<string, number>>;

/** The name of one spin of a channel, as in `σ ℓ=4`. */
export const spinCut = (channel: string, spin: number) => `${channel} ℓ=${spin}`;

export const cutOffset = (offsets: CutOffsets, { channel, spin }: Term) =>
  offsets[spinCut(channel, spin)] ?? offsets[channel] ?? 0;

/** Sizes of the channels' widths beside those that the model gives them; 1 where a channel is not named. */
export type ChannelAmplitudes = Readonly<Record<string, number>>;

/** One operator of the prior. */
export interface TailNode extends Term {
  readonly delta: number;
  /** prior width of b at amplitude one */
  readonly width: number;
  /** nodes of one group share an unknown mean; null for a mean of zero */
  readonly group: string | null;
  /** true where what is uncertain is the dimension: the node's column is ∂(4^{−Δ}F)/∂Δ, its width that of b·δΔ */
  readonly shift?: boolean;
}
