/** Operators that differ in spin and dimension only, as positivity sees them: their coefficients form a positive matrix. */
export interface Sector {
  readonly name: string;
  /** channel of each entry of the matrix, symmetric; the coefficients of those off the diagonal count once, not twice */
  readonly channels: readonly (readonly string[])[];
  readonly spins: "even" | "odd" | "all";
}

/** One channel of even spins. */
export const singleSector = (channel: string): Sector => ({
  name: channel,
  channels: [[channel]],
  spins: "even",
});

/** Whether operators of a spin are exchanged. */
export const exchanges = ({ spins }: Sector, spin: number) =>
  spins === "all" || (spin % 2 === 0) === (spins === "even");

/**
 * Spins whose functionals are made positive: all to ⌈λ⌉ + 9, and some far ones for those between and beyond, where functionals of
 * moderate λ are positive once they are there.
 */
export function spinsOf(sector: Sector, lambda: number, most?: number): number[] {
  const near = most ?? lambda + 9;
  const far = most === undefined ? [1.5, 2, 3, 5].map((factor) => 2 * Math.ceil((factor * near) / 2)) : [];
  const beyond = far.flatMap((spin) => [spin, spin + 1]);
  const all = [...Array.from({ length: near + 1 }, (_, spin) => spin), ...beyond];
  return all.filter((spin) => exchanges(sector, spin));
}
