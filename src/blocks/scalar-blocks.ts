import type { CrossedSidesDecimal } from "./decimal/crossed-sides-decimal.js";
import type { SideValuesDecimal } from "./decimal/side-values-decimal.js";
import type { BlockDomain } from "./domain.js";
import type { CrossedSides } from "./points/crossed-sides.js";
import type { SideBlocks } from "./side-blocks.js";

/** Blocks of scalars in one space, for any differences of external dimensions: what crossing equations are handed. */
export interface ScalarBlocks {
  /** what they depend on besides the differences and the points */
  readonly key: readonly (string | number)[];
  /** At both sides of all points. */
  sides(sides: CrossedSides, delta12: number, delta34: number): SideBlocks;
  /** The same in decimals. */
  decimal(sides: CrossedSidesDecimal, delta12: number, delta34: number): SideValuesDecimal;
  /** Where those of a spin have values. */
  domain(spin: number, delta12: number, delta34: number): BlockDomain;
}
