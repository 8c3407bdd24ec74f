import { DEFECT_RADIUS } from "./derivatives.js";
import { type DefectIntegral, INTEGRALS, integralTermCount, radialTermCount } from "./series.js";

/**
 * Upper bounds for what `defectSeries` computes and for its errors, from the recurrences themselves with every term replaced by its modulus.
 * In doubles, all terms positive; a factor of two covers their own rounding.
 */

/** t = r*² and the sums Σ |a_k| t^k ≤ 2 − √(1−t), Σ 2k |a_k| t^k ≤ t/√(1−t): (Δ+1+k)/(Δ+5/2+k) has modulus below one for Re Δ > −1. */
const SQUARE = DEFECT_RADIUS * DEFECT_RADIUS;
const ROOT = Math.sqrt(1 - SQUARE);
const LARGEST_SUM = 2 - ROOT;
const LARGEST_MOMENT = SQUARE / ROOT;
const COVER = 2;

/** Moduli of the rows [count + 2] of `defectSeries` on the disc |Δ − centre| ≤ radius, which has to stay right of Δ = 1. */
export function discBounds(count: number, centre: number, radius: number): Float64Array {
  const largest = centre + radius;
  const first = Math.SQRT2 * ((largest + 1) * LARGEST_SUM + LARGEST_MOMENT);
  const taylor = taylorMajorant([LARGEST_SUM, first], {
    casimir: casimirBound(largest),
    length: 2 * count - 1,
    each: 0,
  });
  const integrals = INTEGRALS.map((integral) => integralBound(integral, centre - radius));
  return rowBounds(taylor, count, integrals);
}

/** Largest |Σ p_m r*^{shift−1}/(Δ + shift + m)| for Re Δ ≥ least > 1. */
export function integralBound({ numerator, over, step, shift }: DefectIntegral, least: number): number {
  const radius = DEFECT_RADIUS;
  const kernel = horner(numerator.map(Math.abs), radius) / over / (1 - horner([...ZEROS[step]!, 1], radius));
  return (COVER * kernel * LARGEST_SUM) / horner([...ZEROS[1 - shift]!, 1], radius) / (least + shift);
}

/** r, r² as coefficients. */
const ZEROS = [[], [0], [0, 0]];

/**
 * Rounding errors of the rows [count + 2], summed over the coefficients, in units of the last place: every multiplication and division leaves
 * one unit in each of its order + 1 coefficients, which the later steps multiply as they do everything else.
 *
 * @param centre and half of the interval, centre − half > 1 and half/(centre − 1) ≤ 1/4
 */
export function seriesRounding(
  count: number,
  bits: number,
  { centre, half, order }: { readonly centre: number; readonly half: number; readonly order: number },
): Float64Array {
  const each = order + 1;
  // a term keeps a twentieth of the error of the one before, and adds four roundings, those of a division times 1/(1 − 1/4)
  const ofTerm = 8 * each;
  const terms = radialTermCount(bits);
  const ofSum = ofTerm * terms;
  const largest = centre + half;
  const first = Math.SQRT2 * ((largest + 1) * ofSum + ofTerm * terms * terms) + each * (largest + 5);
  const taylor = taylorMajorant([ofSum, first], {
    casimir: casimirBound(largest),
    length: 2 * count - 1,
    each: 3 * each,
  });
  const integrals = INTEGRALS.map(({ numerator, over, shift }) => {
    const weight = numerator.reduce((sum, entry) => sum + Math.abs(entry), 0) / over;
    const product = (weight * ofTerm + 9 * LARGEST_SUM + 2 * each) * 1.5;
    const pole = Math.min(1, centre - half + shift);
    return (integralTermCount(bits) * (product / pole + 2 * each)) / SQUARE;
  });
  return rowBounds(taylor, count, integrals);
}

/** A bound for twice the Casimir eigenvalue (Δ+1)(Δ+2) where |Δ| ≤ largest. */
const casimirBound = (largest: number) => 2 * (largest + 1) * (largest + 2);

interface Majorant {
  /** bound for 2 (Δ+1)(Δ+2) */
  readonly casimir: number;
  readonly length: number;
  /** added at every step */
  readonly each: number;
}

/** The Taylor recurrence of `defectSeries` with moduli. */
export function taylorMajorant(
  [first, second]: readonly [number, number],
  { casimir, length, each }: Majorant,
): number[] {
  const f = [first, second];
  for (let n = 0; f.length < length; n++) {
    const step = n * (n - 1);
    const raised = (casimir + step) * f[n]! + step * (f[n - 1] ?? 0);
    f.push(f[n + 1]! + raised / ((n + 1) * (n + 2)) + each);
  }
  return f;
}

/** Bounds of the rows from those of the Taylor coefficients. */
export function rowBounds(
  taylor: readonly number[],
  count: number,
  integrals: readonly number[],
): Float64Array {
  const rows = Array.from({ length: count }, (_, n) =>
    n === 0 ? taylor[0]! / 2 + 1 : (taylor[2 * n]! + 2 * taylor[2 * n - 1]! + taylor[2 * n - 2]!) / 2 + 1,
  );
  return Float64Array.from([...rows, ...integrals], (entry) => COVER * entry);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
