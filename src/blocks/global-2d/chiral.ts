import { add, type Complex, exponential, logarithm, modulus, multiply, scale } from "../../math/complex.js";
import { polynomial } from "../../math/polynomial.js";
import { checkCrossRatio, checkRadius, radialCoordinate } from "../points/radial.js";
import type { ChiralLabel } from "./chiral-label.js";
import { radialCoefficients } from "./radial-coefficients.js";

/** A function of the cross-ratios and its derivative in β (chiral blocks) or Δ (blocks). */
export interface ComplexJet {
  readonly value: Complex;
  readonly derivative: Complex;
}

/**
 * Chiral block k_β(z) = z^{β/2} 2F1((β−Δ12)/2, (β+Δ34)/2; β; z) and ∂k/∂β, for complex z off the cut [1, ∞);
 * z^{β/2} is the principal power.
 *
 * @throws InputError at poles: β = −1, −3, … for Δ12 = Δ34 = 0, else β = 0, −1, −2, … unless the residue vanishes;
 *   and for z = 0, on the cut, or too near it
 * @source arXiv:1108.6194 (Dolan, Osborn); radial expansion arXiv:1303.1111
 */
export function chiralBlock(z: Complex, label: ChiralLabel): ComplexJet {
  checkCrossRatio(z, label.operator);
  const rho = radialCoordinate(z);
  const radius = modulus(rho);
  checkRadius(radius, label.operator);
  const series = radialCoefficients(label, radius);
  const halfLog = scale(logarithm(scale(rho, 4)), 0.5);
  const prefactor = exponential(scale(halfLog, label.beta));
  const sum = polynomial(series.value, rho);
  const slope = add(polynomial(series.derivative, rho), multiply(halfLog, sum));
  return { value: multiply(prefactor, sum), derivative: multiply(prefactor, slope) };
}
