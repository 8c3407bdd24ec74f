import { type Complex, modulus } from "../../math/complex.js";
import { exp, log } from "../../math/elementary.js";
import { checkOperator } from "../global-2d/poles.js";
import { checkCrossRatio, radialCoordinate } from "../points/radial.js";
import { gegenbauer, leadingWeight } from "./angular.js";
import { checkDimension, checkReach, refusePole } from "./poles.js";
import { RadialExpansion } from "./radial-expansion.js";
import { expandAcross } from "./removable-pole.js";

/** Which block: dimension of space, an operator (Δ, ℓ) and the differences of external dimensions, 0 unless given. */
export interface BlockDLabel {
  readonly dimension: number;
  readonly delta: number;
  readonly spin: number;
  readonly delta12?: number;
  readonly delta34?: number;
}

/** A real function and its derivative in Δ. */
export interface RealJet {
  readonly value: number;
  readonly derivative: number;
}

/**
 * One scalar block of any real dimension d ≥ 1 and its derivative in Δ at z̄ = z*, g → z^{(Δ−ℓ)/2} z̄^{(Δ+ℓ)/2} for z ≪ z̄ ≪ 1, with no
 * factor (−1)^ℓ or 2^ℓ. Within rounding of (2ν)_ℓ/(ν)_ℓ |4ρ|^Δ, the size it has on the real axis.
 *
 * @throws InputError at poles, by name; for d outside [1, 50], a spin that is no whole number (in one dimension: not 0), Δ or ℓ out of range;
 *   where z is 0, on the cut [1, ∞) or too near it
 */
export function blockD({
  dimension,
  delta,
  spin,
  delta12 = 0,
  delta34 = 0,
  z,
}: BlockDLabel & { z: Complex }): RealJet {
  checkOperator(delta, spin);
  checkDimension(dimension, spin);
  checkCrossRatio(z, "block");
  const rho = radialCoordinate(z);
  const radius = modulus(rho);
  checkReach(radius);
  const expansion = new RadialExpansion(dimension, delta12, delta34);
  const label = { dimension, delta, spin, delta12, delta34 };
  if (refusePole(label)) expandAcross(label, expansion, radius);
  else expansion.compute(delta, spin, radius);
  const series = sum(expansion, radius, rho.re / radius);
  const size = log(4 * radius);
  const prefactor = leadingWeight(dimension, spin) * exp(delta * size);
  return {
    value: prefactor * series.value,
    derivative: prefactor * (series.derivative + size * series.value),
  };
}

/**
 * What one operator contributes to a crossing equation at z̄ = z*, and its derivative in Δ:
 *
 *     |1−z|^{2D} g(z) + sign · |z|^{2D} g(1−z),   D = `external`
 *
 * (Δφ for identical scalars, (Δ2+Δ3)/2 for ⟨φ1 φ2 φ3 φ4⟩); sign −1 unless given.
 *
 * @throws InputError as {@link blockD}, at z and at 1−z
 */
export function crossedBlockD(
  options: BlockDLabel & { z: Complex; external: number; sign?: 1 | -1 },
): RealJet {
  const { z, external, sign = -1, ...label } = options;
  const crossed = { re: 1 - z.re, im: -z.im };
  const direct = blockD({ ...label, z });
  const other = blockD({ ...label, z: crossed });
  const v = exp(2 * external * log(modulus(crossed)));
  const u = sign * exp(2 * external * log(modulus(z)));
  return {
    value: v * direct.value + u * other.value,
    derivative: v * direct.derivative + u * other.derivative,
  };
}

/** Σ_n r^n Σ_j A_{n,j} P_j(η) and its derivative. */
function sum(expansion: RadialExpansion, radius: number, eta: number): RealJet {
  const { spin, levels, step, values, derivatives, dimension } = expansion;
  const polynomials = gegenbauer(dimension, spin + step * (levels - 1), Float64Array.of(eta));
  const factor = step === 2 ? radius * radius : radius;
  let [value, derivative] = [0, 0];
  for (let level = levels - 1; level >= 0; level--) {
    const n = level * step;
    const start = expansion.start(level);
    let [a, b] = [0, 0];
    for (let k = Math.max(0, Math.ceil((n - spin) / 2)); k <= n; k++) {
      const p = polynomials[spin - n + 2 * k]!;
      a += values[start + k]! * p;
      b += derivatives[start + k]! * p;
    }
    value = value * factor + a;
    derivative = derivative * factor + b;
  }
  return { value, derivative };
}
