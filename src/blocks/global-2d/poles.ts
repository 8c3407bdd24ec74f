import { InputError } from "../../errors.js";
import type { BlockDomain } from "../domain.js";
import { isRemovable } from "./removable-pole.js";

/** Nearer than this in β = Δ ± ℓ, a block is refused: its value says nothing but how near the pole is. */
const CLOSEST = 1e-9;

/** An operator as error messages name it. */
export function operatorLabel(delta: number, spin: number): string {
  return `block (delta ${delta}, spin ${spin})`;
}

/** The pole that β can be near when external dimensions are equal: one of −1, −3, −5, … */
export function nearestEqualPole(beta: number): number {
  return Math.min(-1, 2 * Math.floor(beta / 2) + 1);
}

/**
 * Refuses k_β at a pole.
 *
 * @param pole the only pole that β can be near
 * @param operator the operator that β came from, for the message
 * @throws InputError
 */
export function refusePole(beta: number, pole: number, operator: string): void {
  if (!(Math.abs(beta - pole) < CLOSEST)) return;
  throw new InputError({
    where: operator,
    field: "beta = delta ± spin",
    found: beta,
    allowed: `the block has a pole at beta = ${pole}; choose another delta`,
  });
}

/** {@link refusePole} for equal external dimensions; names the operator only if it must, for the sake of hot loops. */
export function refuseEqualPole(beta: number, delta: number, spin: number): void {
  const pole = nearestEqualPole(beta);
  if (Math.abs(beta - pole) < CLOSEST) refusePole(beta, pole, operatorLabel(delta, spin));
}

/** Blocks leave the range of doubles beyond. */
export const LOWEST = -50;
export const HIGHEST = 400;

/**
 * Where blocks of spin ℓ are finite: poles are at Δ ± ℓ = −1, −3, … for equal external dimensions, else at 0, −1, −2, … unless the residue
 * vanishes. Those of Δ + ℓ are among those of Δ − ℓ.
 */
export function domain2d(spin: number, delta12 = 0, delta34 = 0): BlockDomain {
  const equal = delta12 === 0 && delta34 === 0;
  const isPole = (beta: number) =>
    equal ? beta % 2 !== 0 : !(isRemovable(delta12, beta) || isRemovable(delta34, beta));
  return {
    lowest: LOWEST,
    highest: HIGHEST,
    poles(lower, upper) {
      const found: number[] = [];
      for (let beta = Math.ceil(Math.max(lower, LOWEST) - spin); beta <= Math.min(upper - spin, 0); beta++)
        if (isPole(beta) || (beta + 2 * spin <= 0 && isPole(beta + 2 * spin))) found.push(beta + spin);
      return found;
    },
  };
}

/** @throws InputError unless Δ is in [−50, 400] (beyond, blocks leave the range of doubles) and ℓ a whole number from 0 to 400 */
export function checkOperator(delta: number, spin: number): void {
  if (!(delta >= LOWEST && delta <= HIGHEST)) {
    const where = operatorLabel(delta, spin);
    throw new InputError({ where, field: "delta", found: delta, allowed: "a number from -50 to 400" });
  }
  if (!(Number.isInteger(spin) && spin >= 0 && spin <= 400)) {
    const where = operatorLabel(delta, spin);
    throw new InputError({ where, field: "spin", found: spin, allowed: "a whole number from 0 to 400" });
  }
}
