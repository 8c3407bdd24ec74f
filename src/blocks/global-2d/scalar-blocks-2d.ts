import { SideBlocksDecimal } from "../decimal/side-blocks-decimal.js";
import type { ScalarBlocks } from "../scalar-blocks.js";
import { domain2d } from "./poles.js";
import { SideBlocks2d } from "./side-blocks-2d.js";

/** Blocks of so(2,2). */
export const scalarBlocks2d: ScalarBlocks = {
  key: ["global-2d"],
  sides: (sides, delta12, delta34) => new SideBlocks2d(sides, delta12, delta34),
  decimal: (sides, delta12, delta34) => new SideBlocksDecimal(sides, delta12, delta34),
  domain: domain2d,
};
