import { InputError } from "../errors.js";

/** Nearer than this in β = Δ ± ℓ, a block is refused: its value says nothing but how near the pole is. */
const CLOSEST = 1e-9;

/** An operator as error messages name it. */
export function operatorLabel(delta: number, spin: number): string {
  return `block (delta ${delta}, spin ${spin})`;
}

/**
 * Refuses k_β at a pole.
 *
 * @param pole the only pole that β can be near
 * @param operator the operator that β came from, for the message
 * @throws InputError
 */
export function refusePole(beta: number, pole: number, operator: string): void {
  if (Math.abs(beta - pole) >= CLOSEST) return;
  throw new InputError({
    where: operator,
    field: "beta = delta ± spin",
    found: beta,
    allowed: `the block has a pole at beta = ${pole}; choose another delta`,
  });
}

/** @throws InputError unless Δ is a finite number and ℓ a whole number ≥ 0 */
export function checkOperator(delta: number, spin: number): void {
  const where = operatorLabel(delta, spin);
  if (!Number.isFinite(delta))
    throw new InputError({ where, field: "delta", found: delta, allowed: "a finite number" });
  if (!(Number.isSafeInteger(spin) && spin >= 0)) {
    throw new InputError({ where, field: "spin", found: spin, allowed: "a whole number, 0 or more" });
  }
}
