import { log } from "../../math/elementary.js";
import { Angular } from "./angular.js";

/** Levels whose entries are below this fraction of the largest level's are dropped, when so many follow each other. */
const NEGLIGIBLE = 1e-17;
const IN_A_ROW = 3;
/** Zeros in front of each level, and levels of zeros in front of the first: what the recursion reaches back to. */
const PAD = 2;
const BEFORE = 4;

/** Vectors over (n, j), level after level. */
interface Levels {
  readonly a: Float64Array;
  readonly y: Float64Array;
  readonly e: Float64Array;
  readonly o: Float64Array;
  readonly w: Float64Array;
  readonly s: Float64Array;
  readonly right: Float64Array;
}

/**
 * Radial expansion of a scalar block of any real dimension d ≥ 1 and its derivative in Δ,
 *
 *     g = (2ν)_ℓ/(ν)_ℓ (4r)^Δ Σ_n r^n Σ_j A_{n,j} P_j(η),   ρ = r e^{iθ}, η = cos θ, ν = d/2 − 1, A_{0,ℓ} = 1,
 *
 * from the quadratic Casimir equation, level by level. With a = −Δ12/2, b = Δ34/2, T = 2η² − 1, Y = (Δ+n)A and B = (1−η²)∂A/∂η,
 * everything a vector over j:
 *
 *     ½[n(2Δ+n−d) + (j−ℓ)(j+ℓ+2ν)] A_n = 2 E_n + 4(a+b) O_n + 4ab W_n + 2ν S_n,
 *     E_n = 2T E_{n−2} − E_{n−4} + T Y_{n−2} − Y_{n−4} − 2η B_{n−2},
 *     O_n = 2T O_{n−2} − O_{n−4} + η(Y_{n−1} − Y_{n−3}) − B_{n−1} − B_{n−3},
 *     W_n = −4η(W_{n−1} + W_{n−3}) − (2+4η²)W_{n−2} − W_{n−4} + 2η(A_{n−1} + A_{n−3}) + 4A_{n−2},
 *     S_n = S_{n−2} + Y_{n−2}.
 *
 * The bracket vanishes at the poles in Δ; even d is nothing special. Level n holds j = ℓ−n, ℓ−n+2, …, ℓ+n; odd levels vanish for equal
 * external dimensions.
 *
 * @source arXiv:1303.1111 (Hogervorst, Rychkov) for the coordinates; the Casimir operator is arXiv:hep-th/0309180 (Dolan, Osborn) eq. (2.10)
 */
export class RadialExpansion {
  /** from one level to the next: n = 0, step, 2·step, …; 2 for equal external dimensions */
  readonly step: 1 | 2;
  /** of the last expansion: its spin, how many levels it has */
  spin = 0;
  levels = 0;
  /** sum of the moduli of a level's entries and of their derivatives */
  size = new Float64Array(0);
  private angular: Angular;
  private readonly sum: number;
  private readonly product: number;
  private stride = 0;
  private value = levels(0);
  private slope = levels(0);

  /**
   * @param dimension d ≥ 1
   * @param delta12 Δ1 − Δ2
   * @param delta34 Δ3 − Δ4
   */
  constructor(
    readonly dimension: number,
    delta12: number,
    delta34: number,
  ) {
    this.step = delta12 === 0 && delta34 === 0 ? 2 : 1;
    this.sum = (delta34 - delta12) / 2;
    this.product = (-delta12 * delta34) / 4;
    this.angular = new Angular(dimension, 0);
  }

  /** Computes the levels that matter for |ρ| ≤ radius < 1. Nothing is checked: at a pole entries are not finite. */
  compute(delta: number, spin: number, radius: number): void {
    const factor = this.step === 2 ? radius * radius : radius;
    // what a geometric series needs, and some more; twice as many where that was not enough
    let most = Math.ceil(log(NEGLIGIBLE) / log(factor)) + 24;
    while (!this.attempt(delta, spin, factor, most)) most *= 2;
  }

  /** @returns false where more levels would be needed */
  private attempt(delta: number, spin: number, factor: number, most: number): boolean {
    this.prepare(spin, most);
    const { step } = this;
    let [power, largest, small] = [1, 0, 0];
    for (let level = 0; level < most; level++) {
      const n = level * step;
      if (level === 0) this.begin();
      else if (step === 2) this.equalLevel(n, delta);
      else this.unequalLevel(n, delta);
      this.levels = level + 1;
      this.size[level] = this.weigh(n, delta + n);
      const size = power * this.size[level]!;
      power *= factor;
      largest = Math.max(largest, size);
      small = size < NEGLIGIBLE * largest ? small + 1 : 0;
      // at a pole nothing ends it
      if (small === IN_A_ROW || !Number.isFinite(size)) return true;
    }
    return false;
  }

  /** Takes over the levels of an expansion that was computed otherwise: A_{n,j} and its derivative. */
  take(spin: number, count: number, entry: (n: number, j: number) => readonly [number, number]): void {
    this.prepare(spin, count);
    for (let level = 0; level < count; level++) {
      const n = level * this.step;
      for (let k = this.clear(n); k <= n; k++) {
        const [a, da] = entry(n, spin - n + 2 * k);
        this.value.a[this.start(level) + k] = a;
        this.slope.a[this.start(level) + k] = da;
      }
      this.size[level] = this.weigh(n, 0);
    }
    this.levels = count;
  }

  /** Where A_{n, ℓ−n} of a level stands in {@link values} and {@link derivatives}; the other n entries of the level follow. */
  start(level: number): number {
    return (level + BEFORE) * this.stride + PAD;
  }

  get values(): Float64Array {
    return this.value.a;
  }

  get derivatives(): Float64Array {
    return this.slope.a;
  }

  private prepare(spin: number, most: number): void {
    const highest = this.step * (most - 1);
    if (this.angular.largest < spin + highest) this.angular = new Angular(this.dimension, spin + highest);
    const stride = highest + 1 + 2 * PAD;
    if (stride > this.stride) {
      this.stride = stride;
      this.size = new Float64Array(most);
      this.value = levels(stride * (most + BEFORE));
      this.slope = levels(stride * (most + BEFORE));
    }
    this.spin = spin;
  }

  private begin(): void {
    this.clear(0);
    this.value.a[this.start(0)] = 1;
    this.slope.a[this.start(0)] = 0;
    for (const { e, o, w, s } of [this.value, this.slope])
      for (const vector of [e, o, w, s]) vector[this.start(0)] = 0;
  }

  /** Sets to zero what a level of this spin has no room for, j < 0; the first k that it has. */
  private clear(n: number): number {
    const first = Math.max(0, Math.ceil((n - this.spin) / 2));
    const row = this.start(n / this.step);
    for (const { a, y, e, o, w, s } of [this.value, this.slope])
      for (const vector of [a, y, e, o, w, s]) vector.fill(0, row, row + first);
    return first;
  }

  private equalLevel(n: number, delta: number): void {
    const first = this.clear(n);
    this.equalSide(this.value, n, first);
    this.equalSide(this.slope, n, first);
    this.divide(n, delta, first);
  }

  private unequalLevel(n: number, delta: number): void {
    const first = this.clear(n);
    this.unequalSide(this.value, n, first);
    this.unequalSide(this.slope, n, first);
    this.divide(n, delta, first);
  }

  /** E, S and the right side of level n. */
  private equalSide({ a, y, e, s, right }: Levels, n: number, first: number): void {
    const { spin, stride } = this;
    const { doubled, slope, nu } = this.angular;
    const row = this.start(n / 2);
    // entry k of level n stands above entry k − 1 of level n − 2 and k − 2 of level n − 4
    const two = row - stride - 1;
    const four = row - 2 * stride - 2;
    for (let k = first; k <= n; k++) {
      const j = spin - n + 2 * k;
      const t = two + k;
      const f = four + k;
      let even = doubled.keep[j]! * (2 * e[t]! + y[t]!) + doubled.down[j + 2]! * (2 * e[t + 1]! + y[t + 1]!);
      even -= 2 * (slope.keep[j]! * a[t]! + slope.down[j + 2]! * a[t + 1]!);
      if (j >= 2) {
        even += doubled.up[j - 2]! * (2 * e[t - 1]! + y[t - 1]!) - 2 * slope.up[j - 2]! * a[t - 1]!;
      }
      even -= e[f]! + y[f]!;
      e[row + k] = even;
      const sum = s[t]! + y[t]!;
      s[row + k] = sum;
      right[k] = 2 * even + 2 * nu * sum;
    }
  }

  /** E, O, W, S and the right side of level n. */
  private unequalSide({ a, y, e, o, w, s, right }: Levels, n: number, first: number): void {
    const { spin, stride, sum, product } = this;
    const { alpha, beta, gamma, doubled, slope, nu } = this.angular;
    const row = this.start(n);
    for (let k = first; k <= n; k++) {
      const j = spin - n + 2 * k;
      const i = row + k;
      // j in levels n − 2 and n − 4; j − 1 in levels n − 1 and n − 3, with j + 1 one further
      const t = i - 2 * stride - 1;
      const f = i - 4 * stride - 2;
      const p = i - stride - 1;
      const q = i - 3 * stride - 2;
      const lower = j === 0 ? 0 : alpha[j - 1]!;
      const upper = beta[j + 1]!;
      const fall = j === 0 ? 0 : gamma[j - 1]!;
      const rise = gamma[j + 1]!;
      const keep = doubled.keep[j]!;
      const down = doubled.down[j + 2]!;
      const up = j < 2 ? 0 : doubled.up[j - 2]!;
      let even = keep * (2 * e[t]! + y[t]!) + down * (2 * e[t + 1]! + y[t + 1]!);
      even += up * (2 * e[t - 1]! + y[t - 1]!) - e[f]! - y[f]!;
      even -= 2 * (slope.keep[j]! * a[t]! + slope.down[j + 2]! * a[t + 1]!);
      if (j >= 2) even -= 2 * slope.up[j - 2]! * a[t - 1]!;
      let odd = 2 * (keep * o[t]! + down * o[t + 1]! + up * o[t - 1]!) - o[f]!;
      odd += lower * (y[p]! - y[q]!) + upper * (y[p + 1]! - y[q + 1]!);
      odd += fall * (a[p]! + a[q]!) - rise * (a[p + 1]! + a[q + 1]!);
      let rest = -4 * (lower * (w[p]! + w[q]!) + upper * (w[p + 1]! + w[q + 1]!));
      rest -= 4 * w[t]! + 2 * (keep * w[t]! + down * w[t + 1]! + up * w[t - 1]!) + w[f]!;
      rest += 2 * (lower * (a[p]! + a[q]!) + upper * (a[p + 1]! + a[q + 1]!)) + 4 * a[t]!;
      const total = s[t]! + y[t]!;
      e[i] = even;
      o[i] = odd;
      w[i] = rest;
      s[i] = total;
      right[k] = 2 * even + 4 * sum * odd + 4 * product * rest + 2 * nu * total;
    }
  }

  /** A from the right side, by the bracket, whose Δ-derivative is n. */
  private divide(n: number, delta: number, first: number): void {
    const { spin, dimension, value, slope } = this;
    const row = this.start(n / this.step);
    for (let k = first; k <= n; k++) {
      const m = 2 * k - n;
      const bracket = (n * (2 * delta + n - dimension) + m * (2 * spin + m + dimension - 2)) / 2;
      const a = value.right[k]! / bracket;
      value.a[row + k] = a;
      slope.a[row + k] = (slope.right[k]! - n * a) / bracket;
    }
  }

  /** Y of a level; the sum of moduli of its entries and their derivatives. */
  private weigh(n: number, power: number): number {
    const { value, slope } = this;
    const row = this.start(n / this.step);
    let size = 0;
    for (let i = row; i <= row + n; i++) {
      const a = value.a[i]!;
      const da = slope.a[i]!;
      value.y[i] = power * a;
      slope.y[i] = power * da + a;
      size += Math.abs(a) + Math.abs(da);
    }
    return size;
  }
}

function levels(length: number): Levels {
  const make = () => new Float64Array(length);
  return { a: make(), y: make(), e: make(), o: make(), w: make(), s: make(), right: make() };
}
