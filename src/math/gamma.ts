import { exp, pow, sin } from "./elementary.js";

/** Bernoulli terms B₂ₖ/(2k(2k−1)) of Stirling's series. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156] as const;
const asymptotic = 15;

/**
 * Γ(x) for real x, to about 2e-15; NaN at the poles 0, −1, −2, …
 * Reflection below ½, then the recurrence up to x ≥ 15, where seven terms of Stirling's series leave 1e-18 (DLMF 5.11.1).
 */
export function gamma(x: number): number {
  if (Number.isInteger(x)) return x > 0 ? factorial(x - 1) : Number.NaN;
  if (x < 0.5) return Math.PI / (sinPi(x) * gamma(1 - x));
  let shifted = x;
  let product = 1;
  while (shifted < asymptotic) {
    product *= shifted;
    shifted += 1;
  }
  let series = 0;
  const inverseSquare = 1 / (shifted * shifted);
  for (let k = stirling.length - 1; k >= 0; k--) series = series * inverseSquare + stirling[k]!;
  // x^x in two halves, since it overflows before Γ(x) does; x/2 and −x are exact, sums in their place would not be
  const halfPower = pow(shifted, shifted / 2);
  const decay = exp(-shifted) * exp(series / shifted);
  return ((halfPower * decay * halfPower) / product) * Math.sqrt((2 * Math.PI) / shifted);
}

/** sin πx, from the distance to the nearest integer, so that large x lose no digits. */
function sinPi(x: number): number {
  const nearest = Math.round(x);
  const sine = sin(Math.PI * (x - nearest));
  return nearest % 2 === 0 ? sine : -sine;
}

/** n!, exact to n = 22; NaN unless n is a non-negative integer. */
export function factorial(n: number): number {
  if (!Number.isInteger(n) || n < 0) return Number.NaN;
  return n > 170 ? Number.POSITIVE_INFINITY : pochhammer(1, n);
}

/** Rising factorial (x)_n = x (x+1) … (x+n−1); NaN unless n is an integer in 0 … 1000. */
export function pochhammer(x: number, n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 1000) return Number.NaN;
  let product = 1;
  for (let k = 0; k < n; k++) product *= x + k;
  return product;
}
