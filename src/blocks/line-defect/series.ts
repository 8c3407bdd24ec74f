import type { FixedPoint } from "../../math/fixed-point.js";
import { dividedByLinear, type Series, sumOf, timesLinear, timesQuadratic } from "../../math/power-series.js";

/** The interval centre ± half of Δ on which columns are power series of u = (Δ − centre)/half. A point is an interval with half = 0. */
export interface DefectInterval {
  readonly centre: bigint;
  readonly half: bigint;
  /** highest power of u kept */
  readonly order: number;
}

/**
 * What `evenDefectDerivatives` [count] and, below them, `defectIntegrals` [2] write, (1−Δ)(4r*)^{−Δ−1} times the columns of the line defect, as
 * power series of u with as many digits as wanted: by the same recurrences, run on truncated series.
 *
 * @param count even derivatives, at least 1
 * @returns [count + 2][order + 1]; rounding errors are bounded by `seriesRounding`, what is truncated through `discBounds`
 */
export function defectSeries(fixed: FixedPoint, count: number, interval: DefectInterval): Series[] {
  const kernel = new DefectKernel(fixed, interval);
  const radial = kernel.radialTerms();
  const f = kernel.taylor(radial, 2 * count - 1);
  const rows = Array.from({ length: count }, (_, n) =>
    n === 0
      ? f[0]!.map((entry) => entry >> 1n)
      : f[2 * n]!.map((entry, k) => (entry - 2n * f[2 * n - 1]![k]! + f[2 * n - 2]![k]!) >> 1n),
  );
  return [...rows, ...INTEGRALS.map((integral) => kernel.integral(radial, integral))];
}

/** An integral constraint: its kernel is `numerator`(r) / (over (1 − sign r^step)), the first pole of the series at Δ = −shift. */
export interface DefectIntegral {
  readonly shift: number;
  readonly numerator: readonly number[];
  readonly over: number;
  readonly step: number;
  readonly sign: 1 | -1;
}

/** r³ W₁ dx/dr and r² W₂ dx/dr of `defectIntegrals`. */
export const INTEGRALS: readonly [DefectIntegral, DefectIntegral] = [
  { shift: -1, numerator: [1, -6, 15, -84, 15, -6, 1], over: 16, step: 2, sign: 1 },
  { shift: 0, numerator: [-1, 7, -7, 1], over: 4, step: 1, sign: -1 },
];

/** Terms of a series in r*², and in r*, r* = 2^−2.543…, that do not vanish at this precision. */
export const radialTermCount = (bits: number) => Math.ceil(bits / 5.08) + 2;
export const integralTermCount = (bits: number) => Math.ceil(bits / 2.54) + 2;

class DefectKernel {
  /** r* = 1/(3+2√2) and powers r*^0 … r*^6 */
  private readonly root: bigint;
  private readonly powers: readonly bigint[];

  constructor(
    private readonly fixed: FixedPoint,
    private readonly interval: DefectInterval,
  ) {
    this.root = fixed.squareRoot(2n * fixed.one);
    const radius = fixed.over(fixed.one, 3n * fixed.one + 2n * this.root);
    const powers = [fixed.one];
    for (let k = 1; k <= 6; k++) powers.push(fixed.times(powers[k - 1]!, radius));
    this.powers = powers;
  }

  /** Δ + shift, a linear function of u. */
  private linear(shift: number): readonly [bigint, bigint] {
    const { centre, half } = this.interval;
    return [centre + this.fixed.from(shift), half];
  }

  /** Terms a_k t^k of ₂F₁(−½, Δ+1; Δ+5/2; t), t = r*². */
  radialTerms(): Series[] {
    const { fixed } = this;
    const square = this.powers[2]!;
    const terms: Series[] = [
      Array.from({ length: this.interval.order + 1 }, (_, k) => (k === 0 ? fixed.one : 0n)),
    ];
    for (let k = 0; k + 1 < radialTermCount(fixed.bits); k++) {
      const factor = (square * BigInt(2 * k - 1)) / BigInt(2 * k + 2);
      const scaled = terms[k]!.map((entry) => fixed.times(entry, factor));
      const raised = timesLinear(fixed, scaled, this.linear(1 + k));
      terms.push(dividedByLinear(fixed, raised, this.linear(2.5 + k)));
    }
    return terms;
  }

  /** f_0 … f_{length−1}, Taylor coefficients in y = 2x − 1: f_{n+2} = −f_{n+1} + [(2C + n(n−1)) f_n + n(n−1) f_{n−1}]/((n+1)(n+2)), C = (Δ+1)(Δ+2). */
  taylor(radial: readonly Series[], length: number): Series[] {
    const { fixed } = this;
    const sum = sumOf(radial);
    const moment = sumOf(radial.map((term, k) => term.map((entry) => entry * BigInt(2 * k))));
    const slope = timesLinear(fixed, sum, this.linear(1)).map((entry, k) => entry + moment[k]!);
    const f = [sum, slope.map((entry) => fixed.times(this.root, entry))];
    const [low, half] = this.linear(1);
    const casimir = [
      2n * fixed.times(low, low + fixed.one),
      2n * fixed.times(half, 2n * low + fixed.one),
      2n * fixed.times(half, half),
    ] as const;
    for (let n = 0; f.length < length; n++) {
      const step = BigInt(n * (n - 1));
      const divisor = BigInt((n + 1) * (n + 2));
      const raised = timesQuadratic(fixed, f[n]!, casimir);
      const below = f[n - 1] ?? f[n]!;
      f.push(raised.map((entry, k) => (entry + step * (f[n]![k]! + below[k]!)) / divisor - f[n + 1]![k]!));
    }
    return f;
  }

  /** r*^{shift−1} Σ p_m/(Δ + shift + m), p = radial series × kernel. */
  integral(radial: readonly Series[], { shift, numerator, over, step, sign }: DefectIntegral): Series {
    const { fixed, powers } = this;
    const factors = numerator.map((entry, d) => (powers[d]! * BigInt(entry)) / BigInt(over));
    const carry = BigInt(sign) * powers[step]!;
    const p: Series[] = [];
    const poles: Series[] = [];
    for (let m = 0; m < integralTermCount(fixed.bits); m++) {
      const known = factors.flatMap((factor, d) => {
        const term = (m - d) % 2 === 0 ? radial[(m - d) / 2] : undefined;
        return term ? [term.map((entry) => entry * factor)] : [];
      });
      if (m >= step) known.push(p[m - step]!.map((entry) => entry * carry));
      p.push(sumOf(known).map((entry) => entry >> BigInt(fixed.bits)));
      poles.push(dividedByLinear(fixed, p[m]!, this.linear(shift + m)));
    }
    return sumOf(poles).map((entry) => fixed.over(entry, powers[1 - shift]!));
  }
}
