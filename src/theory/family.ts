/** One kind of squared OPE coefficients that a family's crossing equations hold. */
export interface Channel {
  readonly spins: "even" | "all";
  /** products of two different OPE coefficients, negative ones in unitary theories too */
  readonly signed?: boolean;
}

/** What a theory file may say depends on its family of blocks and crossing equations only through this. */
export interface Family {
  /** what stands under `external`: names of the external operators, each with its dimension */
  readonly externals: ExternalNames;
  /** by name; the file's own names of externals may be part of theirs */
  channels(externals: readonly string[]): Readonly<Record<string, Channel>>;
  /** names for several channels that exchange the same operators, usable in a row of the spectrum */
  sectors(externals: readonly string[]): Readonly<Record<string, readonly string[]>>;
  /** lowest Δ of a unitary theory at this spin; scalars must lie strictly above it */
  unitarityBound(spin: number): number;
}

/** `delta` alone; a pair; or two and more of the file's own names */
export type ExternalNames = "delta" | "pair" | "several";

const EVEN: Channel = { spins: "even" };
const ALL: Channel = { spins: "all" };

/**
 * `global-2d`: four identical real scalars in two dimensions, blocks of so(2,2) with both helicities ±ℓ in one block;
 * Bose symmetry leaves even spins, unitarity Δ ≥ ℓ.
 *
 * `global-2d-joint`: several such correlators side by side, a channel each under the name of its external; what they share are operators.
 *
 * `global-2d-u1`: a complex scalar of charge 1. Channels `neutral`, φ × φ̄, all spins, and `charge-2`, φ × φ, even spins.
 *
 * `global-2d-mixed`: two real scalars 1, 2. Operators in 1 × 1 and 2 × 2 have p¹¹¹¹, p¹¹²², p²²²² (the sector `even`), those in 1 × 2
 * |λ₁₂|² (`odd`), with all spins. Channels are spelt with the externals' names: σσσσ, σσεε, εεεε, σεεσ.
 */
export const families = {
  "global-2d": {
    externals: "delta",
    channels: () => ({ singlet: EVEN }),
    sectors: () => ({}),
    unitarityBound: (spin: number) => spin,
  },
  "global-2d-joint": {
    externals: "several",
    channels: (externals: readonly string[]) => Object.fromEntries(externals.map((name) => [name, EVEN])),
    sectors: (externals: readonly string[]) => ({ all: externals }),
    unitarityBound: (spin: number) => spin,
  },
  "global-2d-u1": {
    externals: "delta",
    channels: () => ({ neutral: ALL, "charge-2": EVEN }),
    sectors: () => ({}),
    unitarityBound: (spin: number) => spin,
  },
  "global-2d-mixed": {
    externals: "pair",
    channels([first = "1", second = "2"]: readonly string[]) {
      const [one, mixed, two, odd] = mixedChannels(first, second);
      return { [one]: EVEN, [mixed]: { spins: "even", signed: true }, [two]: EVEN, [odd]: ALL };
    },
    sectors([first = "1", second = "2"]: readonly string[]) {
      const [one, mixed, two, odd] = mixedChannels(first, second);
      return { even: [one, mixed, two], odd: [odd] };
    },
    unitarityBound: (spin: number) => spin,
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;

/** Names of the channels of a mixed pair: 1111, 1122, 2222, 1221. */
export function mixedChannels(first: string, second: string): [string, string, string, string] {
  const [a, b] = [first, second];
  return [`${a}${a}${a}${a}`, `${a}${a}${b}${b}`, `${b}${b}${b}${b}`, `${a}${b}${b}${a}`];
}
