import { InputError } from "../../errors.js";
import { add, type Complex, conjugate, modulus, multiply, scale } from "../../math/complex.js";
import { exp, log } from "../../math/elementary.js";
import { type ComplexJet, chiralBlock } from "./chiral.js";
import { checkOperator, operatorLabel } from "./poles.js";

export { CrossedBlocks2d } from "./crossed-blocks-2d.js";

/** Which block: an operator (Δ, ℓ) and the differences of external dimensions, 0 unless given. */
export interface Block2dLabel {
  readonly delta: number;
  readonly spin: number;
  readonly delta12?: number;
  readonly delta34?: number;
}

/**
 * One global block in two dimensions and its derivative in Δ,
 *
 *     g_{Δ,ℓ}(z, z̄) = [k_{Δ+ℓ}(z) k_{Δ−ℓ}(z̄) + k_{Δ+ℓ}(z̄) k_{Δ−ℓ}(z)] / (1 + δ_{ℓ0}),
 *
 * with no factor (−1)^ℓ or 2^ℓ. z̄ is z* unless `zb` gives another value.
 *
 * @throws InputError at poles in Δ ± ℓ, and where z or z̄ is 0, on the cut [1, ∞) or too near it
 */
export function block2d(options: Block2dLabel & { z: Complex; zb?: Complex }): ComplexJet {
  const { delta, spin, delta12 = 0, delta34 = 0, z, zb } = options;
  checkOperator(delta, spin);
  const operator = operatorLabel(delta, spin);
  const plus = (at: Complex) => chiralBlock(at, { beta: delta + spin, delta12, delta34, operator });
  const minus = (at: Complex) => chiralBlock(at, { beta: delta - spin, delta12, delta34, operator });
  const [p, m] = [plus(z), minus(z)];
  const [pb, mb] = zb ? [plus(zb), minus(zb)] : [conjugateJet(p), conjugateJet(m)];
  const [first, second] = [product(p, mb), product(pb, m)];
  const weight = spin === 0 ? 0.5 : 1;
  const derivative = scale(add(first.derivative, second.derivative), weight);
  if (!Number.isFinite(modulus(derivative))) {
    throw new InputError({
      where: operator,
      field: "z",
      found: [z.re, z.im],
      allowed: "the block overflows there",
    });
  }
  return { value: scale(add(first.value, second.value), weight), derivative };
}

/**
 * What one operator contributes to a crossing equation at z̄ = z*, and its derivative in Δ:
 *
 *     |1−z|^{2D} g(z) + sign · |z|^{2D} g(1−z),   D = `external`
 *
 * (Δφ for identical scalars, (Δ2+Δ3)/2 for ⟨φ1 φ2 φ3 φ4⟩); sign −1 unless given.
 *
 * @throws InputError as {@link block2d}, at z and at 1−z
 */
export function crossedBlock2d(options: Block2dLabel & { z: Complex; external: number; sign?: 1 | -1 }): {
  value: number;
  derivative: number;
} {
  const { z, external, sign = -1, ...label } = options;
  const crossed = { re: 1 - z.re, im: -z.im };
  const direct = block2d({ ...label, z });
  const other = block2d({ ...label, z: crossed });
  const v = exp(2 * external * log(modulus(crossed)));
  const u = sign * exp(2 * external * log(modulus(z)));
  return {
    value: v * direct.value.re + u * other.value.re,
    derivative: v * direct.derivative.re + u * other.derivative.re,
  };
}

function product(a: ComplexJet, b: ComplexJet): ComplexJet {
  return {
    value: multiply(a.value, b.value),
    derivative: add(multiply(a.derivative, b.value), multiply(a.value, b.derivative)),
  };
}

function conjugateJet(jet: ComplexJet): ComplexJet {
  return { value: conjugate(jet.value), derivative: conjugate(jet.derivative) };
}
