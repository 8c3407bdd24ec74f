import type { SystemSpec } from "../crossing/system/spec.js";

import type { LoadOptions } from "./options.js";

/**
 * A theory file with every expression evaluated at given parameter values: plain numbers, deeply frozen.
 * Dimensions are scaling dimensions Δ; `ope2` are squared OPE coefficients in the block normalisation of the family.
 */
export interface Theory {
  readonly name: string;
  readonly title: string;
  readonly sources: readonly string[];
  /** path of the theory file, absolute; of one that a run keeps, its name */
  readonly file: string;
  /** what it was read from: texts of the theory file and of those beside it that it uses, by name */
  readonly texts: Readonly<Record<string, string>>;
  /** what it was loaded with */
  readonly loaded: LoadOptions;
  /** name of its family of blocks and crossing equations */
  readonly family: string;
  /** false allows dimensions below the unitarity bound and negative ope2 */
  readonly unitary: boolean;
  readonly parameters: Readonly<Record<string, number>>;
  readonly parameterSpecs: Readonly<Record<string, ParameterSpec>>;
  /** standard deviations of the parameters whose values are interpolated, where they are not zero */
  readonly uncertain: Readonly<Record<string, number>>;
  /** dimensions of the external operators by name; `delta` where there is one kind; `coupling` where that is what they depend on */
  readonly external: Readonly<Record<string, number>>;
  /** of space, where the file gives it; families with one dimension alone know it */
  readonly dimension: number | null;
  /** crossing equations of scalars, where the file writes them */
  readonly system: SystemSpec | null;
  /** central charge where it is known: fixes the coefficient of the stress tensor */
  readonly charge: number | null;
  readonly points: PointSpec;
  readonly objective: "whitened" | "plain" | "equations";
  readonly tail: TailSpec;
  /** least distance in Δ of two operators of one channel and spin */
  readonly separation: number;
  /** auto: how many operators there are is unknown; the spectrum holds those of fixed dimension alone, and there is no ladder */
  readonly partition: "given" | "auto";
  /** known gaps where the partition is unknown: no operator of the spin in these channels lies below */
  readonly gaps: readonly SpectrumGap[];
  /** one entry an operator, rows of several expanded; the ladder counts in this order */
  readonly spectrum: readonly OperatorSpec[];
  readonly ladder: readonly Rung[];
  /** numbers that follow from those found */
  readonly derived: readonly DerivedSpec[];
  /** names of the presets the file offers */
  readonly presets: readonly string[];
  /** known answers, for comparison only: no search reads them */
  readonly exact: readonly ExactOperator[];
  /** parsed when first asked for, which throws InputError for everything that is wrong with published.yaml */
  readonly published: readonly PublishedValue[];
}

export interface ParameterSpec {
  readonly default: number;
  readonly min: number | null;
  readonly max: number | null;
  /** values without --set by those of another parameter; at others it has to be set */
  readonly known?: { readonly parameter: string; readonly values: readonly (readonly [number, number])[] };
  /** expressions over the parameters above it: value without --set, and its standard deviation */
  readonly follows?: { readonly value: number | string; readonly error: number | string | null };
  /** `inf` is a value too */
  readonly infinite?: boolean;
  readonly description: string | null;
}

export type PointSpec = { readonly set: string; readonly count: number } | { readonly derivatives: number };

export interface TailSpec {
  /** one of the family's */
  readonly model: string;
  readonly amplitude: "auto" | number;
}

/** No operator of unknown dimension of this spin lies below `delta` in these channels. */
export interface SpectrumGap {
  readonly channels: readonly string[];
  readonly spin: number;
  readonly delta: number;
}

export interface OperatorSpec {
  readonly name?: string;
  /** where it is exchanged: one coefficient each */
  readonly channels: readonly string[];
  readonly spin: number;
  /** null where the dimension is an unknown */
  readonly fixedDelta: number | null;
  /** how far fixedDelta may be off where it is interpolated in a table; absent where it is not */
  readonly deltaUncertainty?: number;
  /** a conserved current, at the unitarity bound */
  readonly conserved: boolean;
  /** [lowest, highest] Δ; both equal to fixedDelta where that is given */
  readonly delta: readonly [number, number];
  /** range of the coefficient in each of the channels */
  readonly ope2: readonly (readonly [number, number])[];
  /** width in Δ of the search window of the strategy `windows` */
  readonly window: number;
  /** true: windows start at the lower bound of Δ; false: around the best value so far */
  readonly guess: boolean;
}

/** A number that follows from those found: see `derivedValue`. */
export interface DerivedSpec {
  /** such as `c_T/c_free` */
  readonly name: string;
  readonly meaning: string | null;
  readonly expression: string;
  /** numbers found that the expression needs, such as `delta[ε]` */
  readonly quantities: readonly string[];
  /** parameters, definitions and the dimension d of space, which it may use as well */
  readonly names: Readonly<Record<string, number>>;
}

/** The first `operators` of the spectrum are unknowns; everything else is taken to lie above `cut`. */
export interface Rung {
  readonly operators: number;
  readonly cut: number;
  /** by how much the cuts of channels with one of their own lie above it */
  readonly cutOffsets?: Readonly<Record<string, number>>;
}

/** Every tail above this is far below the rounding errors of what is kept: nothing would be left to weigh by it. */
export const HIGHEST_CUT = 100;
/** Operators of a rung may lie this many levels above its cut: the cut is a guess. */
export const ABOVE_CUT = 1;

export interface ExactOperator {
  readonly channel: string;
  readonly spin: number;
  readonly delta: number;
  readonly ope2: number;
  readonly name?: string;
}

export interface PublishedValue {
  /** such as `delta[ε]`, `ope2[T]` or `derived[ν]` */
  readonly quantity: string;
  /** parameter values it holds at; empty for all */
  readonly at: Readonly<Record<string, number>>;
  readonly value: number;
  /** one standard deviation, null where none is given */
  readonly error: number | null;
  readonly kind: "exact" | "upper" | "lower" | "estimate";
  readonly source: string;
}
