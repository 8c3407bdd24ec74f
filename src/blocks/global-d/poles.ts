import { InputError } from "../../errors.js";
import type { BlockDomain } from "../domain.js";
import { HIGHEST, LOWEST, operatorLabel } from "../global-2d/poles.js";

/** Which block: dimension of space, operator, differences of external dimensions. */
export interface BlockLabel {
  readonly dimension: number;
  readonly delta: number;
  readonly spin: number;
  readonly delta12: number;
  readonly delta34: number;
}

/** Nearer than this in Δ a pole is refused: the value says nothing but how near it is. */
const CLOSEST = 1e-9;
/** Nearer than this in Δ to where the recursion is 0/0 it loses more than three digits. */
const NEAR = 1e-3;

/** Largest |ρ|: there a block of unequal dimensions has 400 levels. */
const REACH = 0.9;

const families = {
  I: "Δ = 1 − ℓ − k",
  II: "Δ = d/2 − k",
  III: "Δ = d + ℓ − 1 − k",
} as const;

/** A place in Δ where a descendant of level n becomes a primary: the block has a pole there, or the recursion is 0/0. */
interface NullState {
  readonly delta: number;
  readonly family: keyof typeof families;
  readonly k: number;
}

/**
 * Refuses an operator at a pole of its block. Above the unitarity bound there is none; on it, with k = 1, there is one for ℓ ≥ 1 unless
 * Δ12 = 0 or Δ34 = 0 (family III), and one for ℓ = 0 unless Δ12 = ±ν or Δ34 = ±ν (family II).
 *
 * @returns true where the value is finite, but the recursion is 0/0 or nearly so
 * @throws InputError at a pole, naming its family
 * @source arXiv:1406.4858 (Kos, Poland, Simmons-Duffin) eq. (4.14) and table 1: poles and residues
 */
export function refusePole(label: BlockLabel): boolean {
  const { delta, spin, dimension } = label;
  if (delta > unitarityBound(dimension, spin) + NEAR) return false;
  for (const state of nullStates(label, delta - CLOSEST, delta + CLOSEST)) {
    if (isAbsent(state, label)) continue;
    throw new InputError({
      where: operatorLabel(delta, spin),
      field: "delta",
      found: delta,
      allowed: `${dimension === 1 ? "on the line" : `in ${dimension} dimensions`} the block has a pole at ${families[state.family]} = ${state.delta} (family ${state.family}, k = ${state.k})${
        state.k === 1 && state.family !== "I" ? ", the unitarity bound" : ""
      }; choose another delta`,
    });
  }
  return nearVanishingBracket(label);
}

/** Lowest Δ of a unitary theory in d ≥ 2 dimensions: d/2 − 1 for scalars, else ℓ + d − 2. */
export const unitarityBound = (dimension: number, spin: number) =>
  // in this order, which for d = 3.1 gives the number that "d", "d + 2" or "d - 1" in a theory file is
  spin === 0 ? Math.max(0, dimension / 2 - 1) : dimension + (spin - 2);

/** The topmost pole in Δ, and those less than 1 below it, descending: where two families meet in even d they make one double pole. */
export function topmostPoles({ dimension, spin, delta12, delta34 }: Omit<BlockLabel, "delta">): number[] {
  // with equal dimensions odd k of families I and III are absent
  const k = delta12 === 0 && delta34 === 0 ? 2 : 1;
  const poles = [1 - spin - k, dimension / 2 - 1, ...(spin >= k ? [dimension + spin - 1 - k] : [])];
  const top = Math.max(...poles);
  return poles.filter((pole) => pole > top - 1).sort((a, b) => b - a);
}

/** @throws InputError for a dimension below 1 or above 50, on the line for a spin: no angle there */
export function checkDimension(dimension: number, spin = 0): void {
  if (!(dimension >= 1 && dimension <= 50))
    throw new InputError({
      where: "block",
      field: "dimension",
      found: dimension,
      allowed: "a number from 1 to 50",
    });
  if (dimension === 1 && spin > 0)
    throw new InputError({
      where: "block",
      field: "spin",
      found: spin,
      allowed: "0 in one dimension",
    });
}

/** @throws InputError for a |ρ| at which expansions get too long */
export function checkReach(radius: number): void {
  if (radius <= REACH) return;
  throw new InputError({
    where: "block",
    field: "|rho(z)|",
    found: radius,
    allowed: `${REACH} at most: z is too near the cut [1, ∞)`,
  });
}

/** Where blocks can be evaluated: poles are those of {@link refusePole}. */
export function domainD(label: Omit<BlockLabel, "delta">): BlockDomain {
  return {
    lowest: LOWEST,
    highest: HIGHEST,
    poles(lower, upper) {
      const states = nullStates(label, Math.max(lower, LOWEST), upper);
      const present = states.filter((state) => !isAbsent(state, label)).map(({ delta }) => delta);
      return [...new Set(present)].sort((a, b) => a - b);
    },
  };
}

/** The null states from `lower` to `upper`. */
function nullStates(
  { dimension, spin }: Omit<BlockLabel, "delta">,
  lower: number,
  upper: number,
): NullState[] {
  const states: NullState[] = [];
  const add = (family: NullState["family"], top: number, most: number) => {
    for (let k = Math.max(1, Math.ceil(top - upper)); k <= Math.min(most, top - lower); k++)
      states.push({ family, k, delta: top - k });
  };
  add("I", 1 - spin, Number.POSITIVE_INFINITY);
  add("II", dimension / 2, Number.POSITIVE_INFINITY);
  add("III", dimension + spin - 1, spin);
  return states;
}

/** Does the residue of a null state vanish? In even d double poles form where families meet; they count as present. */
function isAbsent(
  { family, k }: NullState,
  { dimension, spin, delta12, delta34 }: Omit<BlockLabel, "delta">,
): boolean {
  const nu = dimension / 2 - 1;
  if (family !== "II") return isWithin(delta12, k - 1) || isWithin(delta34, k - 1);
  // zeros of (±Δ12 + ℓ + ν + 1 − k)/2)_k and of the same with Δ34
  const vanishes = (difference: number) =>
    isWithin(difference + spin + nu, k - 1) || isWithin(difference - spin - nu, k - 1);
  if (vanishes(delta12) || vanishes(delta34)) return true;
  // (−ν)_{k+1} (ℓ+ν−k) over the squares of (ℓ+ν−k)_{2k}, in even d
  return Number.isInteger(nu) && nu >= 0 && k >= nu && k < spin + nu;
}

/** Is x one of −most, −most + 2, …, most? */
function isWithin(x: number, most: number): boolean {
  const steps = (x + most) / 2;
  return Math.abs(x) <= most + CLOSEST && Math.abs(steps - Math.round(steps)) < CLOSEST;
}

/** Levels looked at: further ones count for little. */
const LEVELS = 30;

/** Is the bracket of the Casimir recursion nearly zero at some (n, j)? */
function nearVanishingBracket({ dimension, delta, spin, delta12, delta34 }: BlockLabel): boolean {
  const step = delta12 === 0 && delta34 === 0 ? 2 : 1;
  for (let n = step; n <= LEVELS; n += step)
    for (let m = -Math.min(n, spin + ((n - spin) % 2)); m <= n; m += 2) {
      if (spin + m < 0) continue;
      const bracket = n * (2 * delta + n - dimension) + m * (2 * spin + m + dimension - 2);
      if (Math.abs(bracket) < 2 * n * NEAR) return true;
    }
  return false;
}
