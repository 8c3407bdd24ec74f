/** Long enough for |x| ≤ 3/4 and β ≥ −450. */
const MAX_TERMS = 512;

/** Terms below this fraction of the largest one are dropped. */
const NEGLIGIBLE = 3e-18;

/**
 * Coefficients of the chiral block of equal external dimensions in x = ρ²/(ρ²−1),
 *
 *     k_β = (4ρ)^{β/2} (1−ρ²)^{−1/2} Σ_n c_n x^n,   c_n = (½)_n² / (((β+1)/2)_n n!),
 *
 * and their derivatives in β: the quadratic transformation of 2F1 followed by Pfaff's, so that few terms are left at
 * large β. Analytic in β but for poles at β = −1, −3, −5, …
 */
export class EqualCoefficients {
  /** c_n, n < {@link count} */
  readonly value = new Float64Array(MAX_TERMS);
  /** ∂c_n/∂β */
  readonly derivative = new Float64Array(MAX_TERMS);
  count = 0;

  /** Computes the terms that matter for |x| ≤ radius; β not at a pole. */
  compute(beta: number, radius: number): void {
    let c = 1;
    let d = 0;
    let power = 1;
    let largest = 0;
    for (let n = 0; n < MAX_TERMS; n++) {
      this.value[n] = c;
      this.derivative[n] = d;
      const size = (Math.abs(c) + Math.abs(d)) * power;
      if (size > largest) largest = size;
      const lower = 2 * n + 1 + beta;
      if (size < NEGLIGIBLE * largest && lower > 1) {
        this.count = n + 1;
        return;
      }
      const ratio = ((2 * n + 1) * (2 * n + 1)) / (lower * 2 * (n + 1));
      d = ratio * (d - c / lower);
      c *= ratio;
      power *= radius;
    }
    throw new RangeError(`the series at beta ${beta} is longer than ${MAX_TERMS} terms`);
  }

  /** How many terms matter for |x| ≤ radius, where radius is at most that of {@link compute}. */
  countWithin(radius: number): number {
    let power = 1;
    let largest = 0;
    let last = 0;
    for (let n = 0; n < this.count; n++) {
      const size = (Math.abs(this.value[n]!) + Math.abs(this.derivative[n]!)) * power;
      if (size > largest) largest = size;
      if (size >= NEGLIGIBLE * largest) last = n;
      power *= radius;
    }
    return last + 1;
  }

  /** Zeroes the terms from {@link count} up to `end`, so that two series can be summed in one loop. */
  clearBeyond(end: number): void {
    this.value.fill(0, this.count, end);
    this.derivative.fill(0, this.count, end);
  }
}
