import type { Gap } from "../../blocks/domain.js";
import type { Separation, Gap as UnknownGap } from "../../problem/problem.js";
import type { OperatorData } from "../residual.js";
import type { CutOffsets } from "../tail/tail.js";

/** One operator that a truncated equation keeps: one dimension, and one coefficient in every channel that exchanges it. */
export interface KeptOperator {
  /** for names of unknowns and messages: its own name, or its place in the spectrum and spin, `#4 (ℓ=0)` */
  readonly label: string;
  readonly spin: number;
  /** range of Δ; a fixed dimension has lower = upper */
  readonly lower: number;
  readonly upper: number;
  /** neighbourhoods of poles that cut the range, ascending; absent for none */
  readonly gaps?: readonly Gap[];
  /** at least one */
  readonly terms: readonly KeptTerm[];
}

/** What an operator contributes to one channel. */
export interface KeptTerm {
  readonly channel: string;
  /** the operator's label, and where it has several terms the channel: `ε′ in σ` */
  readonly label: string;
  /** range of the squared OPE coefficient; a known one has lower = upper */
  readonly ope2: readonly [number, number];
}

export const isFixed = (operator: KeptOperator) => operator.lower === operator.upper;
export const isKnown = (term: KeptTerm) => term.ope2[0] === term.ope2[1];

/** The operators kept by a truncated equation, and from where on everything else is left to the tail. */
export interface Truncation {
  readonly operators: readonly KeptOperator[];
  readonly cut: number;
  readonly cutOffsets?: CutOffsets;
  /**
   * channels that are the entries i ≤ j of a matrix, row by row: positive semidefinite for each operator that has all of them unknown
   */
  readonly matrices?: readonly (readonly string[])[];
  /** least distance in Δ of two operators of one spin that a channel exchanges both */
  readonly separation: number;
}

/** A term with its operator. */
export interface PlacedTerm extends KeptTerm {
  /** index of its operator */
  readonly operator: number;
  readonly spin: number;
}

/** All terms, operator after operator: the order of coefficients everywhere. */
export function placedTerms({ operators }: Pick<Truncation, "operators">): PlacedTerm[] {
  return operators.flatMap(({ spin, terms }, operator) => terms.map((term) => ({ ...term, operator, spin })));
}

/** Terms of the positive semidefinite matrices, a matrix each, as indices in the order of {@link placedTerms}. */
export function matrixTerms(truncation: Pick<Truncation, "operators" | "matrices">): number[][] {
  const terms = placedTerms(truncation);
  const index = (operator: number, channel: string) =>
    terms.findIndex((term) => term.operator === operator && term.channel === channel && !isKnown(term));
  return truncation.operators.flatMap((_, k) =>
    (truncation.matrices ?? []).flatMap((channels) => {
      const found = channels.map((channel) => index(k, channel));
      return found.includes(-1) ? [] : [found];
    }),
  );
}

/** CFT data of a solution, a line a term. @param delta [operators] @param ope2 [terms] */
export function operatorData(
  truncation: Pick<Truncation, "operators">,
  delta: ArrayLike<number>,
  ope2: ArrayLike<number>,
): OperatorData[] {
  return placedTerms(truncation).map(({ channel, spin, operator }, t) => ({
    channel,
    spin,
    delta: delta[operator]!,
    ope2: ope2[t]!,
  }));
}

/** Indices of the operators whose dimension is an unknown. */
export function freeDimensions({ operators }: Truncation): number[] {
  return operators.flatMap((operator, k) => (isFixed(operator) ? [] : [k]));
}

/** May two operators be taken for one another: the same spin, exchanged in the same channel? */
export function alike(
  a: { readonly spin: number; readonly terms: readonly { readonly channel: string }[] },
  b: { readonly spin: number; readonly terms: readonly { readonly channel: string }[] },
): boolean {
  return (
    a.spin === b.spin && a.terms.some(({ channel }) => b.terms.some((other) => other.channel === channel))
  );
}

/** Are two operators of one kind, to be told apart by their order alone: the same spin, exchanged in the same channels? */
function sameKind(a: KeptOperator, b: KeptOperator): boolean {
  return (
    a.spin === b.spin &&
    a.terms.length === b.terms.length &&
    a.terms.every(({ channel }, t) => channel === b.terms[t]!.channel)
  );
}

/** Neighbouring unknown dimensions of one spin and the same channels, in the order of the spectrum; indices into the unknown dimensions. */
export function separations(truncation: Truncation): Separation[] {
  if (truncation.separation === 0) return [];
  const free = freeDimensions(truncation);
  const pairs: Separation[] = [];
  for (const [below, k] of free.entries()) {
    const operator = truncation.operators[k]!;
    const above = free.findIndex((other, j) => j > below && sameKind(truncation.operators[other]!, operator));
    if (above >= 0) pairs.push({ below, above, gap: truncation.separation });
  }
  return pairs;
}

/** What the unknown dimensions leave out; indices into them. */
export function dimensionGaps(truncation: Truncation): UnknownGap[] {
  return freeDimensions(truncation).flatMap((k, unknown) =>
    (truncation.operators[k]!.gaps ?? []).map(([lower, upper]) => ({ unknown, lower, upper })),
  );
}
