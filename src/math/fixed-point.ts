/**
 * Numbers as whole multiples of 2^−bits, held in bigints: as many digits as wanted, one rounding of less than one unit a multiplication or
 * division, none in sums, the same bits everywhere. Many times faster than decimals of the same length, for numbers of moderate size.
 */
export class FixedPoint {
  readonly one: bigint;
  private readonly shift: bigint;

  /** @param bits after the point, 64 to 1920 */
  constructor(readonly bits: number) {
    if (!(Number.isInteger(bits) && bits >= 64 && bits <= 1920))
      throw new RangeError(`${bits} bits: 64 to 1920 are possible`);
    this.shift = BigInt(bits);
    this.one = 1n << this.shift;
  }

  /** A double, exactly as long as its last bit is no smaller than a unit. */
  from(value: number): bigint {
    if (Number.isInteger(value)) return BigInt(value) << this.shift;
    let mantissa = value;
    let exponent = 0;
    while (!Number.isInteger(mantissa)) {
      mantissa *= 2;
      exponent++;
    }
    return this.scaled(BigInt(mantissa), -exponent);
  }

  /** whole · 2^exponent, rounded down. */
  scaled(whole: bigint, exponent: number): bigint {
    return shifted(whole, this.bits + exponent);
  }

  times(a: bigint, b: bigint): bigint {
    return (a * b) >> this.shift;
  }

  over(a: bigint, b: bigint): bigint {
    return (a << this.shift) / b;
  }

  /** √a of a ≥ 0, by Newton's method from above. */
  squareRoot(a: bigint): bigint {
    if (a === 0n) return 0n;
    const radicand = a << this.shift;
    let root = 1n << BigInt(Math.ceil(radicand.toString(2).length / 2));
    for (;;) {
      const next = (root + radicand / root) >> 1n;
      if (next >= root) return root;
      root = next;
    }
  }

  /** The nearest double or one of its neighbours. */
  toNumber(a: bigint): number {
    const half = this.bits >> 1;
    const whole = Number(a);
    // more digits than a double has exponents
    if (!Number.isFinite(whole)) return Number(a >> BigInt(half)) / Number(1n << BigInt(this.bits - half));
    return whole / Number(1n << BigInt(half)) / Number(1n << BigInt(this.bits - half));
  }

  /** Σ aᵢ bᵢ with a single rounding. */
  dot(a: readonly bigint[], b: readonly bigint[]): bigint {
    let sum = 0n;
    for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
    return sum >> this.shift;
  }
}

/** a · 2^places, rounded down. */
export const shifted = (a: bigint, places: number) =>
  places >= 0 ? a << BigInt(places) : a >> BigInt(-places);
