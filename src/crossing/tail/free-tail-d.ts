import { exp, log, pow } from "../../math/elementary.js";
import { gamma } from "../../math/gamma.js";
import type { CrossingEquation, Term } from "../equation.js";
import { LN4 } from "../equation.js";
import { exchanges } from "../spins.js";
import { type FreeChannel, freeCoefficient } from "./free-channel.js";
import { type ChannelAmplitudes, type CutOffsets, cutOffset, type TailModel, type TailNode } from "./tail.js";

/**
 * Shape of the prior widths in d dimensions, after generalised free fields, h = (Δ−ℓ)/2, h̄ = (Δ+ℓ)/2, ν = d/2 − 1:
 *
 *     w ∝ (h̄ + ¼)^{Δ1+Δ2−3/2} (h + ¼)^{Δ1+Δ2−3/2−3ν−q},
 *
 * q = 0 for `gff` and q = 1 for `gff-steep`, to see what the shape does to a result. Coefficients b = 4^Δ a of generalised free fields grow like
 * h̄^{2Δφ−3/2} along a twist and like Δ^{4Δφ−3d/2} at fixed spin, so no power of h alone serves all Δφ. In two dimensions, q = 0, this is the law
 * of `FreeTail`. Within the exact spectra of generalised free fields (d = 2 … 6, Δφ = 0.2 … 2.3) ln b/w scatters by 0.1 to 1.9, in those of
 * φ² of free fields by 0.9 to 2.7; q = 1 and 2 are better for fields next to the free one and worse elsewhere.
 *
 * `leading-twist` and `leading-twist-steep` know more: one operator of twist near 2Δφ for each even spin that no kept operator has, and nothing
 * else of twist below 2Δφ + 1. See {@link FreeTailD}.
 */
export type TailShapeD = "gff" | "gff-steep" | "leading-twist" | "leading-twist-steep";

const OFFSET = 0.25;
/** The law's factors stay at this where Δ is so far below unitarity that they would vanish or turn negative. */
const LEAST_FACTOR = 0.05;
const LARGEST_SPIN = 40;
/** |ρ|^34 ≈ 1e-15 at |ρ| = 0.36: what lies beyond is below the rounding errors. */
const SPAN = 34;
const NODE_STEP = 0.5;
/** Twist from which on there are operators besides the leading family, above 2Δφ: half of the gap of a generalised free field. */
const TWIST_GAP = 1;
/** Least and largest relative spread and shift of the leading family. */
const SPREAD = [1e-3, 0.02] as const;

/** What a tail in d dimensions is the rest of. */
export interface FreeTailInput {
  readonly dimension: number;
  readonly channels: readonly FreeChannel[];
  /** sizes of the channels beside the first, fitted */
  readonly amplitudes?: ChannelAmplitudes;
  /** of the columns of the known means */
  readonly equation: CrossingEquation;
  /** terms of the kept operators: the leading families' members are those of the other spins */
  readonly kept: readonly Term[];
}

/**
 * The tail of scalars in d dimensions.
 *
 * `gff`: every spin up to 40 that a channel exchanges, Δ from max(cut, unitarity bound) upwards in steps of ½, one unknown mean a channel.
 *
 * `leading-twist`: those of twist at least Δ1 + Δ2 + 1, and the leading family [φ1φ2]_0 with its generalised free coefficients
 * p_ℓ ∝ (Δ1)_ℓ (Δ2)_ℓ/(ℓ! (Δ1+Δ2+ℓ−1)_ℓ) at Δ = Δ1 + Δ2 + ℓ (the same in every d) as known means. In a unitary theory the leading twist grows with
 * the spin from the stress tensor's, d − 2 at ℓ = 2, to 2Δφ and its distance falls as ℓ^{−(d−2)} or faster where nothing has a lower twist than
 * the stress tensor (O. Nachtmann, Nucl. Phys. B 63 (1973) 237; arXiv:1212.3616, arXiv:1212.4103). So dimensions are uncertain by
 * γ_ℓ = (2Δφ−d+2)(2/ℓ)^{d−2}, no more than 0.02, coefficients by as much of themselves, both with a part that all spins of a channel share.
 *
 * @source arXiv:1111.6972 (Fitzpatrick, Kaplan) eq. (2.8): coefficients of generalised free fields, here without its factor 2^ℓ
 */
export class FreeTailD implements TailModel {
  readonly key: readonly (string | number)[];
  private readonly equation: CrossingEquation;
  private readonly laws: ReadonlyMap<string, Law>;

  constructor(shape: TailShapeD, { dimension, channels, amplitudes = {}, equation, kept }: FreeTailInput) {
    this.equation = equation;
    const laws = channels.map(
      (channel) => new Law(shape, dimension, channel, { amplitude: amplitudes[channel.channel] ?? 1, kept }),
    );
    this.laws = new Map(
      channels.flatMap(({ channel, also = [] }, c) => [channel, ...also].map((name) => [name, laws[c]!])),
    );
    this.key = ["free tail", shape, dimension, ...laws.flatMap(({ key }) => key)];
  }

  nodes(cut: number, offsets: CutOffsets = {}): TailNode[] {
    return this.distinctLaws().flatMap((law) => law.nodes(cut, offsets));
  }

  width({ channel, spin }: Term, delta: number): number {
    return this.laws.get(channel)!.width(delta, spin);
  }

  widthSlope({ channel, spin }: Term, delta: number): number {
    return this.laws.get(channel)!.slope(delta, spin);
  }

  mean(cut: number): Float64Array | null {
    const { rows } = this.equation;
    const [mean, value, derivative] = [0, 1, 2].map(() => new Float64Array(rows)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const families = this.distinctLaws().flatMap((law) => law.leadingFamily(cut));
    if (families.length === 0) return null;
    for (const { channel, spin, delta, size } of families) {
      this.equation.column({ channel, spin }, delta, value, derivative);
      for (let i = 0; i < rows; i++) mean[i]! += size * value[i]!;
    }
    return mean;
  }

  private distinctLaws(): readonly Law[] {
    return [...new Set(this.laws.values())];
  }
}

/** A member of a leading family: Δ, mean of b, relative spread (that of Δ is as large). */
interface LeadingOperator extends Term {
  readonly delta: number;
  readonly size: number;
  readonly spread: number;
}

/** Prior of one channel. */
class Law {
  readonly key: readonly (string | number)[];
  /** Δ1 + Δ2 */
  private readonly sum: number;
  private readonly exponent: number;
  private readonly steep: number;
  private readonly size: number;
  /** in units of the coefficients of arXiv:1111.6972 */
  private readonly free: number;
  private readonly leading: boolean;
  private readonly keptSpins: ReadonlySet<number>;

  constructor(
    shape: TailShapeD,
    private readonly dimension: number,
    private readonly channel: FreeChannel,
    { amplitude, kept }: { readonly amplitude: number; readonly kept: readonly Term[] },
  ) {
    const { spins, externals, twist, leading, also = [] } = channel;
    const [first, second] = externals;
    this.free = freeCoefficient(channel);
    this.leading = shape.startsWith("leading-twist") && leading !== undefined;
    const names = [channel.channel, ...also];
    const own = kept.filter((term) => names.includes(term.channel));
    this.keptSpins = new Set(this.leading ? own.map(({ spin }) => spin) : []);
    this.sum = first + second;
    this.exponent = this.sum - 1.5;
    this.steep = this.exponent - 3 * (dimension / 2 - 1) - (shape.endsWith("-steep") ? 1 : 0);
    // so that at amplitude one the law is that of the leading twist at large spin, b → 4√π 2^{Δ1+Δ2}/(Γ(Δ1)Γ(Δ2)) ℓ^{Δ1+Δ2−3/2}
    const product = gamma(first) * gamma(second);
    const leadingSize = (4 * this.free * Math.sqrt(Math.PI) * exp((LN4 * this.sum) / 2)) / product;
    this.size = (amplitude * leadingSize) / pow(Math.abs(this.sum / 2) + OFFSET, this.steep);
    this.key = [
      channel.channel,
      spins,
      ...externals,
      this.size,
      this.free,
      twist ?? "lowest",
      leading ?? "none",
      channel.spread ?? "",
      ...this.keptSpins,
    ];
  }

  nodes(cut: number, offsets: CutOffsets): TailNode[] {
    const { channel, spins } = this.channel;
    const nodes: TailNode[] = [];
    for (let spin = spins === "odd" ? 1 : 0; spin <= LARGEST_SPIN; spin += spins === "all" ? 1 : 2) {
      const from = cut + cutOffset(offsets, { channel, spin });
      for (
        let delta = Math.max(from, spin + this.lowestTwist(spin));
        delta <= from + SPAN;
        delta += NODE_STEP
      )
        nodes.push({ channel, spin, delta, width: this.width(delta, spin), group: channel });
    }
    for (const { spin, delta, size, spread } of this.leadingFamily(cut)) {
      const node = { channel, spin, delta, width: size * spread };
      nodes.push({ ...node, group: `leading coefficients of ${channel}` });
      nodes.push({ ...node, group: `leading dimensions of ${channel}`, shift: true });
    }
    return nodes;
  }

  width(delta: number, spin: number): number {
    const { size, exponent, steep } = this;
    const bar = exponent * log(this.factor((delta + spin) / 2));
    return size * exp(bar + steep * log(this.factor((delta - spin) / 2)));
  }

  slope(delta: number, spin: number): number {
    const { exponent, steep } = this;
    // a factor that has come to its least value does not move
    const share = (power: number, factor: number) => (factor > LEAST_FACTOR ? power / factor : 0);
    const [bar, weight] = [this.factor((delta + spin) / 2), this.factor((delta - spin) / 2)];
    return (share(exponent, bar) + share(steep, weight)) / 2;
  }

  /** h + ¼ or h̄ + ¼; in a non-unitary theory of Δφ < 0 from the external field's own weight on, and no smaller than {@link LEAST_FACTOR}. */
  private factor(weight: number): number {
    return Math.max(weight - Math.min(0, ...this.channel.externals) / 2 + OFFSET, LEAST_FACTOR);
  }

  private lowestTwist(spin: number): number {
    const { dimension, channel, sum } = this;
    if (this.leading && spin >= channel.leading!) return sum + TWIST_GAP;
    const above = channel.twist ?? 0;
    if (spin === 0) return Math.max(0, dimension / 2 - 1) + above;
    return dimension - 2 + Math.min(0, ...channel.externals) + above;
  }

  /**
   * The leading family at the spins that no kept operator has. Cuts, which are varied, do not decide who belongs to it.
   */
  leadingFamily(cut: number): LeadingOperator[] {
    if (!this.leading) return [];
    const { dimension, sum } = this;
    const { channel, spins, externals, spread: most = SPREAD[1], leading } = this.channel;
    const [first, second] = externals;
    const family: LeadingOperator[] = [];
    // p_ℓ/p_{ℓ−1} = (Δ1+ℓ−1)(Δ2+ℓ−1)(Δ1+Δ2+ℓ−2) / (ℓ (Δ1+Δ2+2ℓ−3)(Δ1+Δ2+2ℓ−2)), and 4^Δ grows by 4
    let size = this.free * exp(LN4 * sum);
    for (let spin = 0; spin <= LARGEST_SPIN; spin++) {
      if (spin > 0) {
        const twice = sum + spin;
        const ratio = (first + spin - 1) / (twice + spin - 2);
        // at ℓ = 1 two factors cancel
        size *=
          spin === 1
            ? 4 * first * (second / sum)
            : (4 * ratio * (second + spin - 1) * (twice - 2)) / (spin * (twice + spin - 3));
      }
      const delta = sum + spin;
      const absent = spin < leading! || !exchanges(spins, spin);
      if (absent || this.keptSpins.has(spin) || delta > cut + SPAN) continue;
      const distance = Math.max(sum - dimension + 2, 0);
      const decay = spin < 2 ? 1 : exp((dimension - 2) * log(2 / spin));
      const spread = Math.min(Math.max(distance * decay, SPREAD[0]), most);
      family.push({ channel, spin, delta, size, spread });
    }
    return family;
  }
}
