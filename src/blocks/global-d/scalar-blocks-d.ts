import { SideBlocksDDecimal } from "../decimal/side-blocks-d-decimal.js";
import type { ScalarBlocks } from "../scalar-blocks.js";
import { domainD } from "./poles.js";
import { SideBlocksD } from "./side-blocks-d.js";

/** Blocks of any real dimension. */
export const scalarBlocksD = (dimension: number): ScalarBlocks => ({
  key: ["global-d", dimension],
  sides: (sides, delta12, delta34) => new SideBlocksD(sides, dimension, delta12, delta34),
  decimal: (sides, delta12, delta34) => new SideBlocksDDecimal(sides, dimension, delta12, delta34),
  domain: (spin, delta12, delta34) => domainD({ dimension, spin, delta12, delta34 }),
});
