/**
 * A problem as W. Hock and K. Schittkowski print it (Test Examples for Nonlinear Programming Codes, Lecture Notes in
 * Economics and Mathematical Systems 187, Springer 1981), in mathjs notation over x1, x2, …
 */
export interface Statement {
  readonly name: string;
  readonly start: readonly number[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly objective: string;
  /** each `a == b`, `a >= b`, `a <= b`, or `number <= a <= number` */
  readonly constraints?: readonly string[];
  /** f at the solution: the book's, with more digits where an independent solver or a closed form gives them */
  readonly optimum: number;
}

export const infinity = Number.POSITIVE_INFINITY;

export function repeated(value: number, count: number): number[] {
  return new Array<number>(count).fill(value);
}

/** `sum(1, 3, (i) => ...)` = "(…)+(…)+(…)" */
export function sum(from: number, to: number, term: (i: number) => string): string {
  return Array.from({ length: to - from + 1 }, (_, k) => `(${term(from + k)})`).join("+");
}
