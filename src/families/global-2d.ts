import { block2dDecimal, crossedBlock2dDecimal } from "../blocks/decimal/block-2d-decimal.js";
import { CrossedColumnsDecimal } from "../blocks/decimal/crossed-columns-decimal.js";
import { CrossedSidesDecimal } from "../blocks/decimal/crossed-sides-decimal.js";
import { SideBlocksDecimal } from "../blocks/decimal/side-blocks-decimal.js";
import { block2d, crossedBlock2d } from "../blocks/global-2d/block-2d.js";
import { CrossedBlocks2d } from "../blocks/global-2d/crossed-blocks-2d.js";
import { domain2d } from "../blocks/global-2d/poles.js";
import type { DecimalColumns } from "../crossing/decimal-columns.js";
import { identicalScalars2d } from "../crossing/equation.js";
import type { PointSet } from "../crossing/points.js";
import { stackedDefinition } from "../crossing/system/definitions.js";
import { identicalScalarsTail, type TailShape } from "../crossing/tail/free-tail.js";
import { InputError } from "../errors.js";
import type { BlockOptions, BlockValue } from "./block.js";
import type { FamilyDefinition } from "./family.js";
import { inPlane, plane } from "./plane.js";
import { single } from "./sectors.js";
import { identicalScalars, scalars, stressTensor } from "./space.js";

/**
 * `global-2d`: four identical real scalars in two dimensions, blocks of so(2,2) with both helicities ±ℓ in one block; Bose symmetry leaves
 * even spins, unitarity Δ ≥ ℓ.
 */
export const global2d: FamilyDefinition = {
  name: "global-2d",
  externals: "delta",
  tails: inPlane.tails,
  wardIdentity: true,
  create({ externals }) {
    const delta = externals.delta!;
    return {
      ...scalars(plane),
      sectors: [single("singlet", "even")],
      crossing: stackedDefinition({ singlet: delta }),
      equation: (points) => identicalScalars2d(points, delta),
      blockDomain: ({ spin }) => domain2d(spin),
      tail: (shape) => identicalScalarsTail(shape as TailShape, delta),
      stressTensor: stressTensor(plane, () => [delta, delta]),
      diagonal: identicalScalars(plane, { singlet: delta }),
      decimal: (points, digits) => decimalColumns(points, delta, digits),
    };
  },
  block(options) {
    const { z, external, crossed, ...label } = checked(options);
    const operator = {
      delta: Number(label.delta),
      spin: label.spin,
      delta12: Number(label.delta12 ?? 0),
      delta34: Number(label.delta34 ?? 0),
      z: { re: Number(z.re), im: Number(z.im) },
    };
    if (crossed) return crossedBlock2d({ ...operator, external: Number(external) });
    const { value, derivative } = block2d(operator);
    return { value: value.re, derivative: derivative.re };
  },
  blockDigits(options, digits): BlockValue<string> {
    const { delta, spin, delta12 = 0, delta34 = 0, z, external, crossed } = checked(options);
    const operator = { delta, spin, delta12, delta34, digits, z };
    if (crossed) {
      const { value, derivative } = crossedBlock2dDecimal({ ...operator, external: external! });
      return { value: value.toPrecision(digits), derivative: derivative.toPrecision(digits) };
    }
    const { value, derivative } = block2dDecimal(operator);
    return { value: value.re.toPrecision(digits), derivative: derivative.re.toPrecision(digits) };
  },
};

/** @throws InputError for a crossed block without its external dimension */
function checked(options: BlockOptions): BlockOptions {
  if (!options.crossed || options.external !== undefined) return options;
  throw new InputError({ where: "crossed", allowed: "needs the external dimension" });
}

function decimalColumns(points: PointSet, externalDelta: number, digits: number): DecimalColumns {
  const blocks = new CrossedBlocks2d(points, externalDelta);
  const sides = new CrossedSidesDecimal(points, digits);
  const columns = new CrossedColumnsDecimal(new SideBlocksDecimal(sides, 0, 0), externalDelta);
  return {
    context: columns.context,
    exact: (value) => columns.exact(value),
    identity: () => columns.identity(),
    column: ({ spin }, delta) => columns.column(delta, spin),
    moduli(identity, operators) {
      const sum = identity.map(Math.abs);
      const moduli = new Float64Array(blocks.rows);
      for (const { spin, delta, ope2 } of operators) {
        blocks.magnitude(delta, spin, moduli);
        for (let i = 0; i < sum.length; i++) sum[i]! += Math.abs(ope2) * moduli[i]!;
      }
      return sum;
    },
  };
}
