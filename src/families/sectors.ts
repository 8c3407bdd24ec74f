import type { Spins } from "../crossing/spins.js";

/**
 * Operators of one representation: what the externals exchange. An operator of a sector of size n couples by n numbers λᵢ; its squared
 * coefficients are the symmetric matrix λᵢλⱼ, positive semidefinite in a unitary theory, one channel an entry.
 */
export interface Sector {
  readonly name: string;
  readonly spins: Spins;
  /** n */
  readonly size: number;
  /** names of the entries i ≤ j, row by row: p¹¹; or p¹¹, p¹², p²²; … [n (n + 1)/2] */
  readonly channels: readonly string[];
  /** dimensions are fixed by the symmetry: nothing releases them */
  readonly short?: true;
}

/** One kind of squared OPE coefficients that a family's crossing equations hold. */
export interface Channel {
  readonly spins: Spins;
  /** products of two different OPE coefficients, negative ones in unitary theories too */
  readonly signed: boolean;
  readonly short: boolean;
}

/** All that operators may be kept in. */
export const keptSectors = ({
  sectors,
  combined = [],
}: {
  readonly sectors: readonly Sector[];
  readonly combined?: readonly Sector[];
}): readonly Sector[] => [...sectors, ...combined];

/** A sector of one channel, of the same name unless given. */
export const single = (channel: string, spins: Spins, name = channel): Sector => ({
  name,
  spins,
  size: 1,
  channels: [channel],
});

/** The channels of sectors by name, in their order. */
export function channelsOf(sectors: readonly Sector[]): Record<string, Channel> {
  return Object.fromEntries(
    sectors.flatMap(({ size, channels, spins, short = false }) =>
      entries(size).map(([i, j], k) => [channels[k]!, { spins, signed: i !== j, short }]),
    ),
  );
}

/** Rows and columns of the entries of a symmetric matrix, row by row: (0, 0), (0, 1), … (1, 1), … */
export function entries(size: number): [row: number, column: number][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size - i }, (_, k): [number, number] => [i, i + k]),
  ).flat();
}
