import { gammaHalfStep } from "../../math/gamma-ratio.js";

/** An OPE coefficient along its tower, in the scaled form b = 4^Δ λ². */
export interface TowerCoefficient {
  readonly b: number;
  /** ∂ ln b/∂Δ at fixed spin */
  readonly logSlope: number;
}

/**
 * OPE coefficients of the disconnected correlator a = (1+v^{−3})/(3u²), the (2,0) theories at c = ∞, continued in Δ along the towers
 * Δ = ℓ + 2k + 2. With k = (Δ−ℓ)/2−1, h = (Δ+ℓ)/2+2:
 *
 *     λ² = (2^ℓ/36)(ℓ+1)(ℓ+2)(h+k)(h+k+1) · (h−1)Γ(h)Γ(h+1)/Γ(2h−1) · (k+1)Γ(k+1)²/Γ(2k).
 *
 * k = 1 are the multiplets of the chiral algebra, k = 2 the short D[0,4] (ℓ = 0) and B[0,2] (ℓ ≥ 2), k = n + 3 the long ones Δ = 8 + ℓ + 2n.
 *
 * @param delta above ℓ + 2
 * @source the general solution: arXiv:hep-th/0407060, arXiv:1507.05637; the closed form agrees with the decomposition of a in exact
 * arithmetic (test/data/6d)
 */
export function disconnected(delta: number, spin: number): TowerCoefficient {
  const k = (delta - spin) / 2 - 1;
  const h = (delta + spin) / 2 + 2;
  // Γ(h)Γ(h+1)/Γ(2h−1) = √π 4^{1−h} Γ(h+1)/Γ(h−½),  Γ(k+1)²/Γ(2k) = 2√π 4^{−k} k Γ(k+1)/Γ(k+½),  h + k = Δ + 1
  const upper = gammaHalfStep(h + 0.5);
  const lower = gammaHalfStep(k + 0.5);
  let spinFactor = (2 * Math.PI * (spin + 1) * (spin + 2)) / 36;
  for (let n = 0; n < spin; n++) spinFactor *= 2;
  const polynomial = (delta + 1) * (delta + 2) * (h - 1) * (h - 0.5) * k * (k + 1);
  return {
    b: spinFactor * polynomial * upper.value * lower.value,
    logSlope:
      1 / (delta + 1) +
      1 / (delta + 2) +
      0.5 * (1 / (h - 1) + 1 / (h - 0.5) + 1 / k + 1 / (k + 1) + upper.logDerivative + lower.logDerivative),
  };
}

/** Lowest superprimary dimensions Δ = ℓ + 2k + 2 on the tower k. */
export const towerDimension = (k: number, spin: number) => spin + 2 * k + 2;
