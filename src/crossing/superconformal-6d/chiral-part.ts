import type { Points } from "../../blocks/points/points.js";
import type { SuperconformalBlocks6d } from "../../blocks/superconformal-6d/superconformal-6d.js";
import { add, type Complex, divide, logarithm, multiply, scale } from "../../math/complex.js";
import { columnScale } from "../equation.js";
import { disconnected } from "./disconnected.js";

/** Beyond this spin the chiral multiplets add less than 1e-15 to the equation at any point of the usual sets. */
export const LARGEST_CHIRAL_SPIN = 60;

/**
 * h(z) up to a constant, which drops out:
 * h = −(z³/3 − 1/(z−1) − 1/(z−1)² − 1/(3(z−1)³) − 1/z) − (8/c)(z − 1/(z−1) + log(1−z)).
 *
 * @source arXiv:1507.05637
 */
export function chiralFunction(z: Complex, inverseCharge: number): Complex {
  const one = { re: 1, im: 0 };
  const w = divide(one, { re: z.re - 1, im: z.im });
  const square = multiply(w, w);
  const cube = multiply(square, w);
  const disconnectedPart = [
    scale(multiply(multiply(z, z), z), -1 / 3),
    w,
    square,
    scale(cube, 1 / 3),
    divide(one, z),
  ].reduce(add);
  const logarithmOf = logarithm({ re: 1 - z.re, im: -z.im });
  const connected = add(add(z, scale(w, -1)), logarithmOf);
  return add(disconnectedPart, scale(connected, -8 * inverseCharge));
}

/**
 * Coefficient 2^ℓ b_ℓ of the chiral multiplet a^at_{ℓ+4,ℓ} (D[4,0] at ℓ = 0, B[2,0]_{ℓ−2} at ℓ ≥ 2), fixed by the W-algebra of central charge c:
 * −z²h′(z) = 1 + (8/c)k_2 + Σ b_ℓ k_{ℓ+4}, k_β = z^β 2F1(β, β; 2β; z).
 *
 * @param spin even
 * @source arXiv:1404.1079, arXiv:1507.05637
 */
export function chiralCoefficient(spin: number, inverseCharge: number): number {
  const delta = spin + 4;
  let connected = (8 / 2) * (3 / 15);
  // 2^ℓ · 2^{−ℓ/2−1} (ℓ+3)!! Γ(ℓ/2+2)/(2ℓ+5)!!, from one even spin to the next
  for (let l = 0; l < spin; l += 2) connected *= (2 * (l + 5) * (l / 2 + 2)) / ((2 * l + 7) * (2 * l + 9));
  const current = connected * (spin * (spin + 7) + 11);
  return disconnected(delta, spin).b / columnScale(delta) + inverseCharge * current;
}

/**
 * Writes the term of h into `out` [rows]: with y = Im z, −(1/(4y³)) [Im h(1−z)/|1−z|² + Im h(z)/|z|²]; adds the moduli of its two
 * parts to `magnitude` [rows].
 */
export function chiralTerm(
  points: Points,
  inverseCharge: number,
  out: Float64Array,
  magnitude: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) {
    const z = { re: points.re[i]!, im: points.im[i]! };
    const over = { re: 1 - z.re, im: -z.im };
    const factor = -1 / (4 * z.im * z.im * z.im);
    const direct = (factor * chiralFunction(z, inverseCharge).im) / (z.re * z.re + z.im * z.im);
    const crossed =
      (factor * chiralFunction(over, inverseCharge).im) / (over.re * over.re + over.im * over.im);
    out[i] = direct + crossed;
    magnitude[i]! += Math.abs(direct) + Math.abs(crossed);
  }
}

/**
 * Adds Σ_ℓ coefficient(ℓ) F(ℓ+4, ℓ) to `out` [rows] and the moduli of its terms to `magnitude` [rows].
 */
export function addChiralMultiplets(
  blocks: SuperconformalBlocks6d,
  coefficient: (spin: number) => number,
  out: Float64Array,
  magnitude: Float64Array,
): void {
  const { rows } = blocks;
  const column = new Float64Array(rows);
  const slope = new Float64Array(rows);
  const size = new Float64Array(rows);
  for (let spin = 0; spin <= LARGEST_CHIRAL_SPIN; spin += 2) {
    const factor = coefficient(spin);
    blocks.column(spin + 4, spin, column, slope);
    blocks.magnitude(spin + 4, spin, size);
    for (let i = 0; i < rows; i++) {
      out[i]! += factor * column[i]!;
      magnitude[i]! += Math.abs(factor) * size[i]!;
    }
  }
}
