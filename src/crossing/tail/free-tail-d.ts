import { exp, log, pow } from "../../math/elementary.js";
import { gamma } from "../../math/gamma.js";
import type { CrossingEquation, Term } from "../equation.js";
import { LN4 } from "../equation.js";
import { type CutOffsets, cutOffset, type TailModel, type TailNode } from "./tail.js";

/**
 * Shape of the prior widths in d dimensions, after generalised free fields, h = (Δ−ℓ)/2, h̄ = (Δ+ℓ)/2, ν = d/2 − 1:
 *
 *     w ∝ (h̄ + ¼)^{2Δφ−3/2} (h + ¼)^{2Δφ−3/2−3ν−q},
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
const LARGEST_SPIN = 40;
/** |ρ|^34 ≈ 1e-15 at |ρ| = 0.36: what lies beyond is below the rounding errors. */
const SPAN = 34;
const NODE_STEP = 0.5;
/** Twist from which on there are operators besides the leading family, above 2Δφ: half of the gap of a generalised free field. */
const TWIST_GAP = 1;
/** Least and largest relative spread and shift of the leading family. */
const SPREAD = [1e-3, 0.02] as const;

const CHANNEL = "singlet";

/**
 * The tail of four identical scalars in d dimensions.
 *
 * `gff`: every even spin up to 40, Δ from max(cut, unitarity bound) upwards in steps of ½, one unknown mean for all.
 *
 * `leading-twist`: those of twist at least 2Δφ + 1, and the leading family [φφ]_0 with its generalised free coefficients
 * p_ℓ = 2 (Δφ)_ℓ²/(ℓ! (2Δφ+ℓ−1)_ℓ) at Δ = 2Δφ + ℓ (the same in every d) as known means. In a unitary theory the leading twist grows with the spin
 * from the stress tensor's, d − 2 at ℓ = 2, to 2Δφ and its distance falls as ℓ^{−(d−2)} or faster where nothing has a lower twist than the
 * stress tensor (O. Nachtmann, Nucl. Phys. B 63 (1973) 237; arXiv:1212.3616, arXiv:1212.4103). So dimensions are uncertain by
 * γ_ℓ = (2Δφ−d+2)(2/ℓ)^{d−2}, no more than 0.02, coefficients by as much of themselves, both with a part that all spins share.
 *
 * @source arXiv:1111.6972 (Fitzpatrick, Kaplan) eq. (2.8): coefficients of generalised free fields, here without its factor 2^ℓ
 */
export class FreeTailD implements TailModel {
  readonly key: readonly (string | number)[];
  private readonly exponent: number;
  private readonly steep: number;
  private readonly size: number;
  private readonly leading: boolean;
  private readonly keptSpins: ReadonlySet<number>;

  /**
   * @param equation of the columns of the known means
   * @param kept terms of the kept operators: the leading family's members are those of the other spins
   */
  constructor(
    shape: TailShapeD,
    private readonly dimension: number,
    private readonly externalDelta: number,
    private readonly equation: CrossingEquation,
    kept: readonly Term[],
  ) {
    this.leading = shape.startsWith("leading-twist");
    this.keptSpins = new Set(this.leading ? kept.map(({ spin }) => spin) : []);
    this.key = ["free tail", shape, dimension, externalDelta, ...this.keptSpins];
    this.exponent = 2 * externalDelta - 1.5;
    this.steep = this.exponent - 3 * (dimension / 2 - 1) - (shape.endsWith("-steep") ? 1 : 0);
    // so that at amplitude one the law is that of the leading twist at large spin, b → 8√π 4^Δφ/Γ(Δφ)² ℓ^{2Δφ−3/2}
    const product = gamma(externalDelta);
    const leadingSize = (8 * Math.sqrt(Math.PI) * exp(LN4 * externalDelta)) / (product * product);
    this.size = leadingSize / pow(Math.abs(externalDelta) + OFFSET, this.steep);
  }

  nodes(cut: number, offsets: CutOffsets = {}): TailNode[] {
    const nodes: TailNode[] = [];
    for (let spin = 0; spin <= LARGEST_SPIN; spin += 2) {
      const from = cut + cutOffset(offsets, { channel: CHANNEL, spin });
      for (
        let delta = Math.max(from, spin + this.lowestTwist(spin));
        delta <= from + SPAN;
        delta += NODE_STEP
      )
        nodes.push(this.node(spin, delta, this.width({ channel: CHANNEL, spin }, delta), CHANNEL));
    }
    for (const { spin, delta, size, spread } of this.leadingFamily(cut)) {
      nodes.push(this.node(spin, delta, size * spread, "leading coefficients"));
      nodes.push({ ...this.node(spin, delta, size * spread, "leading dimensions"), shift: true });
    }
    return nodes;
  }

  width({ spin }: Term, delta: number): number {
    const { size, exponent, steep } = this;
    const bar = exponent * log((delta + spin) / 2 + OFFSET);
    return size * exp(bar + steep * log(this.weight(delta, spin)));
  }

  widthSlope({ spin }: Term, delta: number): number {
    const { exponent, steep } = this;
    return (exponent / ((delta + spin) / 2 + OFFSET) + steep / this.weight(delta, spin)) / 2;
  }

  mean(cut: number): Float64Array | null {
    if (!this.leading) return null;
    const { rows } = this.equation;
    const [mean, value, derivative] = [0, 1, 2].map(() => new Float64Array(rows)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (const { spin, delta, size } of this.leadingFamily(cut)) {
      this.equation.column({ channel: CHANNEL, spin }, delta, value, derivative);
      for (let i = 0; i < rows; i++) mean[i]! += size * value[i]!;
    }
    return mean;
  }

  /** h + ¼; below unitarity no smaller than a rounding error. */
  private weight(delta: number, spin: number): number {
    const lowest = Math.min(0, this.externalDelta) / 2;
    return Math.max((delta - spin) / 2 - lowest + OFFSET, 1e-9);
  }

  private node(spin: number, delta: number, width: number, group: string): TailNode {
    return { channel: CHANNEL, spin, delta, width, group };
  }

  private lowestTwist(spin: number): number {
    const { dimension, externalDelta } = this;
    if (this.leading) return 2 * externalDelta + TWIST_GAP;
    return spin === 0 ? Math.max(0, dimension / 2 - 1) : dimension - 2 + Math.min(0, externalDelta);
  }

  /**
   * The leading family at the spins that no kept operator has: spin, Δ, mean of b, relative spread (that of Δ is as large). Cuts, which are
   * varied, do not decide who belongs to it.
   */
  private leadingFamily(cut: number): { spin: number; delta: number; size: number; spread: number }[] {
    if (!this.leading) return [];
    const { dimension, externalDelta } = this;
    const family = [];
    // p_ℓ/p_{ℓ−1} = (Δφ+ℓ−1)² (2Δφ+ℓ−2) / (ℓ (2Δφ+2ℓ−3) (2Δφ+2ℓ−2)), and 4^Δ grows by 4
    let size = 2 * exp(2 * LN4 * externalDelta);
    for (let spin = 0; spin <= LARGEST_SPIN; spin++) {
      if (spin > 0) {
        const twice = 2 * externalDelta + spin;
        const ratio = (externalDelta + spin - 1) / (twice + spin - 2);
        // at ℓ = 1 two factors cancel
        size *=
          spin === 1
            ? externalDelta * 2
            : (4 * ratio * (externalDelta + spin - 1) * (twice - 2)) / (spin * (twice + spin - 3));
      }
      const delta = 2 * externalDelta + spin;
      if (spin % 2 === 1 || this.keptSpins.has(spin) || delta > cut + SPAN) continue;
      const distance = Math.max(2 * externalDelta - dimension + 2, 0);
      const decay = spin < 2 ? 1 : exp((dimension - 2) * log(2 / spin));
      family.push({ spin, delta, size, spread: Math.min(Math.max(distance * decay, SPREAD[0]), SPREAD[1]) });
    }
    return family;
  }
}
