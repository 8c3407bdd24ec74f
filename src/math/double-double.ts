/**
 * An unevaluated sum of two doubles, hi + lo with |lo| ≤ ulp(hi)/2: about 32 digits (Dekker, Numer. Math. 18 (1971) 224).
 * For recurrences that lose ten digits; every operation is made of + − × ÷, so the bits are the same everywhere.
 */
export class DoubleDouble {
  constructor(
    readonly hi: number,
    readonly lo = 0,
  ) {}

  /** a + b of two doubles, exactly. */
  static sum(a: number, b: number): DoubleDouble {
    const hi = a + b;
    const rounded = hi - a;
    return new DoubleDouble(hi, a - (hi - rounded) + (b - rounded));
  }

  /** a · b of two doubles, exactly. */
  static product(a: number, b: number): DoubleDouble {
    const hi = a * b;
    const aHigh = upperHalf(a);
    const bHigh = upperHalf(b);
    const aLow = a - aHigh;
    const bLow = b - bHigh;
    return new DoubleDouble(hi, aLow * bLow - (hi - aHigh * bHigh - aLow * bHigh - aHigh * bLow));
  }

  /** √x of a double x > 0. */
  static squareRoot(x: number): DoubleDouble {
    const root = Math.sqrt(x);
    const rest = new DoubleDouble(x).minus(DoubleDouble.product(root, root));
    return normalised(root, rest.hi / (2 * root));
  }

  plus(other: DoubleDouble): DoubleDouble {
    const high = DoubleDouble.sum(this.hi, other.hi);
    const low = DoubleDouble.sum(this.lo, other.lo);
    const first = normalised(high.hi, high.lo + low.hi);
    return normalised(first.hi, first.lo + low.lo);
  }

  minus(other: DoubleDouble): DoubleDouble {
    return this.plus(other.negated());
  }

  negated(): DoubleDouble {
    return new DoubleDouble(-this.hi, -this.lo);
  }

  times(other: DoubleDouble): DoubleDouble {
    const product = DoubleDouble.product(this.hi, other.hi);
    return normalised(product.hi, product.lo + this.hi * other.lo + this.lo * other.hi);
  }

  /** Times a double. */
  scaled(factor: number): DoubleDouble {
    const product = DoubleDouble.product(this.hi, factor);
    return normalised(product.hi, product.lo + this.lo * factor);
  }

  over(other: DoubleDouble): DoubleDouble {
    const first = this.hi / other.hi;
    const rest = this.minus(other.scaled(first));
    const second = rest.hi / other.hi;
    const third = rest.minus(other.scaled(second)).hi / other.hi;
    const quotient = normalised(first, second);
    return normalised(quotient.hi, quotient.lo + third);
  }

  /** The nearest double. */
  toNumber(): number {
    return this.hi + this.lo;
  }
}

/** hi + lo for |hi| ≥ |lo|. */
function normalised(hi: number, lo: number): DoubleDouble {
  const sum = hi + lo;
  return new DoubleDouble(sum, lo - (sum - hi));
}

/** 2²⁷ + 1: splits a double's 53 bits into 26 and 26, Veltkamp's way. */
const SPLITTER = 134217729;

function upperHalf(a: number): number {
  const shifted = SPLITTER * a;
  return shifted - (shifted - a);
}
