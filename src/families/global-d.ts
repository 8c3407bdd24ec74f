import { blockDDecimal, crossedBlockDDecimal } from "../blocks/decimal/block-d-decimal.js";
import { CrossedColumnsDecimal } from "../blocks/decimal/crossed-columns-decimal.js";
import { CrossedSidesDecimal } from "../blocks/decimal/crossed-sides-decimal.js";
import { SideBlocksDDecimal } from "../blocks/decimal/side-blocks-d-decimal.js";
import { blockD, crossedBlockD } from "../blocks/global-d/block-d.js";
import { domainD, unitarityBound } from "../blocks/global-d/poles.js";
import type { DecimalColumns } from "../crossing/decimal-columns.js";
import { crossedColumnsD, identicalScalarsD } from "../crossing/global-d.js";
import type { PointSet } from "../crossing/points.js";
import { stackedDefinition } from "../crossing/system/definitions.js";
import { FreeTailD, type TailShapeD } from "../crossing/tail/free-tail-d.js";
import { InputError } from "../errors.js";
import type { BlockOptions } from "./block.js";
import type { FamilyDefinition, StressTensor } from "./family.js";
import { single } from "./sectors.js";

/**
 * `global-d`: four identical real scalars in any real dimension d ≥ 2, given in the theory file; Bose symmetry leaves even spins. The charge is
 * C_T/C_free, that of one free scalar being 1.
 */
export const globalD: FamilyDefinition = {
  name: "global-d",
  externals: "delta",
  tails: ["gff", "leading-twist"],
  wardIdentity: true,
  anyDimension: true,
  create({ theory, externals, dimension: given }) {
    const dimension = checkedDimension(theory, given!);
    const delta = externals.delta!;
    return {
      dimension,
      levelSpacing: 1,
      places: "plane",
      sectors: [single("singlet", "even")],
      unitarityBound: (spin) => unitarityBound(dimension, spin),
      blockDomain: ({ spin }) => domainD({ dimension, spin, delta12: 0, delta34: 0 }),
      crossing: stackedDefinition({ singlet: delta }),
      equation: (points) => identicalScalarsD(points, dimension, delta),
      tail: (shape, { equation, kept }) =>
        new FreeTailD(shape as TailShapeD, dimension, delta, equation, kept),
      variedTail: (shape) => `${shape}-steep`,
      stressTensor: stressTensor(dimension, delta),
      diagonal: {
        externals: { singlet: delta },
        block: (spin, own, z) => blockD({ dimension, delta: own, spin, z: { re: z, im: 0 } }).value,
      },
      decimal: (points, digits) => decimalColumns(points, dimension, delta, digits),
    };
  },
  block(options) {
    const { z, external, crossed, ...label } = checked(options);
    const operator = {
      dimension: Number(label.dimension),
      delta: Number(label.delta),
      spin: label.spin,
      delta12: Number(label.delta12 ?? 0),
      delta34: Number(label.delta34 ?? 0),
      z: { re: Number(z.re), im: Number(z.im) },
    };
    return crossed ? crossedBlockD({ ...operator, external: Number(external) }) : blockD(operator);
  },
  blockDigits(options, digits) {
    const { delta, spin, delta12 = 0, delta34 = 0, z, external, crossed, dimension } = checked(options);
    const operator = { dimension: dimension!, delta, spin, delta12, delta34, digits, z };
    const { value, derivative } = crossed
      ? crossedBlockDDecimal({ ...operator, external: external! })
      : blockDDecimal(operator);
    return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
  },
};

/** @throws InputError below two dimensions, where no stress tensor and no unitarity bound are those of this family */
function checkedDimension(theory: string, dimension: number): number {
  if (dimension >= 2 && dimension <= 50) return dimension;
  throw new InputError({
    where: theory,
    field: "dimension",
    found: dimension,
    allowed: "a number from 2 to 50",
  });
}

/** @throws InputError for a crossed block without its external dimension */
function checked(options: BlockOptions): BlockOptions {
  if (!options.crossed || options.external !== undefined) return options;
  throw new InputError({ where: "crossed", allowed: "needs the external dimension" });
}

/**
 * a_T = d Δφ²/(4(d−1)) · C_free/C_T, C_free that of one free scalar.
 *
 * @source arXiv:hep-th/9307010 (Osborn, Petkou) and arXiv:hep-th/0011040 (Dolan, Osborn), in this normalisation of blocks
 */
const stressTensor = (dimension: number, externalDelta: number): StressTensor => ({
  spin: 2,
  delta: dimension,
  coefficient: (_, charge) => (dimension * externalDelta * externalDelta) / (4 * (dimension - 1) * charge),
});

function decimalColumns(
  points: PointSet,
  dimension: number,
  externalDelta: number,
  digits: number,
): DecimalColumns {
  const blocks = crossedColumnsD(points, dimension, externalDelta);
  const sides = new CrossedSidesDecimal(points, digits);
  const columns = new CrossedColumnsDecimal(new SideBlocksDDecimal(sides, dimension, 0, 0), externalDelta);
  return {
    context: columns.context,
    exact: (value) => columns.exact(value),
    identity: () => columns.identity(),
    column: ({ spin }, delta) => columns.column(delta, spin),
    moduli(identity, operators) {
      const sum = identity.map(Math.abs);
      for (const { spin, delta, ope2 } of operators) {
        const moduli = blocks.magnitude(delta, spin);
        for (let i = 0; i < sum.length; i++) sum[i]! += Math.abs(ope2) * moduli[i]!;
      }
      return sum;
    },
  };
}
