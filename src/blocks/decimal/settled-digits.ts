import type { Decimal } from "decimal.js";
import { InputError } from "../../errors.js";
import { decimalContext } from "./complex-decimal.js";

const MOST_DIGITS = 300;
const FEWEST_GUARD_DIGITS = 12;
const MOST_GUARD_DIGITS = 384;

/**
 * Computes numbers with ever more guard digits until two precisions in a row round to the same `digits` significant
 * digits: however much cancels, what is returned is right. (Ziv's strategy.) 0 is returned for what is below 10^−384 of
 * its terms.
 *
 * @param compute the numbers, at the precision of the constructor it is given
 * @throws InputError unless digits is a whole number from 1 to 300, or when the digits do not settle
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
    const numbers = compute(decimalContext(digits + guard)).map((number) =>
      number.toSignificantDigits(digits),
    );
    // a 0 may be what cancellation has left; only the highest precision is believed
    const settled = numbers.every(
      (number, i) => last[i]?.equals(number) && (!number.isZero() || guard === MOST_GUARD_DIGITS),
    );
    if (settled) return numbers;
    last = numbers;
  }
  throw new InputError({
    where: "digits",
    found: digits,
    allowed: "the digits do not settle; move z or delta",
  });
}
