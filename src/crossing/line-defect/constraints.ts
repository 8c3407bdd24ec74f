import { bremsstrahlung, protectedCoefficient } from "./bremsstrahlung.js";
import { curvature } from "./curvature.js";

/**
 * Constants of the two integral constraints Σ C²_n Int_k(Δ_n) + RHS_k = 0 (arXiv:2203.09556), with B the Bremsstrahlung function, C the
 * curvature function and F = 1 + C²_BPS:
 *
 *     RHS₁ = (B − 3C)/(8B²) + (7 ln 2 − 41/8)(F − 1) + ln 2,   RHS₂ = (1 − F)/6 + (2 − F) ln 2 + 1 − C/(4B²).
 *
 * @param g coupling > 0
 * @returns both, and how far they move by the uncertainty of C between the couplings it is tabulated at
 */
export function constraintConstants(g: number): {
  readonly value: readonly [number, number];
  readonly difference: readonly [number, number];
} {
  const b = bremsstrahlung(g);
  const c = curvature(g);
  const f = 1 + protectedCoefficient(g);
  const square = b * b;
  return {
    value: [
      (b - 3 * c.value) / (8 * square) + (7 * Math.LN2 - 41 / 8) * (f - 1) + Math.LN2,
      (1 - f) / 6 + (2 - f) * Math.LN2 + 1 - c.value / (4 * square),
    ],
    difference: [(3 * c.difference) / (8 * square), c.difference / (4 * square)],
  };
}
