import { scaledBesselI } from "../../math/modified-bessel.js";

/**
 * The Bremsstrahlung function of N = 4 super Yang–Mills in the planar limit, B = (g/π) I₂(4πg)/I₁(4πg) (arXiv:1202.4455).
 *
 * @param g coupling g = √λ/(4π) > 0
 */
export function bremsstrahlung(g: number): number {
  const z = 4 * Math.PI * g;
  return (g / Math.PI) * (z / 2) * (scaledBesselI(2, z) / scaledBesselI(1, z));
}

/**
 * C²_BPS, the squared coefficient of the protected multiplet B₂: 3 I₁I₃/I₂² − 1 at 4πg, which is 3 I₁[(2π²g²+1)I₁ − 2πg I₀]/(2π²g²I₂²) − 1
 * (arXiv:1806.00862) without its cancellations. +1 at g = 0, 2 at g = ∞.
 *
 * @param g coupling g ≥ 0
 */
export function protectedCoefficient(g: number): number {
  const z = 4 * Math.PI * g;
  const second = scaledBesselI(2, z);
  return 3 * (scaledBesselI(1, z) / second) * (scaledBesselI(3, z) / second) - 1;
}
