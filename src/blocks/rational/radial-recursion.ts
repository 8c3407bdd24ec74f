import type { FixedPoint } from "../../math/fixed-point.js";

/** A conformal block up to its dimension. */
export interface BlockLabel {
  /** of space, any real number of at least 2 */
  readonly dimension: number;
  readonly spin: number;
  /** Δ1 − Δ2 and Δ3 − Δ4 */
  readonly delta12: number;
  readonly delta34: number;
}

/**
 * The radial series of a block of any dimension from its quadratic Casimir equation, in fixed-point arithmetic: with ν = d/2 − 1,
 *
 *     g ∝ (4r)^Δ Σ_n rⁿ Σ_j A_{n,j}(Δ) P_j(η),   P_j(1) = 1,
 *
 * regular in even dimensions, where the residue recursion has double poles. Above the unitarity bound no denominator vanishes.
 *
 * @source the expansion is that of arXiv:1305.1321 (Hogervorst, Rychkov); the recursion follows from its eq. (4.4) by writing all rational
 *   functions of (r, η) as running sums over the orders
 */
export class RadialRecursion {
  /** η P_j = up_j P_{j+1} + down_j P_{j−1} */
  private readonly up: readonly bigint[];
  private readonly down: readonly bigint[];
  /** (1 − η²) P_j′ = slope_j (P_{j−1} − P_{j+1}) */
  private readonly slope: readonly bigint[];
  private readonly nu: bigint;
  private readonly none: Level;
  /** [order + 2] */
  private readonly members: readonly (readonly number[])[];
  private readonly skew: bigint;
  private readonly product: bigint;

  /** @param order highest power of r that is kept */
  constructor(
    private readonly fixed: FixedPoint,
    private readonly block: BlockLabel,
    readonly order: number,
  ) {
    const { one } = fixed;
    // one more than is reached, so that every j + 1 is there
    const length = block.spin + order + 3;
    const zero = Array.from({ length }, () => 0n);
    this.none = { a: zero, y: zero, b: zero, even: zero, odd: zero, w: zero, sum: zero };
    this.members = Array.from({ length: order + 2 }, (_, n) => {
      const from = Math.max((block.spin + n) % 2, block.spin - n);
      return Array.from({ length: (block.spin + n - from) / 2 + 1 }, (_, k) => from + 2 * k);
    });
    this.nu = fixed.from(block.dimension) / 2n - one;
    const twice = 2n * this.nu;
    const js = Array.from({ length: length + 1 }, (_, j) => BigInt(j) * one);
    const over = (a: bigint, j: bigint) => fixed.over(a, 2n * j + twice);
    this.up = js.map((j) => (j === 0n ? one : over(j + twice, j)));
    this.down = js.map((j) => (j === 0n ? 0n : over(j, j)));
    this.slope = js.map((j) => (j === 0n ? 0n : over(fixed.times(j, j + twice), j)));
    const [a, b] = [-fixed.from(block.delta12) / 2n, fixed.from(block.delta34) / 2n];
    this.skew = 4n * (a + b);
    this.product = 4n * fixed.times(a, b);
  }

  /** Odd powers of r vanish for equal external dimensions. */
  get step(): 1 | 2 {
    return this.skew === 0n && this.product === 0n ? 2 : 1;
  }

  /** A_{n,j} at a Δ [order + 1][…]; rows of vanishing orders are empty. */
  coefficients(delta: bigint): bigint[][] {
    const { order, block, step } = this;
    const levels: Level[] = [];
    const first = this.zero();
    first[block.spin] = this.fixed.one;
    levels.push({ ...this.none, ...this.completed(first, delta, 0) });
    const at = (n: number) => (n < 0 ? this.none : levels[n]!);
    for (let n = 1; n <= order; n++)
      levels.push(
        n % step === 0
          ? this.level(n, delta, { one: at(n - 1), two: at(n - 2), three: at(n - 3), four: at(n - 4) })
          : this.none,
      );
    return levels.map(({ a }, n) => (n % step === 0 ? [...a] : []));
  }

  private level(n: number, delta: bigint, before: Before): Level {
    const { fixed, nu } = this;
    const spin = BigInt(this.block.spin);
    const even = this.evenPart(n, before);
    const odd = this.skew === 0n ? this.none.odd : this.oddPart(n, before);
    const w = this.product === 0n ? this.none.w : this.productPart(n, before);
    const a = this.zero();
    const sum = this.zero();
    const order = BigInt(n);
    const constant = order * (2n * delta + (order - 2n) * fixed.one - 2n * nu);
    for (const j of this.js(n)) {
      sum[j] = before.two.sum[j]! + before.two.y[j]!;
      let right = 2n * even[j]! + fixed.times(2n * nu, sum[j]!);
      if (this.skew !== 0n) right += fixed.times(this.skew, odd[j]!);
      if (this.product !== 0n) right += fixed.times(this.product, w[j]!);
      const casimir = (BigInt(j) - spin) * ((BigInt(j) + spin) * fixed.one + 2n * nu);
      a[j] = fixed.over(2n * right, constant + casimir);
    }
    return { even, odd, w, sum, ...this.completed(a, delta, n) };
  }

  private completed(a: readonly bigint[], delta: bigint, n: number) {
    const { fixed } = this;
    const power = delta + BigInt(n) * fixed.one;
    const y = this.zero();
    for (const j of this.js(n)) y[j] = fixed.times(power, a[j]!);
    return { a, y, b: this.tilted(a, this.js(n + 1)) };
  }

  /** (2η² − 1)(2 Q_{n−2} + Y_{n−2}) − 2η B_{n−2} − Q_{n−4} − Y_{n−4} */
  private evenPart(n: number, { two, four }: Before): bigint[] {
    const x = this.zero();
    for (const j of this.js(n - 2)) x[j] = 2n * two.even[j]! + two.y[j]!;
    const inner = this.timesEta(x, this.js(n - 1));
    for (const j of this.js(n - 1)) inner[j]! -= two.b[j]!;
    const out = this.timesEta(inner, this.js(n));
    for (const j of this.js(n)) out[j] = 2n * out[j]! - x[j]! - four.even[j]! - four.y[j]!;
    return out;
  }

  /** 2(2η² − 1) Q_{n−2} − Q_{n−4} + η (Y_{n−1} − Y_{n−3}) − B_{n−1} − B_{n−3} */
  private oddPart(n: number, { one, two, three, four }: Before): bigint[] {
    const inner = this.timesEta(two.odd, this.js(n - 1));
    for (const j of this.js(n - 1)) inner[j] = 4n * inner[j]! + one.y[j]! - three.y[j]!;
    const out = this.timesEta(inner, this.js(n));
    for (const j of this.js(n)) out[j]! -= 2n * two.odd[j]! + four.odd[j]! + one.b[j]! + three.b[j]!;
    return out;
  }

  /** −4η (W_{n−1} + W_{n−3}) − (2 + 4η²) W_{n−2} − W_{n−4} + 2η (A_{n−1} + A_{n−3}) + 4 A_{n−2} */
  private productPart(n: number, { one, two, three, four }: Before): bigint[] {
    const inner = this.timesEta(two.w, this.js(n - 1));
    for (const j of this.js(n - 1))
      inner[j] = 2n * (one.a[j]! + three.a[j]!) - 4n * (one.w[j]! + three.w[j]! + inner[j]!);
    const out = this.timesEta(inner, this.js(n));
    for (const j of this.js(n)) out[j]! += 4n * two.a[j]! - 2n * two.w[j]! - four.w[j]!;
    return out;
  }

  private timesEta(v: readonly bigint[], js: readonly number[]): bigint[] {
    const { up, down } = this;
    const shift = BigInt(this.fixed.bits);
    const out = this.zero();
    for (const j of js) {
      const raised = j > 0 ? up[j - 1]! * v[j - 1]! : 0n;
      out[j] = (raised + down[j + 1]! * v[j + 1]!) >> shift;
    }
    return out;
  }

  /** (1 − η²) d/dη */
  private tilted(v: readonly bigint[], js: readonly number[]): bigint[] {
    const { slope } = this;
    const shift = BigInt(this.fixed.bits);
    const out = this.zero();
    for (const j of js) {
      const raised = j > 0 ? slope[j - 1]! * v[j - 1]! : 0n;
      out[j] = (slope[j + 1]! * v[j + 1]! - raised) >> shift;
    }
    return out;
  }

  /** The j of order n. */
  private js(n: number): readonly number[] {
    return this.members[n] ?? [];
  }

  private zero(): bigint[] {
    return this.none.a.map(() => 0n);
  }
}

interface Level {
  readonly a: readonly bigint[];
  /** (Δ + n) A */
  readonly y: readonly bigint[];
  /** (1 − η²) ∂A/∂η */
  readonly b: readonly bigint[];
  readonly even: readonly bigint[];
  readonly odd: readonly bigint[];
  readonly w: readonly bigint[];
  readonly sum: readonly bigint[];
}

interface Before {
  readonly one: Level;
  readonly two: Level;
  readonly three: Level;
  readonly four: Level;
}
