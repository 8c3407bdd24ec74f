import type { Complex } from "./complex.js";

/**
 * Σ_n c_n x^n for real c_n and complex x, with three real multiplications a term.
 *
 * @source Knuth, The Art of Computer Programming, 4.6.4 eq. (3)
 */
export function polynomial(coefficients: ArrayLike<number>, x: Complex): Complex {
  const trace = 2 * x.re;
  const norm = x.re * x.re + x.im * x.im;
  let u1 = 0;
  let u2 = 0;
  for (let n = coefficients.length - 1; n > 0; n--) {
    const u0 = coefficients[n]! - norm * u2 + trace * u1;
    u2 = u1;
    u1 = u0;
  }
  return { re: (coefficients[0] ?? 0) - norm * u2 + x.re * u1, im: x.im * u1 };
}
