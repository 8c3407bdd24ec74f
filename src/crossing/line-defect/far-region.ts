import { DEFECT_RADIUS } from "../../blocks/line-defect/derivatives.js";
import { INTEGRALS } from "../../blocks/line-defect/series.js";
import { integralBound, rowBounds, taylorMajorant } from "../../blocks/line-defect/series-bounds.js";
import { type FixedPoint, shifted } from "../../math/fixed-point.js";
import { localMinima } from "../../math/local-minima.js";
import { notAbove } from "../../math/polynomial-positivity.js";
import { type Series, timesQuadratic } from "../../math/power-series.js";
import type { DefectScales } from "./row-scales.js";

const SQUARE = DEFECT_RADIUS * DEFECT_RADIUS;
/** ω at infinity */
const LAST_OMEGA = -SQUARE / (1 - SQUARE);
const SAMPLES = 400;

/**
 * Functionals on columns of the line defect at all Δ ≥ Λ, up to infinity. With z = Δ + 3/2 the Casimir eigenvalue is z² − ¼, and a derivative
 * row is S [α(z) + ω β(z)] with polynomials α, β, S = ₂F₁(−½, Δ+1; Δ+5/2; t) > 0 and ω = 2t S′(t)/S at t = r*². All terms of S but the first
 * are negative and grow with Δ to those of √(1−t), so that √(1−t) < S < 1 and ω falls from ω(Λ) to −t/(1−t). The integral rows over S are
 * bounded by a constant. Over the highest power of z and in x = (Λ+3/2)/z, a functional lies between two polynomials on [0, 1], those at the
 * ends of ω.
 */
export class FarRegion {
  private readonly terms: number;
  /** z is measured in units of 2^unit */
  private readonly unit: number;
  /** exponent that turns values over the highest power of z/2^unit into those in the scale of columns */
  private readonly level: number;
  /** by powers of x [derivatives][terms] */
  private readonly alpha: readonly Series[];
  private readonly beta: readonly Series[];
  /** largest |integral|/S over the highest power of z at Λ, two rows */
  private readonly integrals: readonly number[];
  /** rounding errors of rows in units of the last place */
  private readonly rounding: readonly number[];

  /** @param from Λ */
  constructor(
    private readonly fixed: FixedPoint,
    private readonly derivatives: number,
    private readonly scales: DefectScales,
    readonly from: number,
  ) {
    this.terms = 2 * derivatives - 1;
    this.unit = Math.round(scales.unit);
    this.level = Math.round((scales.unit - this.unit) * scales.power);
    const start = fixed.from(from + 1.5) >> BigInt(this.unit);
    const root = fixed.squareRoot(2n * fixed.one);
    // f₀ = S, f₁ = √2 [(Δ+1) + ω] S, and z − ½ = 2^unit Z − ½
    const first = [-root >> 1n, root << BigInt(this.unit)];
    this.alpha = this.rows([[fixed.one], first]).map((row) => this.reversed(row, start));
    this.beta = this.rows([[], [root]]).map((row) => this.reversed(row, start));
    const power = fixed.toNumber(this.power(start, this.terms - 1));
    this.integrals = INTEGRALS.map(
      (integral) => (integralBound(integral, from) / Math.sqrt(1 - SQUARE) / power) * this.power2(this.level),
    );
    this.rounding = this.roundingBounds();
  }

  /** Local minima, with values of the size that they have on columns. */
  minima(functional: readonly bigint[]): { readonly delta: number; readonly value: bigint }[] {
    const p = this.polynomial(functional, LAST_OMEGA);
    const { fixed, from } = this;
    return localMinima(fixed, p, { from: 0, to: 1, steps: SAMPLES })
      .filter(({ at }) => at > 0n)
      .map(({ at, value }) => ({ delta: (from + 1.5) / fixed.toNumber(at) - 1.5, value }));
  }

  /** Null where the functional is proved to be positive for all Δ ≥ Λ, infinity included; else a Δ, possibly infinite, where it is not. */
  notPositive(functional: readonly bigint[]): number | null {
    const { fixed, from, rounding, integrals, derivatives } = this;
    const size = (row: number) => Math.abs(fixed.toNumber(functional[row]!));
    const units = rounding.reduce((sum, entry, row) => sum + entry * size(row), this.terms + 1);
    const taken = integrals.reduce((sum, entry, k) => sum + entry * size(derivatives + k), 0);
    for (const omega of [LAST_OMEGA * (1 + 1e-12), omegaAt(from) * (1 - 1e-12)]) {
      const p = [...this.polynomial(functional, omega)];
      p[this.terms - 1]! -= fixed.from(taken);
      const place = notAbove(p, BigInt(Math.ceil(2 * units)));
      if (place !== null) return (from + 1.5) / place - 1.5;
    }
    return null;
  }

  private polynomial(functional: readonly bigint[], omega: number): Series {
    const { fixed, alpha, beta } = this;
    const slope = fixed.from(omega);
    return Array.from({ length: this.terms }, (_, k) => {
      let sum = 0n;
      for (const [row, entry] of alpha.entries())
        sum += functional[row]! * (entry[k]! + fixed.times(slope, beta[row]![k]!));
      return sum >> BigInt(fixed.bits);
    });
  }

  /** Rows by powers of Z = z/2^unit, from the Taylor recurrence with 2 (Δ+1)(Δ+2) = 2·4^unit Z² − ½. */
  private rows(start: readonly [Series, Series]): Series[] {
    const { fixed, scales, terms } = this;
    const padded = (p: Series) => Array.from({ length: terms }, (_, k) => p[k] ?? 0n);
    const casimir = [-fixed.one >> 1n, 0n, fixed.one << BigInt(2 * this.unit + 1)] as const;
    const f: Series[] = [padded(start[0]), padded(start[1])];
    for (let n = 0; f.length < terms; n++) {
      const step = BigInt(n * (n - 1));
      const divisor = BigInt((n + 1) * (n + 2));
      const raised = timesQuadratic(fixed, f[n]!, casimir);
      const below = f[n - 1] ?? f[n]!;
      f.push(raised.map((entry, k) => (entry + step * (f[n]![k]! + below[k]!)) / divisor - f[n + 1]![k]!));
    }
    return Array.from({ length: this.derivatives }, (_, n) => {
      const sum = f[2 * n]!.map((entry, k) =>
        n === 0 ? entry : entry - 2n * f[2 * n - 1]![k]! + f[2 * n - 2]![k]!,
      );
      return sum.map((entry) => shifted(entry, scales.rows[n]! + this.level - 1));
    });
  }

  /** By powers of x = Z₀/Z, over Z^{terms−1}. */
  private reversed(row: Series, start: bigint): Series {
    let power = this.fixed.one;
    return [...row].reverse().map((entry) => {
      const coefficient = this.fixed.times(entry, power);
      power = this.fixed.over(power, start);
      return coefficient;
    });
  }

  private power(base: bigint, exponent: number): bigint {
    let power = this.fixed.one;
    for (let k = 0; k < exponent; k++) power = this.fixed.times(power, base);
    return power;
  }

  private power2(exponent: number): number {
    return this.fixed.toNumber(shifted(this.fixed.one, exponent));
  }

  private roundingBounds(): number[] {
    const { terms, scales, derivatives } = this;
    const casimir = 2 * this.power2(2 * this.unit) + 1;
    const start = [1, this.power2(this.unit) + 2] as const;
    const taylor = taylorMajorant(start, { casimir, length: terms, each: 3 * terms });
    return Array.from(rowBounds(taylor, derivatives, []), (entry, n) => {
      const scale = this.power2(scales.rows[n]! + this.level);
      // the coefficients themselves are below twice `entry`; the powers of Z₀ and the product with ω leave a few units a term
      return (4 * terms + 4) * entry * scale + 4 * terms;
    });
  }
}

/** ω = 2t S′/S, to a few units of 1e-16. */
function omegaAt(delta: number): number {
  let term = 1;
  let sum = 1;
  let moment = 0;
  for (let k = 0; Math.abs(term) > 1e-18; k++) {
    term *= ((k - 0.5) * SQUARE * (delta + 1 + k)) / ((k + 1) * (delta + 2.5 + k));
    sum += term;
    moment += 2 * (k + 1) * term;
  }
  return moment / sum;
}
