import type { Spins } from "../spins.js";

/** Operators that one channel of a system of correlators exchanges, and what generalised free fields say of them. */
export interface FreeChannel {
  readonly channel: string;
  readonly spins: Spins;
  /** dimensions of the two externals whose product the coefficients are the weight of: ⟨φ1 φ2 φ2 φ1⟩; twice the same for identical ones */
  readonly externals: readonly [number, number];
  /** lowest twist Δ − ℓ of the prior's operators where it is not that of conserved currents: how far above */
  readonly twist?: number;
  /** coefficients of the family [φ1φ2]₀ in units of (Δ1)_ℓ (Δ2)_ℓ/(ℓ! (Δ1+Δ2+ℓ−1)_ℓ); default 2, with all spins 1 */
  readonly free?: number;
  /** least spin from which on that family leads the channel; absent where others lead */
  readonly leading?: number;
  /** how far its coefficients (relative) and dimensions may be off at most, where that is not what identical scalars have */
  readonly spread?: number;
  /** other names under which its operators are kept: channels that are combinations of this one and others */
  readonly also?: readonly string[];
}

/** Default of {@link FreeChannel.free}: with all spins the family has each coefficient once, with every other one twice. */
export const freeCoefficient = ({ free, spins }: FreeChannel) => free ?? (spins === "all" ? 1 : 2);
