import type { ChiralLabel, RadialCoefficients } from "./chiral-label.js";
import { nearestEqualPole, refusePole } from "./poles.js";
import { acrossRemovablePole, isRemovable } from "./removable-pole.js";

/** Terms below this fraction of the largest one are dropped. */
const NEGLIGIBLE = 3e-18;

/**
 * The terms that matter for |ρ| ≤ radius.
 *
 * @throws InputError when β is at a pole
 */
export function radialCoefficients(label: ChiralLabel, radius: number): RadialCoefficients {
  const { beta, delta12, delta34, operator } = label;
  if (delta12 === 0 && delta34 === 0) {
    refusePole(beta, nearestEqualPole(beta), operator);
    return equalCoefficients(label, radius);
  }
  const pole = Math.min(0, Math.round(beta));
  if (isRemovable(delta12, pole) || isRemovable(delta34, pole)) {
    if (Math.abs(beta - pole) < 0.1) {
      const terms = unequalCoefficients({ ...label, beta: pole + 0.5 }, radius).value.length;
      return acrossRemovablePole(label, pole, terms);
    }
  } else refusePole(beta, pole, operator);
  return unequalCoefficients(label, radius);
}

/** k_β = (4ρ)^{β/2} 2F1(½, β/2; (β+1)/2; ρ²): even powers alone, poles at β = −1, −3, … */
function equalCoefficients({ beta }: ChiralLabel, radius: number): RadialCoefficients {
  const value = [1];
  const derivative = [0];
  const series = new Convergence(radius);
  for (let n = 0; ; n++) {
    // c_{n+1} = c_n (n + ½)(n + β/2)/((n + (β+1)/2)(n + 1))
    const lower = 2 * n + 1 + beta;
    const ratio = ((2 * n + 1) * (2 * n + beta)) / (lower * 2 * (n + 1));
    const ratioSlope = (2 * n + 1) / (lower * lower * 2 * (n + 1));
    const c = value[2 * n]!;
    const d = derivative[2 * n]!;
    value.push(0, c * ratio);
    derivative.push(0, d * ratio + c * ratioSlope);
    if (series.ended(value, derivative) && lower > 1) return { value, derivative };
  }
}

/**
 * Frobenius solution of the sl(2) Casimir equation in ρ. With h = β/2, A = −Δ12/2, B = Δ34/2, σ = A+B:
 *
 *     n(2h+n−1) c_n = −[(n−1)(2h+n−2) − 4σ(h+n−1) − 4AB] c_{n−1}
 *                     + [(n−1)(2h+n−2) + 4σ(h+n−2) − 4AB] c_{n−2} + (n−2)(2h+n−3) c_{n−3}.
 *
 * Poles at β = 0, −1, −2, …
 */
function unequalCoefficients({ beta, delta12, delta34 }: ChiralLabel, radius: number): RadialCoefficients {
  const sum = (delta34 - delta12) / 2;
  const product = -delta12 * delta34;
  const h = beta / 2;
  const value = [1];
  const derivative = [0];
  const series = new Convergence(radius);
  for (let n = 1; ; n++) {
    const [c1, c2, c3] = [value[n - 1]!, value[n - 2] ?? 0, value[n - 3] ?? 0];
    const [d1, d2, d3] = [derivative[n - 1]!, derivative[n - 2] ?? 0, derivative[n - 3] ?? 0];
    const common = (n - 1) * (beta + n - 2);
    const f1 = -(common - 4 * sum * (h + n - 1) - product);
    const f2 = common + 4 * sum * (h + n - 2) - product;
    const f3 = (n - 2) * (beta + n - 3);
    const lower = n * (beta + n - 1);
    const c = (f1 * c1 + f2 * c2 + f3 * c3) / lower;
    const slope = (2 * sum - (n - 1)) * c1 + (n - 1 + 2 * sum) * c2 + (n - 2) * c3;
    value.push(c);
    derivative.push((f1 * d1 + f2 * d2 + f3 * d3 + slope - n * c) / lower);
    if (series.ended(value, derivative) && beta + n > 1) return { value, derivative };
  }
}

/** Watches a power series: it has ended when three terms in a row (parity may remove some) are negligible. */
class Convergence {
  private seen = 1;
  private power = 1;
  private largest = 1;
  private small = 0;

  constructor(private readonly radius: number) {}

  /** Call after every new term or pair of terms. */
  ended(value: readonly number[], derivative: readonly number[]): boolean {
    for (; this.seen < value.length; this.seen++) {
      this.power *= this.radius;
      const size = (Math.abs(value[this.seen]!) + Math.abs(derivative[this.seen]!)) * this.power;
      this.largest = Math.max(this.largest, size);
      this.small = size < NEGLIGIBLE * this.largest ? this.small + 1 : 0;
    }
    return this.small >= 3;
  }
}
