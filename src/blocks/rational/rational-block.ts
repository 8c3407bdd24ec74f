import { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";
import { product, radialPowers } from "./crossing-jets.js";
import { interpolation } from "./interpolation.js";
import { polesOfBlock, unitarityBound } from "./poles.js";
import { type BlockLabel, RadialRecursion } from "./radial-recursion.js";

/** Scale of y = (Δ − Δ₀)/SCALE: of the size of the distance to the poles, so that coefficients stay moderate. */
export const SCALE = 16;

/**
 * A block truncated at r^order, expanded about z = z̄ = ½, as an exact rational function of Δ: with y = (Δ − Δ₀)/16 and Δ₀ the unitarity bound,
 *
 *     g = (4r*)^Δ / ∏_i ((y + y_i)/(1 + y_i)) · Σ_{t,s} P_{ts}(y) p^t q^{2s},
 *
 * p and q as in {@link radialPowers}, all y_i ≥ 0. The numerators go through the values of the series at as many Δ as they have coefficients.
 */
export interface RationalBlock {
  readonly block: BlockLabel;
  readonly order: number;
  /** Δ₀ */
  readonly reference: bigint;
  /** y_i, rising */
  readonly distances: readonly bigint[];
  /** P_{ts} [radialPowers][degree + 1]; those of power t have degree poles + t, what follows is zero */
  readonly numerators: readonly Series[];
  /** of all numerators: number of poles + order of derivatives */
  readonly degree: number;
}

/** Bits that interpolation loses for a degree, and some more. */
const LOST_BITS = 6;

/**
 * @param fixed of the result
 * @param derivatives largest order of derivatives in z and z̄ together
 * @param order highest power of r
 */
export function rationalBlock(
  fixed: FixedPoint,
  block: BlockLabel,
  derivatives: number,
  order: number,
): RationalBlock {
  const poles = polesOfBlock(fixed, block, order).length;
  const degree = poles + derivatives;
  const work = new FixedPoint(fixed.bits + 32 + LOST_BITS * degree);
  const reference = unitarityBound(work, block.dimension, block.spin);
  const distances = polesOfBlock(work, block, order).map((pole) => (reference - pole) / BigInt(SCALE));
  const { nodes, coefficients } = interpolation(work, degree);
  const expansion = new Expansion(work, block, derivatives, order);
  const samples = nodes.map(({ y, weight }) => {
    // factor by factor, so that neither large nor small numbers arise on the way
    const denominator = distances.reduce(
      (product, distance) =>
        work.times(product, work.times(weight, work.over(y + distance, work.one + distance))),
      work.one,
    );
    const delta = reference + BigInt(SCALE) * y;
    return expansion.at(delta).map((entry) => {
      let value = work.times(entry, denominator);
      for (let k = 0; k < derivatives; k++) value = work.times(value, weight);
      return value;
    });
  });
  const shorten = (entry: bigint) => entry >> BigInt(work.bits - fixed.bits);
  const numerators = radialPowers(derivatives).map(({ t }, k) => {
    const found = coefficients(samples.map((sample) => sample[k]!));
    return found.map((entry, power) => (power <= poles + t ? shorten(entry) : 0n));
  });
  return {
    block,
    order,
    reference: shorten(reference),
    distances: distances.map(shorten),
    numerators,
    degree,
  };
}

/** The truncated series itself, over (4r*)^Δ. */
export class Expansion {
  private readonly recursion: RadialRecursion;
  /** r*ⁿ */
  private readonly radii: readonly bigint[];
  /** P_j(cosh q) = Σ_s q^{2s} of these [spin + order + 1][derivatives/2 + 1] */
  private readonly transverse: readonly Series[];
  private readonly size: bigint;

  constructor(
    private readonly fixed: FixedPoint,
    block: BlockLabel,
    private readonly derivatives: number,
    order: number,
  ) {
    this.recursion = new RadialRecursion(fixed, block, order);
    const radius = 3n * fixed.one - 2n * fixed.squareRoot(2n * fixed.one);
    const radii = [fixed.one];
    for (let n = 1; n <= order; n++) radii.push(fixed.times(radii[n - 1]!, radius));
    this.radii = radii;
    this.transverse = gegenbauerOfCosh(fixed, block.dimension, {
      highest: block.spin + order,
      terms: Math.floor(derivatives / 2) + 1,
    });
    this.size = blockSize(fixed, block);
  }

  /** Σ_n r*ⁿ (Δ+n)^t/t! [q^{2s}] Σ_j A_{n,j} P_j(cosh q), in the normalisation g → z^{(Δ−ℓ)/2} z̄^{(Δ+ℓ)/2} [radialPowers] */
  at(delta: bigint): bigint[] {
    const { fixed, derivatives, transverse, size } = this;
    const shift = BigInt(fixed.bits);
    const terms = Math.floor(derivatives / 2) + 1;
    const sums = Array.from({ length: terms }, (_, s) =>
      Array.from({ length: derivatives - 2 * s + 1 }, () => 0n),
    );
    for (const [n, row] of this.recursion.coefficients(delta).entries()) {
      if (row.length === 0) continue;
      const power = delta + BigInt(n) * fixed.one;
      for (let s = 0; s < terms; s++) {
        let sum = 0n;
        for (const [j, entry] of row.entries()) if (entry !== 0n) sum += entry * transverse[j]![s]!;
        let term = fixed.times(this.radii[n]!, sum >> shift);
        for (let t = 0; t <= derivatives - 2 * s; t++) {
          if (t > 0) term = fixed.times(term, power) / BigInt(t);
          sums[s]![t]! += term;
        }
      }
    }
    return sums.flatMap((row) => row.map((entry) => fixed.times(size, entry)));
  }
}

/** (2ν)_ℓ/(ν)_ℓ: a block of size (4r)^Δ P_ℓ(η) times it is z^{(Δ−ℓ)/2} z̄^{(Δ+ℓ)/2} for z ≪ z̄ ≪ 1. */
function blockSize(fixed: FixedPoint, { dimension, spin }: BlockLabel): bigint {
  const nu = fixed.from(dimension) / 2n - fixed.one;
  if (spin === 0) return fixed.one;
  // the first factor, 2ν/ν, by its limit
  let size = 2n * fixed.one;
  for (let k = 1; k < spin; k++) {
    const whole = BigInt(k) * fixed.one;
    size = fixed.over(fixed.times(size, 2n * nu + whole), nu + whole);
  }
  return size;
}

/** P_j(cosh q) as series in q², by P_{j+1} = (2(j+ν) η P_j − j P_{j−1})/(j + 2ν). */
function gegenbauerOfCosh(
  fixed: FixedPoint,
  dimension: number,
  { highest, terms }: { readonly highest: number; readonly terms: number },
): Series[] {
  const nu = fixed.from(dimension) / 2n - fixed.one;
  const eta: bigint[] = [fixed.one];
  for (let s = 1; s < terms; s++) eta.push(eta[s - 1]! / BigInt((2 * s - 1) * (2 * s)));
  const all: bigint[][] = [eta.map((_, s) => (s === 0 ? fixed.one : 0n)), eta];
  for (let j = 1; j < highest; j++) {
    const whole = BigInt(j) * fixed.one;
    const raised = product(fixed, all[j]!, eta);
    const next = raised.map((entry, s) => {
      const sum = fixed.times(2n * (whole + nu), entry) - BigInt(j) * all[j - 1]![s]!;
      return fixed.over(sum, whole + 2n * nu);
    });
    all.push(next);
  }
  return all;
}
