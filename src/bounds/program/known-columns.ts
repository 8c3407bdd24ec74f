import type { KnownColumn } from "../semi-infinite-program.js";
import { type Positivity, valuesAt } from "./positivity.js";
import type { FunctionalProgram } from "./program.js";
import { ofSizeOne } from "./sector-continuum.js";

/** Columns of operators at their dimension, of size one; `others` first, then the isolated ones of the program. */
export function knownColumns(
  { functionals: { fixed }, isolated }: FunctionalProgram,
  error: number,
  others: readonly Positivity[] = [],
): (KnownColumn & { readonly exponent: number })[] {
  return [...others, ...isolated].map((operator) => {
    const column = ofSizeOne(fixed, valuesAt(fixed, operator, operator.from));
    // a few units of rounding, and the approximation of the blocks
    return { ...column, errors: column.entries.map(() => fixed.from(error) + ROUNDING) };
  });
}

const ROUNDING = 256n;
