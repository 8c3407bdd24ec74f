import type { Decimal } from "decimal.js";
import { log } from "../../math/elementary.js";
import type { ComplexDecimal } from "./complex-decimal.js";
import * as Complex from "./complex-decimal.js";

const LN10 = Math.LN10;

/** A power series with real coefficients at many places, as many terms as each of them needs. */
abstract class SeriesDecimal {
  protected readonly coefficients: Decimal[];
  /** ln |cₙ| */
  private readonly sizes: number[] = [0];

  constructor(
    protected readonly beta: Decimal,
    private readonly negligible: number,
  ) {
    this.coefficients = [beta.times(0).plus(1)];
  }

  /** @param size |x| */
  at(x: ComplexDecimal, size: number): ComplexDecimal {
    return Complex.polynomial(this.coefficients.slice(0, this.count(log(size))), x);
  }

  /** Terms up to the first three in a row that are negligible. */
  private count(logSize: number): number {
    for (let n = 0, small = 0; ; n++) {
      if (n === this.coefficients.length) this.extend();
      small = this.sizes[n]! + n * logSize < this.negligible ? small + 1 : 0;
      if (small === 3) return n + 1;
    }
  }

  private extend(): void {
    const next = this.next();
    this.coefficients.push(next);
    this.sizes.push(next.isZero() ? Number.NEGATIVE_INFINITY : LN10 * next.e);
  }

  protected abstract next(): Decimal;
}

/** 2F1(½, β/2; (β+1)/2; x), x = ρ². */
export class EqualSeriesDecimal extends SeriesDecimal {
  protected next(): Decimal {
    const n = this.coefficients.length - 1;
    const top = this.beta.plus(2 * n).times(2 * n + 1);
    return this.coefficients[n]!.times(top).div(this.beta.plus(2 * n + 1).times(2 * n + 2));
  }
}

/** The Casimir recurrence in ρ, written out at `unequalCoefficients` of the double-precision code. */
export class UnequalSeriesDecimal extends SeriesDecimal {
  private readonly twice: Decimal;
  private readonly product: Decimal;

  /** @param negligible ln of the size of a term, relative to the first, that may be left out */
  constructor(beta: Decimal, negligible: number, differences: readonly [Decimal, Decimal]) {
    super(beta, negligible);
    const [delta12, delta34] = differences;
    this.twice = delta34.minus(delta12);
    this.product = delta12.times(delta34).negated();
  }

  protected next(): Decimal {
    const { beta, twice, product, coefficients } = this;
    const n = coefficients.length;
    const zero = beta.times(0);
    const common = beta.plus(n - 2).times(n - 1);
    const first = twice
      .times(beta.plus(2 * n - 2))
      .plus(product)
      .minus(common);
    const second = twice
      .times(beta.plus(2 * n - 4))
      .minus(product)
      .plus(common);
    const third = beta.plus(n - 3).times(n - 2);
    return first
      .times(coefficients[n - 1]!)
      .plus(second.times(coefficients[n - 2] ?? zero))
      .plus(third.times(coefficients[n - 3] ?? zero))
      .div(beta.plus(n - 1).times(n));
  }
}
