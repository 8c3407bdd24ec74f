import type { BlockDomain } from "../blocks/domain.js";
import type { BoundRows } from "../crossing/bound-rows.js";
import type { DecimalColumns } from "../crossing/decimal-columns.js";
import type { CrossingEquation, Term } from "../crossing/equation.js";
import type { PointSet } from "../crossing/points.js";
import type { SystemDefinition } from "../crossing/system/definition.js";
import type { SystemSpec } from "../crossing/system/spec.js";
import type { ChannelAmplitudes, TailModel } from "../crossing/tail/tail.js";
import type { BlockOptions, BlockValue } from "./block.js";
import type { Sector } from "./sectors.js";

/**
 * A class of theories, registered under its name: what a theory file of it may say, and how to make the {@link Family} of one theory from that.
 * It is all that the rest of the program knows of its blocks and crossing equations.
 */
export interface FamilyDefinition {
  readonly name: string;
  readonly externals: ExternalNames;
  /** models of the tail that a theory file may name; the first is the default */
  readonly tails: readonly [string, ...string[]];
  /** a central charge, known from `--set c=…`, fixes the coefficient of the stress tensor */
  readonly wardIdentity?: true;
  /** the theory file writes its crossing equations under `system` */
  readonly system?: true;
  /** the theory file gives the dimension of space under `dimension` */
  readonly anyDimension?: true;
  /** @throws InputError for a theory that is none of the family */
  create(given: FamilyInput): Family;
  /**
   * The block of `crossing block`, where the family has blocks of its own.
   *
   * @throws InputError for poles, places where no block has a value, and options that it does not take
   */
  block?(options: BlockOptions): BlockValue<number>;
  /** The same to a number of digits, as decimal strings. @throws InputError as {@link FamilyDefinition.block} */
  blockDigits?(options: BlockOptions, digits: number): BlockValue<string>;
}

/**
 * What stands under `external`: `delta` alone; the coupling that a protected external depends on; a pair; two and more, or one and more, of the
 * file's own names.
 */
export type ExternalNames = "delta" | "coupling" | "pair" | "several" | "any";

/** The numbers of a theory that its equations depend on. */
export interface FamilyInput {
  /** name of the theory, for messages */
  readonly theory: string;
  /** dimensions of the external operators by name, in the order of the file; `delta` where there is one kind */
  readonly externals: Readonly<Record<string, number>>;
  /** values of the theory's parameters, such as the N of O(N) */
  readonly parameters: Readonly<Record<string, number>>;
  /** of space, where the theory file gives it */
  readonly dimension: number | null;
  /** central charge, where it is known; {@link INFINITE} and more for infinity */
  readonly charge: number | null;
  /** crossing equations, where the theory file writes them */
  readonly system: SystemSpec | null;
  /** the theory's own model of the tail */
  readonly tail: string;
}

/** What `inf` stands for where a parameter may be infinite: its inverse drops out of every formula. */
export const INFINITE = 1e300;

/** The equations of one theory. */
export interface Family {
  /** of space; null where blocks know of none */
  readonly dimension: number | null;
  /** distance in Δ of the levels of its spectra: every width in Δ that is not the theory file's is a multiple of it */
  readonly levelSpacing: number;
  /** what is exchanged, in the order of the equation's channels */
  readonly sectors: readonly Sector[];
  /** what a theory file may put in place of them for operators of whose coefficients more is known: combinations of the channels */
  readonly combined?: readonly Sector[];
  /** names for several channels, sectors or not, that a row of the spectrum may use */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** lowest Δ of a unitary theory at this spin; scalars must lie strictly above it, unless short multiplets stand there */
  unitarityBound(spin: number): number;
  readonly scalarsAtBound?: true;
  /** where the blocks of a channel and spin can be evaluated */
  blockDomain(term: Term): BlockDomain;
  /** cross-ratios are complex, or real: the other point sets are refused */
  readonly places: "plane" | "line";
  /** The equations as data, where all externals are scalars: bounds are made of it. */
  readonly crossing?: SystemDefinition;
  /** @throws InputError where a point is none of the equation's, and without a central charge where it needs one */
  equation(points: PointSet): CrossingEquation;
  /** The tail in a shape, one of the definition's models or {@link variedTail}, its channels sized as fitted. */
  tail(shape: string, truncated: Truncated, amplitudes: ChannelAmplitudes): TailModel;
  /** Another shape that a tail may have as well: error bars contain what it does. */
  variedTail(shape: string): string;
  /** the tail has several channels, and their relative sizes are unknown */
  readonly sizesChannels?: true;
  readonly stressTensor?: StressTensor;
  /** correlators of four identical scalars that can be drawn along z = z̄ */
  readonly diagonal?: DiagonalCorrelators;
  /** The equation in decimals. @param digits significant digits of the terms of E */
  decimal?(points: PointSet, digits: number): DecimalColumns;
  /** Its rows as a linear program over all operators with Δ ≥ gap, from so many derivatives. */
  boundRows?(derivatives: number, gap: number): BoundRows;
}

/** Channels with G(z) = 1 + Σ a g(z, z) and (1−z)^{2Δφ} G(z) = z^{2Δφ} G(1−z). */
export interface DiagonalCorrelators {
  /** Δ_φ by channel */
  readonly externals: Readonly<Record<string, number>>;
  /** g at z = z̄, 0 < z < 1 */
  block(spin: number, delta: number, z: number): number;
}

/** What a tail is the rest of. */
export interface Truncated {
  readonly equation: CrossingEquation;
  /** terms of the kept operators */
  readonly kept: readonly Term[];
}

/** The Ward identity of the stress tensor. */
export interface StressTensor {
  readonly spin: number;
  readonly delta: number;
  /** Its squared coefficient at a central charge; null in a channel that does not exchange it. */
  coefficient(channel: string, charge: number): number | null;
}
