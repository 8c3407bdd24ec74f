import type { FixedPoint } from "../../math/fixed-point.js";
import type { BlockLabel } from "./radial-recursion.js";

/**
 * Where the radial series of a block up to r^order has its poles in Δ, falling, each as often as its order may be: in even dimensions those of
 * different families fall on each other. Where Δ1 = Δ2 or Δ3 = Δ4 the odd ones of the first and third family have no residue.
 *
 * @source arXiv:1406.4858, table 1 (Kos, Poland, Simmons-Duffin)
 */
export function polesOfBlock(fixed: FixedPoint, block: BlockLabel, order: number): bigint[] {
  const { spin, delta12, delta34 } = block;
  const step = delta12 === 0 || delta34 === 0 ? 2 : 1;
  const dimension = fixed.from(block.dimension);
  const whole = (n: number) => BigInt(n) * fixed.one;
  const poles: bigint[] = [];
  for (let k = step; k <= order; k += step) poles.push(whole(1 - spin - k));
  for (let k = 1; 2 * k <= order; k++) poles.push(dimension / 2n - whole(k));
  for (let k = step; k <= Math.min(spin, order); k += step) poles.push(dimension + whole(spin - 1 - k));
  return poles.sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
}

/** The least dimension of an operator of a unitary theory other than the identity. */
export function unitarityBound(fixed: FixedPoint, dimension: number, spin: number): bigint {
  const d = fixed.from(dimension);
  return spin === 0 ? d / 2n - fixed.one : d + BigInt(spin - 2) * fixed.one;
}
