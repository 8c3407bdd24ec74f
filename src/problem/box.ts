import { InputError } from "../errors.js";

/**
 * A vector that a caller gave, as numbers. `Float64Array.from` reads null, "" and [] as 0: a forgotten entry would go unseen.
 *
 * @param where function that the caller called
 * @throws InputError for another length, and for entries that are no numbers; NaN passes
 */
export function numbers(
  values: ArrayLike<number> | undefined,
  { where, field, length }: { readonly where: string; readonly field: string; readonly length: number },
): Float64Array {
  if (values === undefined || values === null || typeof values !== "object" || values.length !== length)
    throw new InputError({ where, field, found: values?.length, allowed: `an array of length ${length}` });
  if (!(values instanceof Float64Array)) {
    for (let i = 0; i < length; i++) {
      const entry: unknown = values[i];
      if (typeof entry !== "number")
        throw new InputError({ where, field: `${field}[${i}]`, found: entry, allowed: "a number" });
    }
  }
  return Float64Array.from(values);
}

/** @throws InputError unless every entry is finite */
export function checkStart(start: Float64Array, where: string): void {
  for (const [i, value] of start.entries()) {
    if (!Number.isFinite(value))
      throw new InputError({ where, field: `start[${i}]`, found: value, allowed: "a finite number" });
  }
}

/** @throws InputError for NaN, a bound at the wrong infinity, and lower > upper */
export function checkBounds(
  lower: Float64Array,
  upper: Float64Array,
  { where, fields }: { readonly where: string; readonly fields: readonly [string, string] },
): void {
  for (let i = 0; i < lower.length; i++) {
    const [low, high] = [lower[i]!, upper[i]!];
    const wrong = (side: 0 | 1, allowed: string) =>
      new InputError({ where, field: `${fields[side]}[${i}]`, found: side === 0 ? low : high, allowed });
    if (Number.isNaN(low) || low === Number.POSITIVE_INFINITY) throw wrong(0, "a number or -Infinity");
    if (Number.isNaN(high) || high === Number.NEGATIVE_INFINITY) throw wrong(1, "a number or Infinity");
    if (low > high) throw wrong(0, `at most ${fields[1]}[${i}] = ${high}`);
  }
}
