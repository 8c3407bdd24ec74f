import { exp, log } from "../math/elementary.js";

/**
 * Prior of the operators that the truncation leaves out: every one of them, at every Δ above the cut, has a coefficient
 * b = 4^Δ a that is normal with mean zero and width A·w(Δ, ℓ), and all share a mean κ·w(Δ, ℓ), κ ~ N(0, A²). The amplitude A is fitted.
 *
 * `gff`: w = [(h + ¼)(h̄ + ¼)]^{2Δφ − 3/2}, h = (Δ−ℓ)/2, h̄ = (Δ+ℓ)/2. In two dimensions the coefficients of a generalised
 * free field factorise, a = 2 q(h) q(h̄), and q(h) → const · 4^{−h} h^{2Δφ−3/2} for large h (closed form: arXiv:1111.6972). Every
 * correlator of external dimension Δφ has the same z → 1 singularity, hence the same law on the average; the ¼ keeps the width finite
 * at h = 0. Within each exact spectrum of the 2D Ising, tricritical Ising and free theories (Δ ≤ 14) b/w stays within a factor of forty,
 * mostly within ten, where Δ^{4Δφ−1} leaves factors of a hundred to two thousand.
 * Where Δφ < 0 weights go down to Δφ/2, and h and h̄ count from there.
 *
 * `gff-wide`: the same with ½ for ¼, to see what the shape does to a result.
 *
 * `power`: w = Δ^{4Δφ−1}, the law of a sum over one level, on the wide side for every single operator.
 */
export interface TailModel {
  readonly shape: TailShape;
  readonly externalDelta: number;
}

export type TailShape = "gff" | "gff-wide" | "power";

/**
 * Lowest twist Δ − ℓ of the prior's operators: the unitarity bound, or in a non-unitary theory of Δφ < 0 the external field's own,
 * as in the minimal models whose field of lowest weight it is.
 */
export const lowestTwist = (externalDelta: number) => Math.min(0, externalDelta);

/** Prior width w(Δ, ℓ) of b, up to the amplitude. Δ > 0 for `power`, Δ − ℓ > {@link lowestTwist} − ½ for `gff`. */
export function tailWidth(model: TailModel, delta: number, spin: number): number {
  return exp(logWidth(model, delta, spin));
}

/** d ln w / dΔ. */
export function tailWidthSlope({ shape, externalDelta }: TailModel, delta: number, spin: number): number {
  if (shape === "power") return (4 * externalDelta - 1) / delta;
  const half = externalDelta - 0.75;
  const offset = twistOffset(shape, externalDelta);
  return half / ((delta - spin) / 2 + offset) + half / ((delta + spin) / 2 + offset);
}

const twistOffset = (shape: TailShape, externalDelta: number) =>
  (shape === "gff" ? 0.25 : 0.5) - lowestTwist(externalDelta) / 2;

function logWidth({ shape, externalDelta }: TailModel, delta: number, spin: number): number {
  if (shape === "power") return (4 * externalDelta - 1) * log(delta);
  const offset = twistOffset(shape, externalDelta);
  const product = ((delta - spin) / 2 + offset) * ((delta + spin) / 2 + offset);
  return (2 * externalDelta - 1.5) * log(product);
}

/** Operators of the prior: even spins up to 40, Δ from max(cut, ℓ + lowest twist) upwards in steps of ½. */
export interface TailNode {
  readonly delta: number;
  readonly spin: number;
}

const LARGEST_SPIN = 40;
/** |ρ|^34 ≈ 1e-15 at |ρ| = 0.36: what lies beyond is below the rounding errors. */
const SPAN = 34;
export const NODE_STEP = 0.5;

export function tailNodes(cut: number, lowest = 0): TailNode[] {
  const nodes: TailNode[] = [];
  for (let spin = 0; spin <= LARGEST_SPIN; spin += 2) {
    for (let delta = Math.max(cut, spin + lowest); delta <= cut + SPAN; delta += NODE_STEP)
      nodes.push({ delta, spin });
  }
  return nodes;
}
