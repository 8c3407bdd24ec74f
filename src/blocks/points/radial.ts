import { InputError } from "../../errors.js";
import { add, type Complex, divide, multiply, squareRoot } from "../../math/complex.js";

/**
 * Radial coordinate ρ = z/(1+√(1−z))², so that z = 4ρ/(1+ρ)²: |ρ| < 1 for every z off the cut [1, ∞),
 * and the block is (4ρ)^{β/2} times a power series in ρ that converges there.
 *
 * @source arXiv:1303.1111 (Hogervorst, Rychkov)
 */
export function radialCoordinate(z: Complex): Complex {
  const base = add(squareRoot({ re: 1 - z.re, im: -z.im }), { re: 1, im: 0 });
  return divide(z, multiply(base, base));
}

/** @throws InputError where a block has no value: z = 0, or z real and ≥ 1, or not a number */
export function checkCrossRatio(z: Complex, where: string): void {
  const zero = z.re === 0 && z.im === 0;
  const onCut = z.im === 0 && z.re >= 1;
  if (Number.isFinite(z.re) && Number.isFinite(z.im) && !zero && !onCut) return;
  throw new InputError({
    where,
    field: "z",
    found: [z.re, z.im],
    allowed: "finite, not 0, off the cut [1, ∞)",
  });
}

/** @throws InputError where series in ρ get too long */
export function checkRadius(radius: number, where: string): void {
  if (radius <= 0.99) return;
  throw new InputError({
    where,
    field: "|rho(z)|",
    found: radius,
    allowed: "0.99 at most: z is too near the cut [1, ∞)",
  });
}
