import { commonDomain } from "../blocks/domain.js";
import { block2d } from "../blocks/global-2d/block-2d.js";
import { domain2d } from "../blocks/global-2d/poles.js";
import type { PointSet } from "../crossing/points.js";
import { SystemColumnsDecimal } from "../crossing/system/decimal-columns.js";
import type { SystemDefinition2d } from "../crossing/system/definition.js";
import { systemModuli } from "../crossing/system/moduli.js";
import { sideBlocks2d, systemEquation2d } from "../crossing/system/systems-2d.js";
import type { DiagonalCorrelators, Family, StressTensor } from "./family.js";

/** What all families of scalars in two dimensions share. */
export const plane = {
  dimension: 2,
  levelSpacing: 1,
  unitarityBound: (spin: number) => spin,
  places: "plane",
  variedTail: () => "gff-wide",
} as const satisfies Partial<Family>;

/** Correlators of four identical scalars, by channel. */
export const identicalScalars = (externals: Readonly<Record<string, number>>): DiagonalCorrelators => ({
  externals,
  block: (spin, delta, z) => block2d({ delta, spin, z: { re: z, im: 0 } }).value.re,
});

/** Equation, decimal twin and domain of the blocks of a system. */
export const systemFamily = (
  definition: SystemDefinition2d,
): Pick<Family, "crossing" | "equation" | "decimal" | "blockDomain"> => ({
  crossing: definition,
  equation: (points) => systemEquation2d(definition, points),
  blockDomain: ({ channel, spin }) =>
    commonDomain(
      definition.entries
        .filter((entry) => entry.channel === channel)
        .map(({ delta12, delta34 }) => domain2d(spin, delta12, delta34)),
    ),
  decimal: (points, digits) => decimalColumns(definition, points, digits),
});

function decimalColumns(definition: SystemDefinition2d, points: PointSet, digits: number) {
  const columns = new SystemColumnsDecimal(definition, points, digits);
  return {
    context: columns.context,
    exact: (value: number) => columns.exact(value),
    identity: () => columns.identity(),
    column: columns.column.bind(columns),
    moduli: (identity: Float64Array, operators: Parameters<typeof systemModuli>[2]) => {
      const sum = systemModuli(definition, points, operators, sideBlocks2d);
      return sum.map((entry, i) => entry + Math.abs(identity[i]!));
    },
  };
}

/**
 * The Ward identity of the stress tensor in two dimensions, a_T = 2h₁h₂/c = Δ₁Δ₂/(2c)
 * (A. A. Belavin, A. M. Polyakov, A. B. Zamolodchikov, Nucl. Phys. B 241 (1984) 333).
 *
 * @param dimensions of the two pairs of externals that a channel's coefficient couples to; null where it is not exchanged
 */
export const stressTensor2d = (
  dimensions: (channel: string) => readonly [number, number] | null,
): StressTensor => ({
  spin: 2,
  delta: 2,
  coefficient(channel, charge) {
    const pair = dimensions(channel);
    return pair === null ? null : (pair[0] * pair[1]) / (2 * charge);
  },
});
