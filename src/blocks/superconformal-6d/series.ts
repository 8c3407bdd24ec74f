import { InputError } from "../../errors.js";
import type { BlockDomain } from "../domain.js";

/** Long enough for |ρ|² ≤ 0.5. */
const MAX_TERMS = 64;

/** Terms below this fraction of the largest one are dropped. */
const NEGLIGIBLE = 3e-18;

/** Coefficients of a polynomial in ρ² and their derivatives in Δ. */
export interface RadialPolynomial {
  readonly value: Float64Array;
  readonly derivative: Float64Array;
}

const HIGHEST = 500;

/** Above Δ = ℓ + 2, the highest pole of a^at. */
export const superconformal6dDomain = (spin: number): BlockDomain => ({
  lowest: spin + 2,
  highest: HIGHEST,
  poles: (lower, upper) => (lower <= spin + 2 && upper >= spin + 2 ? [spin + 2] : []),
});

/**
 * @throws InputError unless the spin is a whole number and Δ is above ℓ + 2, where a^at has its highest pole
 */
export function checkSuperconformal6d(delta: number, spin: number): void {
  if (!(Number.isInteger(spin) && spin >= 0 && spin <= 200))
    throw new InputError({
      where: "6D (2,0) block",
      field: "spin",
      found: spin,
      allowed: "a whole number from 0 to 200",
    });
  if (!(delta > spin + 2 && delta <= HIGHEST))
    throw new InputError({
      where: "6D (2,0) block",
      field: "delta",
      found: delta,
      allowed: `above ${spin + 2} (spin + 2), where the block has a pole, and at most ${HIGHEST}`,
    });
}

/**
 * The four series that a block a^at_{Δ,ℓ} is made of. With h = (Δ+ℓ)/2+2, k = (Δ−ℓ)/2−1 and
 *
 *     g_h(z) = z^h 2F1(h, h−1; 2h; z) = (4ρ)^h (1+ρ)^{−2} S_h,   S_h = 2F1(−½, h−1; h+½; ρ²),
 *
 * the four products in a^at pair up, Im[g_h (g_k + c₃ g_{k+2})* + (c₄ g_{h+1} − (ℓ+3)/(ℓ+1) g_{h−1}) g_{k+1}*], and every bracket
 * is one power of 4ρ times one series in ρ².
 *
 * @source blocks: arXiv:1507.05637; the quadratic transformation of 2F1: DLMF 15.8(iii)
 */
export class Superconformal6dSeries {
  /** S_h */
  readonly long = polynomial();
  /** S_k + 16 c₃ ρ² S_{k+2} */
  readonly short = polynomial();
  /** 16 c₄ ρ² S_{h+1} − (ℓ+3)/(ℓ+1) S_{h−1} */
  readonly longPair = polynomial();
  /** S_{k+1} */
  readonly shortMiddle = polynomial();
  /** terms of each that matter at the radius of {@link compute} */
  count = 0;
  private readonly upper = polynomial();

  /** Computes all terms that matter for |ρ|² ≤ `square`, at a Δ and ℓ that {@link checkSuperconformal6d} has passed. */
  compute(delta: number, spin: number, square: number): void {
    const h = (delta + spin) / 2 + 2;
    const k = (delta - spin) / 2 - 1;
    const { upper } = this;
    hypergeometric(h, this.long);
    hypergeometric(k, this.short);
    hypergeometric(k + 2, upper);
    addShifted(this.short, 1, upper, thirdCoefficient(delta, spin));
    hypergeometric(h - 1, this.longPair);
    hypergeometric(h + 1, upper);
    addShifted(this.longPair, -(spin + 3) / (spin + 1), upper, fourthCoefficient(delta, spin));
    hypergeometric(k + 1, this.shortMiddle);
    this.count = this.countWithin(square, MAX_TERMS);
  }

  /** How many terms matter for |ρ|² ≤ `square`, at most `most`. */
  countWithin(square: number, most = this.count): number {
    let power = 1;
    let largest = 0;
    let last = 0;
    for (let n = 0; n < most; n++) {
      let size = 0;
      for (const { value, derivative } of [this.long, this.short, this.longPair, this.shortMiddle])
        size = Math.max(size, Math.abs(value[n]!) + Math.abs(derivative[n]!));
      size *= power;
      if (size > largest) largest = size;
      if (size >= NEGLIGIBLE * largest) last = n;
      else if (n > last + 2) break;
      power *= square;
    }
    return last + 1;
  }
}

function polynomial(): RadialPolynomial {
  return { value: new Float64Array(MAX_TERMS), derivative: new Float64Array(MAX_TERMS) };
}

/** s_n of S_h and ∂s_n/∂Δ, where ∂h/∂Δ = ½: s_{n+1}/s_n = (n−½)(h−1+n)/((h+½+n)(n+1)). */
function hypergeometric(h: number, { value, derivative }: RadialPolynomial): void {
  let s = 1;
  let slope = 0;
  for (let n = 0; n < MAX_TERMS; n++) {
    value[n] = s;
    derivative[n] = slope;
    const lower = h + 0.5 + n;
    const factor = (n - 0.5) / (n + 1);
    const ratio = (factor * (h - 1 + n)) / lower;
    slope = slope * ratio + (s * factor * 0.75) / (lower * lower);
    s *= ratio;
  }
}

/** A coefficient with its Δ-derivative. */
interface Jet {
  readonly value: number;
  readonly derivative: number;
}

/** target ← factor · target + 16 c ρ² other */
function addShifted(target: RadialPolynomial, factor: number, other: RadialPolynomial, c: Jet): void {
  for (let n = MAX_TERMS - 1; n >= 0; n--) {
    const value = n > 0 ? other.value[n - 1]! : 0;
    const slope = n > 0 ? other.derivative[n - 1]! : 0;
    target.derivative[n] = factor * target.derivative[n]! + 16 * (c.value * slope + c.derivative * value);
    target.value[n] = factor * target.value[n]! + 16 * c.value * value;
  }
}

/** c₃ = Δ(ℓ+3)(Δ−ℓ−2)(Δ−ℓ+2) / [16(Δ+2)(ℓ+1)(Δ−ℓ−1)(Δ−ℓ+1)] */
function thirdCoefficient(delta: number, spin: number): Jet {
  const t = delta - spin;
  const value =
    (delta * (spin + 3) * (t - 2) * (t + 2)) / (16 * (delta + 2) * (spin + 1) * (t - 1) * (t + 1));
  const slope = 1 / delta + 1 / (t - 2) + 1 / (t + 2) - 1 / (delta + 2) - 1 / (t - 1) - 1 / (t + 1);
  return { value, derivative: value * slope };
}

/** c₄ = −Δ(Δ+ℓ+2)(Δ+ℓ+6) / [16(Δ+2)(Δ+ℓ+3)(Δ+ℓ+5)] */
function fourthCoefficient(delta: number, spin: number): Jet {
  const t = delta + spin;
  const value = -(delta * (t + 2) * (t + 6)) / (16 * (delta + 2) * (t + 3) * (t + 5));
  const slope = 1 / delta + 1 / (t + 2) + 1 / (t + 6) - 1 / (delta + 2) - 1 / (t + 3) - 1 / (t + 5);
  return { value, derivative: value * slope };
}
