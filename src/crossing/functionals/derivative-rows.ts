import { derivativePowers, type Powers, radialToDerivatives } from "../../blocks/rational/crossing-jets.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";

/**
 * Functionals of crossing equations: derivatives at z = z̄ = ½. Row (m, n), m > n for antisymmetric equations, is ∂_z^m ∂_z̄^n over
 * m! n! 2^{m+n}, the size of what the block's singularity at distance ½ makes of it.
 */
export class DerivativeRows {
  private readonly powers: readonly Powers[];
  private readonly expansion: readonly (readonly bigint[])[];

  /** @param order λ, the largest m + n */
  constructor(
    readonly fixed: FixedPoint,
    readonly order: number,
  ) {
    this.powers = derivativePowers(order);
    this.expansion = radialToDerivatives(fixed, order);
  }

  /** Derivatives that do not vanish on f(z) + sign · f(1 − z), by rising m + n. */
  rows(sign: 1 | -1): readonly Powers[] {
    return this.powers.filter(({ m, n }) => (m + n) % 2 === (sign > 0 ? 0 : 1));
  }

  /**
   * What coefficients of p^t q^{2s} in a block ({@link radialToDerivatives}) add to the rows of v^D g(z) + sign u^D g(1 − z).
   *
   * @param exponent D
   * @returns [rows][radialPowers]
   */
  matrix(exponent: bigint, sign: 1 | -1): bigint[][] {
    const { fixed, expansion, powers } = this;
    const place = new Map(powers.map(({ m, n }, index) => [m * 1000 + n, index]));
    const power = this.power(exponent);
    return this.rows(sign).map(({ m, n }) => {
      const sums = expansion[0]!.map(() => 0n);
      for (let i = 0; i <= m; i++)
        for (let j = 0; j <= n; j++) {
          const factor = fixed.times(power[m - i]!, power[n - j]!);
          const source = expansion[place.get(Math.max(i, j) * 1000 + Math.min(i, j))!]!;
          for (let k = 0; k < sums.length; k++) sums[k]! += factor * source[k]!;
        }
      // twice, for both terms of the equation
      return sums.map((entry) => entry >> BigInt(fixed.bits + m + n - 1));
    });
  }

  /** The rows of v^D + sign u^D, the identity's. */
  identity(exponent: bigint, sign: 1 | -1): bigint[] {
    const power = this.power(exponent);
    return this.rows(sign).map(({ m, n }) => this.fixed.times(power[m]!, power[n]!) >> BigInt(m + n - 1));
  }

  /** (½ − u)^D as a series in u. */
  private power(exponent: bigint): Series {
    const { fixed } = this;
    const series = [powerOfHalf(fixed, exponent)];
    for (let k = 1; k <= this.order; k++) {
      const factor = 2n * (BigInt(k - 1) * fixed.one - exponent);
      series.push(fixed.times(series[k - 1]!, factor) / BigInt(k));
    }
    return series;
  }
}

/** 2^{−D} = (1 − ½)^D, whole powers by shifts, the rest by the exponential series of D ln 2. */
function powerOfHalf(fixed: FixedPoint, exponent: bigint): bigint {
  const whole = exponent >> BigInt(fixed.bits);
  const rest = fixed.times(exponent - (whole << BigInt(fixed.bits)), naturalLogOfTwo(fixed));
  let term = fixed.one;
  let sum = fixed.one;
  for (let k = 1n; term !== 0n; k++) {
    // towards zero: a shift would never end at −1
    term = (term * -rest) / fixed.one / k;
    sum += term;
  }
  return whole >= 0n ? sum >> whole : sum << -whole;
}

/** ln 2 = Σ_k 1/(k 2^k) */
function naturalLogOfTwo(fixed: FixedPoint): bigint {
  let sum = 0n;
  for (let k = 1n; k <= BigInt(fixed.bits) + 8n; k++) sum += (fixed.one >> k) / k;
  return sum;
}

/** Combinations of series with coefficients: [rows][powers of y] from a matrix [rows][n] and n series. */
export function combinations(
  fixed: FixedPoint,
  matrix: readonly (readonly bigint[])[],
  series: readonly Series[],
): bigint[][] {
  const length = series[0]!.length;
  return matrix.map((weights) => {
    const sums = Array.from({ length }, () => 0n);
    for (const [k, weight] of weights.entries()) {
      if (weight === 0n) continue;
      for (const [power, entry] of series[k]!.entries()) if (entry !== 0n) sums[power]! += weight * entry;
    }
    return sums.map((entry) => entry >> BigInt(fixed.bits));
  });
}
