import { blockD } from "../blocks/global-d/block-d.js";
import { unitarityBound } from "../blocks/global-d/poles.js";
import { scalarBlocksD } from "../blocks/global-d/scalar-blocks-d.js";
import { FreeTailD, type TailShapeD } from "../crossing/tail/free-tail-d.js";
import { InputError } from "../errors.js";
import type { FamilyInput } from "./family.js";
import type { Space, SpaceKind } from "./space.js";

/** Families `global-d…`: scalars in any real dimension d ≥ 2, given in the theory file, the charge being C_T/C_free, that of one free scalar 1. */
export const inAnyDimension: SpaceKind = {
  prefix: "global-d",
  tails: ["gff", "leading-twist"],
  anyDimension: true,
  space: (input) => spaceOf(checkedDimension(input)),
};

const spaceOf = (dimension: number): Space => ({
  dimension,
  blocks: scalarBlocksD(dimension),
  unitarityBound: (spin) => unitarityBound(dimension, spin),
  diagonalBlock: (spin, delta, z) => blockD({ dimension, delta, spin, z: { re: z, im: 0 } }).value,
  tail: (shape, channels, { equation, kept }, amplitudes) =>
    new FreeTailD(shape as TailShapeD, { dimension, channels, amplitudes, equation, kept }),
  variedTail: (shape) => `${shape}-steep`,
});

/** @throws InputError below two dimensions, where no stress tensor and no unitarity bound are those of these families */
function checkedDimension({ theory, dimension }: Pick<FamilyInput, "theory" | "dimension">): number {
  if (dimension! >= 2 && dimension! <= 50) return dimension!;
  throw new InputError({
    where: theory,
    field: "dimension",
    found: dimension,
    allowed: "a number from 2 to 50",
  });
}
