import { block2d } from "../blocks/global-2d/block-2d.js";
import { scalarBlocks2d } from "../blocks/global-2d/scalar-blocks-2d.js";
import { FreeTail, type TailShape } from "../crossing/tail/free-tail.js";
import type { Space, SpaceKind } from "./space.js";

export const plane: Space = {
  dimension: 2,
  blocks: scalarBlocks2d,
  unitarityBound: (spin) => spin,
  diagonalBlock: (spin, delta, z) => block2d({ delta, spin, z: { re: z, im: 0 } }).value.re,
  tail: (shape, channels, _, amplitudes) => new FreeTail(shape as TailShape, channels, amplitudes),
  variedTail: () => "gff-wide",
};

/** Families `global-2d-…`: scalars in two dimensions, both helicities ±ℓ in one block, the charge being c. */
export const inPlane: SpaceKind = { prefix: "global-2d", tails: ["gff", "power"], space: () => plane };
