import { exp, sin } from "../../math/elementary.js";

/** Midpoints of the integral over the angle; the integrand's roots at its ends leave 1e-4. */
const NODES = 400;

/**
 * Chance that independent p¹¹ ≥ 0, p¹², p²² ≥ 0, normal about zero with widths s¹¹, s¹², s²², are a positive semidefinite matrix:
 * (2/π) ∫₀^{π/2} √(sin 2φ / (sin 2φ + 2ρ²)) dφ, ρ = s¹²/√(s¹¹ s²²), from the directions (p¹¹/s¹¹, |p¹²|/s¹², p²²/s²²) uniform on an octant.
 */
export function coneMass(first: number, mixed: number, second: number): number {
  const ratio2 = (mixed * mixed) / (first * second);
  let sum = 0;
  for (let k = 0; k < NODES; k++) {
    const s = sin((Math.PI * (k + 0.5)) / NODES);
    sum += Math.sqrt(s / (s + 2 * ratio2));
  }
  return sum / NODES;
}

/**
 * ∫₀^∞ exp(−½ (slope t + curvature t²)) dt: what a coefficient that the border of a cone holds leaves on the inner side.
 *
 * @param slope ≥ 0
 * @param curvature > 0
 */
export function innerLength(slope: number, curvature: number): number {
  const reach = 12 * Math.min(1 / Math.sqrt(curvature), 2 / Math.max(slope, 1e-300));
  const step = reach / NODES;
  let sum = 0;
  for (let k = 0; k < NODES; k++) {
    const t = (k + 0.5) * step;
    sum += exp(-0.5 * (slope + curvature * t) * t);
  }
  return sum * step;
}
