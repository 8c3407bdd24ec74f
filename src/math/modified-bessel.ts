import { InputError } from "../errors.js";

/**
 * (z/2)^{−n} I_n(z), the modified Bessel function of the first kind without its leading power: Σ (z²/4)^k / (k! (n+k)!), all terms
 * positive, so that ratios of these functions keep their digits down to z = 0. To a few units of 1e-16.
 *
 * @param order n = 0, 1, 2, …
 * @throws InputError outside 0 ≤ z ≤ 600, beyond which the sum leaves the range of doubles
 */
export function scaledBesselI(order: number, z: number): number {
  if (!(z >= 0 && z <= 600))
    throw new InputError({ where: "Bessel function", found: z, allowed: "an argument from 0 to 600" });
  const square = (z * z) / 4;
  let term = 1;
  for (let k = 2; k <= order; k++) term /= k;
  let sum = term;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= square / (k * (order + k));
    sum += term;
  }
  return sum;
}
