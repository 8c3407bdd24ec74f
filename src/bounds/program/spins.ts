import { exchanges } from "../../crossing/spins.js";
import { InputError } from "../../errors.js";
import type { Sector } from "../../families/sectors.js";

/** Every spin is a program of its own: more of them are a slip of the pen. */
const MOST_SPIN = 200;

/**
 * Spins whose functionals are made positive: all to λ + 9, and some far ones for those between and beyond, where functionals of moderate λ
 * are positive once they are there. Given a largest spin, all to that one.
 *
 * @throws InputError for a largest spin above {@link MOST_SPIN}
 */
export function spinsOf({ spins }: Sector, lambda: number, most?: number): number[] {
  if (most !== undefined && most > MOST_SPIN)
    throw new InputError({ where: "spins", found: most, allowed: `a whole number up to ${MOST_SPIN}` });
  const near = most ?? lambda + 9;
  const far = most === undefined ? [1.5, 2, 3, 5].map((factor) => 2 * Math.ceil((factor * near) / 2)) : [];
  const all = [
    ...Array.from({ length: near + 1 }, (_, spin) => spin),
    ...far.flatMap((spin) => [spin, spin + 1]),
  ];
  return all.filter((spin) => exchanges(spins, spin));
}
