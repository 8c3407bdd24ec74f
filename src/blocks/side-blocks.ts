import type { CrossedSides } from "./points/crossed-sides.js";

/** Blocks of fixed differences of external dimensions at both sides of all sample points. */
export interface SideBlocks {
  readonly sides: CrossedSides;
  /** g at z [0, rows) and 1−z [rows, 2 rows) of the operator last evaluated */
  readonly value: Float64Array;
  /** ∂g/∂Δ likewise */
  readonly slope: Float64Array;
  /**
   * Fills {@link value} and {@link slope}.
   *
   * @throws InputError at a pole, for a spin that is no whole number, or Δ or ℓ out of range
   */
  evaluate(delta: number, spin: number): void;
}
