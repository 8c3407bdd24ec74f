import { atan2, cos, exp, log, sin } from "./elementary.js";

/** A complex number re + i·im. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export function conjugate(a: Complex): Complex {
  return { re: a.re, im: -a.im };
}

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: factor * a.re, im: factor * a.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function divide(a: Complex, b: Complex): Complex {
  const norm = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / norm, im: (a.im * b.re - a.re * b.im) / norm };
}

export function modulus(a: Complex): number {
  return Math.sqrt(a.re * a.re + a.im * a.im);
}

/** Principal square root: Re ≥ 0, the sign of the imaginary part kept on the cut. */
export function squareRoot(a: Complex): Complex {
  const size = modulus(a);
  // the larger of the two parts first: the other one would cancel
  const large = Math.sqrt((size + Math.abs(a.re)) / 2);
  if (large === 0) return { re: 0, im: a.im };
  const small = Math.abs(a.im) / (2 * large);
  const negative = a.im < 0 || Object.is(a.im, -0);
  const [re, im] = a.re >= 0 ? [large, small] : [small, large];
  return { re, im: negative ? -im : im };
}

/** Principal logarithm, imaginary part in [−π, π]. */
export function logarithm(a: Complex): Complex {
  return { re: log(modulus(a)), im: atan2(a.im, a.re) };
}

export function exponential(a: Complex): Complex {
  const size = exp(a.re);
  return { re: size * cos(a.im), im: size * sin(a.im) };
}
