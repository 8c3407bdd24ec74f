import { commonDomain } from "../blocks/domain.js";
import type { ScalarBlocks } from "../blocks/scalar-blocks.js";
import type { PointSet } from "../crossing/points.js";
import { SystemColumnsDecimal } from "../crossing/system/decimal-columns.js";
import type { SystemDefinition } from "../crossing/system/definition.js";
import { systemEquation } from "../crossing/system/equation.js";
import { systemModuli } from "../crossing/system/moduli.js";
import type { FreeChannel } from "../crossing/tail/free-channel.js";
import type { ChannelAmplitudes, TailModel } from "../crossing/tail/tail.js";
import type {
  DiagonalCorrelators,
  Family,
  FamilyDefinition,
  FamilyInput,
  StressTensor,
  Truncated,
} from "./family.js";

/** What families of scalars need of the space in which these live. */
export interface Space {
  readonly dimension: number;
  readonly blocks: ScalarBlocks;
  /** lowest Δ of a unitary theory; that of conserved currents for ℓ ≥ 1 */
  unitarityBound(spin: number): number;
  /** g at z = z̄, externals of one dimension */
  diagonalBlock(spin: number, delta: number, z: number): number;
  tail(
    shape: string,
    channels: readonly FreeChannel[],
    truncated: Truncated,
    amplitudes: ChannelAmplitudes,
  ): TailModel;
  variedTail(shape: string): string;
}

/** Two dimensions, or any: each family of scalars is there for both, under the name of the one or the other. */
export interface SpaceKind extends Pick<FamilyDefinition, "tails" | "anyDimension"> {
  /** of the names of its families */
  readonly prefix: string;
  /** @throws InputError for a dimension out of range */
  space(input: Pick<FamilyInput, "theory" | "dimension">): Space;
}

/** What all definitions of such families share. */
export const inSpace = ({ prefix, tails, anyDimension }: SpaceKind, name: string) => ({
  name: `${prefix}-${name}`,
  tails,
  wardIdentity: true as const,
  ...(anyDimension && { anyDimension }),
});

/** What all families of scalars share, whatever their equations. */
export const scalars = ({ dimension, unitarityBound, variedTail }: Space) =>
  ({
    dimension,
    levelSpacing: 1,
    unitarityBound,
    places: "plane",
    variedTail,
  }) as const satisfies Partial<Family>;

/** Correlators of four identical scalars, by channel. */
export const identicalScalars = (
  { diagonalBlock }: Space,
  externals: Readonly<Record<string, number>>,
): DiagonalCorrelators => ({ externals, block: diagonalBlock });

/** Equation, decimal twin, domain of the blocks and tail of a system. */
export const systemFamily = (
  space: Space,
  definition: SystemDefinition,
  channels: readonly FreeChannel[],
): Pick<Family, "crossing" | "equation" | "decimal" | "blockDomain" | "tail" | "sizesChannels"> => ({
  crossing: definition,
  equation: (points) => systemEquation(definition, points, space.blocks),
  blockDomain: ({ channel, spin }) =>
    commonDomain(
      definition.entries
        .filter((entry) => entry.channel === channel && !entry.at)
        .map(({ delta12, delta34 }) => space.blocks.domain(spin, delta12, delta34)),
    ),
  tail: (shape, truncated, amplitudes) => space.tail(shape, channels, truncated, amplitudes),
  ...(channels.length > 1 && { sizesChannels: true }),
  decimal: (points, digits) => decimalColumns(space, definition, points, digits),
});

function decimalColumns({ blocks }: Space, definition: SystemDefinition, points: PointSet, digits: number) {
  const columns = new SystemColumnsDecimal(definition, points, digits, blocks);
  return {
    context: columns.context,
    exact: (value: number) => columns.exact(value),
    identity: () => columns.identity(),
    column: columns.column.bind(columns),
    moduli: (identity: Float64Array, operators: Parameters<typeof systemModuli>[2]) => {
      const sum = systemModuli(definition, points, operators, blocks);
      return sum.map((entry, i) => entry + Math.abs(identity[i]!));
    },
  };
}

/**
 * The Ward identity of the stress tensor, a_T = d Δ₁Δ₂/(4 (d − 1)) · C_free/C_T, C_free that of one free scalar: Δ₁Δ₂/(2c) in two dimensions.
 *
 * @param dimensions of the two pairs of externals that a channel's coefficient couples to; null where it is not exchanged
 * @source arXiv:hep-th/9307010 (Osborn, Petkou) and arXiv:hep-th/0011040 (Dolan, Osborn), in this normalisation of blocks; d = 2:
 *   A. A. Belavin, A. M. Polyakov, A. B. Zamolodchikov, Nucl. Phys. B 241 (1984) 333
 */
export const stressTensor = (
  { dimension }: Pick<Space, "dimension">,
  dimensions: (channel: string) => readonly [number, number] | null,
): StressTensor => ({
  spin: 2,
  delta: dimension,
  coefficient(channel, charge) {
    const pair = dimensions(channel);
    return pair === null ? null : (dimension * pair[0] * pair[1]) / (4 * (dimension - 1) * charge);
  },
});
