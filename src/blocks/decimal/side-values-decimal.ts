import type { Decimal } from "decimal.js";
import type { CrossedSidesDecimal } from "./crossed-sides-decimal.js";

/** Blocks of fixed differences of external dimensions at both sides of all sample points, to any number of digits. */
export interface SideValuesDecimal {
  readonly sides: CrossedSidesDecimal;
  /**
   * g at z [0, points) and at 1−z [points, 2 points).
   *
   * @throws InputError at poles
   */
  values(delta: number, spin: number): Decimal[];
}
