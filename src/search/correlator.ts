import { columnScale } from "../crossing/equation.js";
import type { TailNode } from "../crossing/tail/tail.js";
import { InputError } from "../errors.js";
import type { DiagonalCorrelators, Family } from "../families/family.js";
import { pow } from "../math/elementary.js";
import { familyOf } from "../theory/family-of.js";
import type { Theory } from "../theory/theory.js";
import type { SearchResult } from "./result.js";
import { theoryPoints } from "./rung/sample-points.js";

/** Four-point functions of a result along the diagonal z = z̄. */
export interface Correlator {
  readonly theory: string;
  /** everything above it is left to the tail; null where the search left nothing */
  readonly cut: number | null;
  readonly channels: readonly ChannelCorrelator[];
}

/** ⟨φφφφ⟩ of one field: G(z) = 1 + Σ a g(z, z). */
export interface ChannelCorrelator {
  readonly channel: string;
  /** Δ_φ */
  readonly external: number;
  readonly points: readonly CorrelatorPoint[];
}

export interface CorrelatorPoint {
  readonly z: number;
  /** G(z) of the kept operators */
  readonly value: number;
  /** the same by crossing, (z/(1−z))^{2Δ_φ} G(1−z) */
  readonly crossed: number;
  /** what the omitted operators may add to each: one standard deviation of the fitted tail; null without a fitted tail */
  readonly tail: number | null;
  readonly crossedTail: number | null;
}

/** Tail operators this far above the cut still count: beyond, |ρ|^16 < 2e-3 even at z = 0.95. */
const SPAN = 16;

/** Where it is looked at unless asked for: z = 0.05, 0.1, …, 0.95. */
export const DIAGONAL: readonly number[] = Array.from({ length: 19 }, (_, k) => (k + 1) / 20);

/**
 * The correlators of identical scalars that a result describes, rebuilt from its operators.
 *
 * @param theory as the result has it: {@link theoryOfResult}
 * @throws InputError for a family without such correlators, and z outside (0, 1)
 */
export function correlator(
  theory: Theory,
  result: SearchResult,
  zs: readonly number[] = DIAGONAL,
): Correlator {
  const family = familyOf(theory);
  const { diagonal } = family;
  if (!diagonal)
    throw new InputError({
      where: "correlator",
      found: theory.family,
      allowed: "this family has no correlator of four identical scalars along z = z̄",
    });
  for (const z of zs)
    if (!(z > 0 && z < 1))
      throw new InputError({ where: "correlator", field: "z", found: z, allowed: "0 < z < 1" });
  const nodes = tailNodes(theory, family, result);
  return {
    theory: theory.name,
    cut: result.cut,
    channels: Object.entries(diagonal.externals).map(([channel, external]) => ({
      channel,
      external,
      points: zs.map((z) => {
        const factor = pow(z / (1 - z), 2 * external);
        const tail = (at: number) => nodes && tailDeviation(nodes, diagonal, { channel, z: at });
        const crossedTail = tail(1 - z);
        return {
          z,
          value: kept(result, diagonal, { channel, z }),
          crossed: factor * kept(result, diagonal, { channel, z: 1 - z }),
          tail: tail(z),
          crossedTail: crossedTail === null ? null : factor * crossedTail,
        };
      }),
    })),
  };
}

interface Place {
  readonly channel: string;
  readonly z: number;
}

function kept({ operators }: SearchResult, { block }: DiagonalCorrelators, { channel, z }: Place): number {
  return operators
    .filter((operator) => operator.channel === channel)
    .reduce((sum, { spin, delta, ope2 }) => sum + ope2.value * block(spin, delta.value, z), 1);
}

interface FittedTail {
  readonly nodes: readonly TailNode[];
  readonly amplitude: number;
}

/** Null where no tail was fitted. */
function tailNodes(
  theory: Theory,
  family: Family,
  { cut, ladder, objective, operators }: SearchResult,
): FittedTail | null {
  const climbed = ladder?.find((entry) => entry.cut === cut);
  if (objective !== "whitened" || cut === null || !climbed) return null;
  const truncated = {
    equation: family.equation(theoryPoints(theory)),
    kept: operators.map(({ channel, spin }) => ({ channel, spin })),
  };
  const offsets = theory.ladder.find((rung) => rung.cut === cut)?.cutOffsets;
  const nodes = family
    .tail(theory.tail.model, truncated, climbed.channelAmplitudes ?? {})
    .nodes(cut, offsets)
    .filter(({ delta, shift }) => delta <= cut + SPAN && shift !== true);
  return { nodes, amplitude: climbed.amplitude };
}

/** √(A² Σ (w g/4^Δ)² + A² (Σ w g/4^Δ)²): independent coefficients, and the mean that nodes of a group share. */
function tailDeviation(
  { nodes, amplitude }: FittedTail,
  { block }: DiagonalCorrelators,
  { channel, z }: Place,
): number {
  let squares = 0;
  const means = new Map<string, number>();
  for (const node of nodes) {
    if (node.channel !== channel) continue;
    const term = (node.width * block(node.spin, node.delta, z)) / columnScale(node.delta);
    squares += term * term;
    if (node.group !== null) means.set(node.group, (means.get(node.group) ?? 0) + term);
  }
  for (const mean of means.values()) squares += mean * mean;
  return amplitude * Math.sqrt(squares);
}
