import type { Separation } from "./problem.js";

/** One operator that a truncated equation keeps. */
export interface KeptOperator {
  /** for names of unknowns and messages: its own name, or its place in the spectrum and spin, `#4 (ℓ=0)` */
  readonly label: string;
  readonly spin: number;
  /** range of Δ; a fixed dimension has lower = upper */
  readonly lower: number;
  readonly upper: number;
  /** range of the squared OPE coefficient; a known one has lower = upper */
  readonly ope2: readonly [number, number];
}

export const isFixed = (operator: KeptOperator) => operator.lower === operator.upper;
export const isKnown = (operator: KeptOperator) => operator.ope2[0] === operator.ope2[1];

/** The operators kept by a truncated equation, and from where on everything else is left to the tail. */
export interface Truncation {
  readonly operators: readonly KeptOperator[];
  readonly cut: number;
  /** least distance in Δ of two operators of one spin */
  readonly separation: number;
}

/** Indices of the operators whose dimension is an unknown. */
export function freeDimensions({ operators }: Truncation): number[] {
  return operators.flatMap((operator, k) => (isFixed(operator) ? [] : [k]));
}

/** Neighbouring unknown dimensions of one spin, in the order of the spectrum; indices into the unknown dimensions. */
export function separations(truncation: Truncation): Separation[] {
  const free = freeDimensions(truncation);
  const pairs: Separation[] = [];
  for (const [below, k] of free.entries()) {
    const spin = truncation.operators[k]!.spin;
    const above = free.findIndex((other, j) => j > below && truncation.operators[other]!.spin === spin);
    if (above >= 0) pairs.push({ below, above, gap: truncation.separation });
  }
  return pairs;
}
