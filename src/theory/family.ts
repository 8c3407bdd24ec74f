/** One kind of squared OPE coefficients that a family's crossing equations hold. */
export interface Channel {
  readonly spins: "even" | "all";
  /** products of two different OPE coefficients, negative ones in unitary theories too */
  readonly signed?: boolean;
  /** dimensions are fixed by the symmetry: nothing releases them */
  readonly short?: boolean;
}

/** What a theory file may say depends on its family of blocks and crossing equations only through this. */
export interface Family {
  /** what stands under `external`: names of the external operators, each with its dimension */
  readonly externals: ExternalNames;
  /** by name; the file's own names of externals may be part of theirs */
  channels(externals: readonly string[]): Readonly<Record<string, Channel>>;
  /** names for several channels that exchange the same operators, usable in a row of the spectrum */
  sectors(externals: readonly string[]): Readonly<Record<string, readonly string[]>>;
  /** channels p¹¹, p¹², p²² whose coefficients are in unitary theories, operator by operator, a positive semidefinite matrix */
  matrices?(externals: readonly string[]): readonly (readonly [string, string, string])[];
  /** lowest Δ of a unitary theory at this spin; scalars must lie strictly above it, unless short multiplets stand there */
  unitarityBound(spin: number): number;
  readonly scalarsAtBound?: boolean;
  /** a known central charge fixes the coefficient of the stress tensor */
  readonly wardIdentity?: boolean;
  /** models of the tail, default gff and power */
  readonly tails?: readonly TailName[];
}

/** `delta` alone; the coupling that a protected external depends on; a pair; or two and more of the file's own names */
export type ExternalNames = "delta" | "coupling" | "pair" | "several";

export type TailName = "gff" | "power" | "tree-level" | "disconnected" | DefectTailName;
/** a known tail of the line defect; `by-coupling`: `smeared` at strong coupling, else `ladder` */
export type DefectTailName = "by-coupling" | "ladder" | "smeared" | "none";

const EVEN: Channel = { spins: "even" };
const ALL: Channel = { spins: "all" };
const SHORT: Channel = { spins: "even", short: true };

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
 *
 * `line-defect`: the displacement multiplet on the 1/2-BPS Wilson line of N = 4 super Yang–Mills at coupling g, one dimension; spin 0 only,
 * long multiplets with Δ > 1.
 *
 * `superconformal-6d-20`: the stress-tensor multiplet of the 6D (2,0) theory of central charge `charge`. Operators are named by their blocks
 * a^at_{Δ,ℓ}: `D`, the multiplet D[0,4] (superprimary of dimension 8) at (6, 0); `B`, B[0,2]_{ℓ−1} (dimension ℓ + 7, spin ℓ − 1) at (ℓ + 6, ℓ), ℓ = 2, 4, …;
 * `long` ones, by their superprimaries. With currents (`superconformal-6d-20-free`) the chiral multiplets are those of a free-like solution.
 */
export const families = {
  "global-2d": {
    wardIdentity: true,
    externals: "delta",
    channels: () => ({ singlet: EVEN }),
    sectors: () => ({}),
    unitarityBound: (spin: number) => spin,
  },
  "global-2d-joint": {
    wardIdentity: true,
    externals: "several",
    channels: (externals: readonly string[]) => Object.fromEntries(externals.map((name) => [name, EVEN])),
    sectors: (externals: readonly string[]) => ({ all: externals }),
    unitarityBound: (spin: number) => spin,
  },
  "global-2d-u1": {
    wardIdentity: true,
    externals: "delta",
    channels: () => ({ neutral: ALL, "charge-2": EVEN }),
    sectors: () => ({}),
    unitarityBound: (spin: number) => spin,
  },
  "global-2d-mixed": {
    wardIdentity: true,
    externals: "pair",
    channels([first = "1", second = "2"]: readonly string[]) {
      const [one, mixed, two, odd] = mixedChannels(first, second);
      return { [one]: EVEN, [mixed]: { spins: "even", signed: true }, [two]: EVEN, [odd]: ALL };
    },
    sectors([first = "1", second = "2"]: readonly string[]) {
      const [one, mixed, two, odd] = mixedChannels(first, second);
      return { even: [one, mixed, two], odd: [odd] };
    },
    matrices([first = "1", second = "2"]: readonly string[]) {
      const [one, mixed, two] = mixedChannels(first, second);
      return [[one, mixed, two]];
    },
    unitarityBound: (spin: number) => spin,
  },
  "line-defect": {
    externals: "coupling",
    channels: () => ({ long: EVEN }),
    sectors: () => ({}),
    unitarityBound: () => 1,
    tails: ["by-coupling", "ladder", "smeared", "none"],
  },
  "superconformal-6d-20": superconformal6d(["tree-level", "disconnected"]),
  "superconformal-6d-20-free": superconformal6d(["tree-level"]),
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;

/** Names of the channels of a mixed pair: 1111, 1122, 2222, 1221. */
export function mixedChannels(first: string, second: string): [string, string, string, string] {
  const [a, b] = [first, second];
  return [`${a}${a}${a}${a}`, `${a}${a}${b}${b}`, `${b}${b}${b}${b}`, `${a}${b}${b}${a}`];
}

function superconformal6d(tails: readonly TailName[]) {
  return {
    externals: "delta",
    channels: () => ({ D: SHORT, B: SHORT, long: EVEN }),
    sectors: () => ({}),
    unitarityBound: (spin: number) => spin + 6,
    scalarsAtBound: true,
    tails,
  } as const;
}
