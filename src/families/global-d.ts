import { blockDDecimal, crossedBlockDDecimal } from "../blocks/decimal/block-d-decimal.js";
import { CrossedColumnsDecimal } from "../blocks/decimal/crossed-columns-decimal.js";
import { CrossedSidesDecimal } from "../blocks/decimal/crossed-sides-decimal.js";
import { SideBlocksDDecimal } from "../blocks/decimal/side-blocks-d-decimal.js";
import { blockD, crossedBlockD } from "../blocks/global-d/block-d.js";
import type { DecimalColumns } from "../crossing/decimal-columns.js";
import { crossedColumnsD, identicalScalarsD } from "../crossing/global-d.js";
import type { PointSet } from "../crossing/points.js";
import { stackedDefinition } from "../crossing/system/definitions.js";
import { InputError } from "../errors.js";
import { inAnyDimension } from "./any-dimension.js";
import type { BlockOptions } from "./block.js";
import type { FamilyDefinition } from "./family.js";
import { single } from "./sectors.js";
import { identicalScalars, scalars, stressTensor } from "./space.js";

/**
 * `global-d`: four identical real scalars in any real dimension d ≥ 2, given in the theory file; Bose symmetry leaves even spins. The charge is
 * C_T/C_free, that of one free scalar being 1.
 */
export const globalD: FamilyDefinition = {
  name: "global-d",
  externals: "delta",
  tails: inAnyDimension.tails,
  wardIdentity: true,
  anyDimension: true,
  create(input) {
    const delta = input.externals.delta!;
    const space = inAnyDimension.space(input);
    const { dimension } = space;
    return {
      ...scalars(space),
      sectors: [single("singlet", "even")],
      blockDomain: ({ spin }) => space.blocks.domain(spin, 0, 0),
      crossing: stackedDefinition({ singlet: delta }),
      equation: (points) => identicalScalarsD(points, dimension, delta),
      tail: (shape, truncated, amplitudes) =>
        space.tail(
          shape,
          [{ channel: "singlet", spins: "even", externals: [delta, delta], leading: 0 }],
          truncated,
          amplitudes,
        ),
      stressTensor: stressTensor(space, () => [delta, delta]),
      diagonal: identicalScalars(space, { singlet: delta }),
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

/** @throws InputError for a crossed block without its external dimension */
function checked(options: BlockOptions): BlockOptions {
  if (!options.crossed || options.external !== undefined) return options;
  throw new InputError({ where: "crossed", allowed: "needs the external dimension" });
}

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
