import { Decimal } from "decimal.js";

/**
 * A complex number of decimals. Every operation works at the precision of its operands' constructor, so that nothing
 * depends on decimal.js's global configuration.
 */
export interface ComplexDecimal {
  readonly re: Decimal;
  readonly im: Decimal;
}

/** A decimal.js constructor of its own: `digits` significant digits, nothing taken from the global configuration. */
export function decimalContext(digits: number): typeof Decimal {
  return Decimal.clone({ defaults: true, precision: digits, rounding: Decimal.ROUND_HALF_EVEN });
}

/** The same number, computed with at the precision of another constructor. */
export function recast(a: ComplexDecimal, context: typeof Decimal): ComplexDecimal {
  return { re: new context(a.re), im: new context(a.im) };
}

export function conjugate(a: ComplexDecimal): ComplexDecimal {
  return { re: a.re, im: a.im.negated() };
}

export function add(a: ComplexDecimal, b: ComplexDecimal): ComplexDecimal {
  return { re: a.re.plus(b.re), im: a.im.plus(b.im) };
}

export function scale(a: ComplexDecimal, factor: Decimal.Value): ComplexDecimal {
  return { re: a.re.times(factor), im: a.im.times(factor) };
}

export function multiply(a: ComplexDecimal, b: ComplexDecimal): ComplexDecimal {
  return {
    re: a.re.times(b.re).minus(a.im.times(b.im)),
    im: a.re.times(b.im).plus(a.im.times(b.re)),
  };
}

export function divide(a: ComplexDecimal, b: ComplexDecimal): ComplexDecimal {
  return scale(multiply(a, conjugate(b)), norm(b).pow(-1));
}

/** |a|² */
export function norm(a: ComplexDecimal): Decimal {
  return a.re.times(a.re).plus(a.im.times(a.im));
}

export function modulus(a: ComplexDecimal): Decimal {
  return norm(a).sqrt();
}

/** Principal square root, Re ≥ 0. */
export function squareRoot(a: ComplexDecimal): ComplexDecimal {
  const large = modulus(a).plus(a.re.abs()).div(2).sqrt();
  if (large.isZero()) return a;
  const small = a.im.abs().div(large.times(2));
  const [re, im] = a.re.isNegative() ? [small, large] : [large, small];
  return { re, im: a.im.isNegative() ? im.negated() : im };
}

/** Principal logarithm. */
export function logarithm(a: ComplexDecimal): ComplexDecimal {
  const context = a.re.constructor as typeof Decimal;
  return { re: norm(a).ln().div(2), im: context.atan2(a.im, a.re) };
}

export function exponential(a: ComplexDecimal): ComplexDecimal {
  const size = a.re.exp();
  return { re: size.times(a.im.cos()), im: size.times(a.im.sin()) };
}

/** Σ_n c_n x^n for real c_n, by Knuth's scheme (TAOCP 4.6.4 eq. (3)). */
export function polynomial(coefficients: readonly Decimal[], x: ComplexDecimal): ComplexDecimal {
  const trace = x.re.times(2);
  const size = norm(x);
  let u1 = trace.times(0);
  let u2 = u1;
  for (let n = coefficients.length - 1; n > 0; n--) {
    const u0 = coefficients[n]!.minus(size.times(u2)).plus(trace.times(u1));
    u2 = u1;
    u1 = u0;
  }
  return { re: coefficients[0]!.minus(size.times(u2)).plus(x.re.times(u1)), im: x.im.times(u1) };
}

/** a^n for a whole number n ≥ 0. */
export function power(a: ComplexDecimal, n: number): ComplexDecimal {
  const zero = a.re.times(0);
  let result: ComplexDecimal = { re: zero.plus(1), im: zero };
  let square = a;
  for (let bits = n; bits > 0; bits = Math.floor(bits / 2)) {
    if (bits % 2 === 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** ρ = z/(1+√(1−z))² */
export function radialCoordinate(z: ComplexDecimal): ComplexDecimal {
  const root = squareRoot({ re: z.re.negated().plus(1), im: z.im.negated() });
  const base = { re: root.re.plus(1), im: root.im };
  return divide(z, multiply(base, base));
}
