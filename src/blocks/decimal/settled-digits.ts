import type { Decimal } from "decimal.js";
import { InputError } from "../../errors.js";
import { decimalContext } from "./complex-decimal.js";

const MOST_DIGITS = 300;
const FEWEST_GUARD_DIGITS = 12;
const MOST_GUARD_DIGITS = 400;

/**
 * Computes numbers with ever more guard digits until two precisions in a row round to the same `digits` significant
 * digits: however much cancels, what is returned is right. (Ziv's strategy.)
 *
 * @param compute the numbers, at the precision of the constructor it is given
 * @throws InputError unless digits is a whole number from 1 to 300, or when a number is too near 0 to have digits
 */
export function settledDigits(
  digits: number,
  compute: (context: typeof Decimal) => readonly Decimal[],
): readonly Decimal[] {
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= MOST_DIGITS)) {
    throw new InputError({
      where: "digits",
      found: digits,
      allowed: `a whole number from 1 to ${MOST_DIGITS}`,
    });
  }
  let last: readonly Decimal[] = [];
  for (let guard = FEWEST_GUARD_DIGITS; guard <= MOST_GUARD_DIGITS; guard *= 2) {
    const exact = compute(decimalContext(digits + guard)).map((number) => number.toSignificantDigits(digits));
    if (last.length > 0 && exact.every((number, i) => number.equals(last[i]!))) return exact;
    last = exact;
  }
  throw new InputError({
    where: "digits",
    found: digits,
    allowed: `the number is 0 to ${MOST_GUARD_DIGITS} digits; move z or delta`,
  });
}
