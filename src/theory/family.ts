/** What a theory file may say depends on its family of blocks and crossing equations only through this. */
export interface Family {
  /** the first is the default of a row */
  readonly channels: readonly string[];
  /** spins that the channel exchanges: "even" or "all" */
  readonly spins: Readonly<Record<string, "even" | "all">>;
  /** lowest Δ of a unitary theory at this spin; scalars must lie strictly above it */
  unitarityBound(spin: number): number;
}

/**
 * `global-2d`: four identical real scalars in two dimensions, blocks of so(2,2) with both helicities ±ℓ in one block;
 * Bose symmetry leaves even spins, unitarity Δ ≥ ℓ.
 */
export const families = {
  "global-2d": {
    channels: ["singlet"],
    spins: { singlet: "even" },
    unitarityBound: (spin: number) => spin,
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
