import { exp, log } from "../../math/elementary.js";
import { gamma } from "../../math/gamma.js";
import type { Term } from "../equation.js";
import { type FreeChannel, freeCoefficient } from "./free-channel.js";
import { type ChannelAmplitudes, type CutOffsets, cutOffset, type TailModel, type TailNode } from "./tail.js";

/**
 * Shape of the prior widths, after generalised free fields in two dimensions.
 *
 * `gff`: w = [(h + ¼)(h̄ + ¼)]^{Δ1+Δ2 − 3/2}, h = (Δ−ℓ)/2, h̄ = (Δ+ℓ)/2. In two dimensions the coefficients of a generalised
 * free field factorise, a = 2 q(h) q(h̄), and q(h) → const · 4^{−h} h^{2Δφ−3/2} for large h (closed form: arXiv:1111.6972). Every
 * correlator of external dimension Δφ has the same z → 1 singularity, hence the same law on the average; the ¼ keeps the width finite
 * at h = 0. Within each exact spectrum of the 2D Ising, tricritical Ising and free theories (Δ ≤ 14) b/w stays within a factor of forty,
 * mostly within ten, where Δ^{4Δφ−1} leaves factors of a hundred to two thousand.
 * Where Δφ < 0 weights go down to Δφ/2, and h and h̄ count from there.
 *
 * `gff-wide`: the same with ½ for ¼, to see what the shape does to a result.
 *
 * `power`: w = Δ^{2Δ1+2Δ2−1}, the law of a sum over one level, on the wide side for every single operator.
 */
export type TailShape = "gff" | "gff-wide" | "power";

const LARGEST_SPIN = 40;
/** |ρ|^34 ≈ 1e-15 at |ρ| = 0.36: what lies beyond is below the rounding errors. */
const SPAN = 34;
/** in levels */
const NODE_STEP = 0.5;

/**
 * Lowest twist Δ − ℓ of the prior's operators: the unitarity bound, or in a non-unitary theory of Δφ < 0 the external field's own,
 * as in the minimal models whose field of lowest weight it is.
 */
export const lowestTwist = (externalDelta: number) => Math.min(0, externalDelta);

/**
 * The tail of generalised free fields in two dimensions: every spin up to 40, Δ from max(cut, ℓ + lowest twist) upwards in steps of ½, one
 * unknown mean a channel.
 *
 * Channels are sized relative to the first by their generalised free fields', q ∝ 1/(Γ(Δ1)Γ(Δ2)) for each of h and h̄, and twice as
 * large where every other spin is missing; and by `amplitudes`, which are fitted.
 */
export class FreeTail implements TailModel {
  readonly key: readonly (string | number)[];
  readonly typicalAmplitude?: number;
  private readonly laws: ReadonlyMap<string, Law>;

  constructor(shape: TailShape, channels: readonly FreeChannel[], amplitudes: ChannelAmplitudes = {}) {
    if (shape === "gff") this.typicalAmplitude = identityAmplitude(channels[0]!);
    const reference = freeSize(channels[0]!);
    const sizes = channels.map(
      (channel, c) => (amplitudes[channel.channel] ?? 1) * (c === 0 ? 1 : freeSize(channel) / reference),
    );
    const laws = channels.map((channel, c) => new Law(shape, channel, sizes[c]!));
    this.laws = new Map(
      channels.flatMap(({ channel, also = [] }, c) => [channel, ...also].map((name) => [name, laws[c]!])),
    );
    this.key = [
      shape,
      ...channels.flatMap(({ channel, spins, externals, twist }, c) => [
        channel,
        spins,
        ...externals,
        twist ?? "lowest",
        sizes[c]!,
      ]),
    ];
  }

  nodes(cut: number, offsets: CutOffsets = {}): TailNode[] {
    return [...new Set(this.laws.values())].flatMap((law) => law.nodes(cut, offsets));
  }

  width({ channel, spin }: Term, delta: number): number {
    return this.laws.get(channel)!.width(delta, spin);
  }

  widthSlope({ channel, spin }: Term, delta: number): number {
    return this.laws.get(channel)!.slope(delta, spin);
  }

  mean(): null {
    return null;
  }
}

/** The tail of one correlator of identical scalars. */
export const identicalScalarsTail = (shape: TailShape, externalDelta: number) =>
  new FreeTail(shape, [{ channel: "singlet", spins: "even", externals: [externalDelta, externalDelta] }]);

/** Prior widths of one channel. */
class Law {
  private readonly sum: number;
  private readonly lowest: number;
  private readonly offset: number;

  constructor(
    private readonly shape: TailShape,
    private readonly channel: FreeChannel,
    private readonly size: number,
  ) {
    const [first, second] = channel.externals;
    this.sum = first + second;
    this.lowest = channel.twist ?? lowestTwist(Math.min(first, second));
    this.offset = (shape === "gff" ? 0.25 : 0.5) - lowestTwist(Math.min(first, second)) / 2;
  }

  nodes(lowest: number, offsets: CutOffsets): TailNode[] {
    const { channel, spins } = this.channel;
    const nodes: TailNode[] = [];
    for (let spin = spins === "odd" ? 1 : 0; spin <= LARGEST_SPIN; spin += spins === "all" ? 1 : 2) {
      const cut = lowest + cutOffset(offsets, { channel, spin });
      for (let delta = Math.max(cut, spin + this.lowest); delta <= cut + SPAN; delta += NODE_STEP)
        nodes.push({ channel, spin, delta, width: this.width(delta, spin), group: channel });
    }
    return nodes;
  }

  width(delta: number, spin: number): number {
    const { offset, size, sum } = this;
    if (this.shape === "power") return size * exp((2 * sum - 1) * log(Math.max(delta, LEAST_FACTOR)));
    const product = factor((delta - spin) / 2 + offset) * factor((delta + spin) / 2 + offset);
    return size * exp((sum - 1.5) * log(product));
  }

  slope(delta: number, spin: number): number {
    const { offset, sum } = this;
    if (this.shape === "power") return delta > LEAST_FACTOR ? (2 * sum - 1) / delta : 0;
    const half = (sum - 1.5) / 2;
    return overFactor(half, (delta - spin) / 2 + offset) + overFactor(half, (delta + spin) / 2 + offset);
  }
}

/** The law's factors stay at this where Δ is so far below unitarity that they would vanish or turn negative. */
const LEAST_FACTOR = 0.05;

const factor = (value: number) => Math.max(value, LEAST_FACTOR);
const overFactor = (half: number, value: number) => (value > LEAST_FACTOR ? half / value : 0);

/**
 * What the identity in the crossed channel makes the amplitude on the average over many operators, 8π/[Γ(Δ1) Γ(Δ2)]² (arXiv:1208.6449): the
 * exact tails of two-dimensional theories have ln of the ratio to it 0.3 in the mean, scattered by 1.
 */
function identityAmplitude({ externals: [first, second] }: FreeChannel): number {
  const product = gamma(first) * gamma(second);
  return (8 * Math.PI) / (product * product);
}

/** [Γ(Δ1) Γ(Δ2)]^{−2}, up to a factor that all channels share. */
function freeSize(channel: FreeChannel): number {
  const [first, second] = channel.externals;
  const product = gamma(first) * gamma(second);
  return freeCoefficient(channel) / (product * product);
}
