import type { Family } from "./family.js";
import { unknownParameter } from "./parameters.js";
import type { Reader } from "./reader.js";
import type { PublishedDocument, TheoryDocument } from "./schema.js";
import { checkUnitarity, readChannel } from "./spectrum.js";
import type { ExactOperator, PublishedValue } from "./theory.js";

/** The exact operators of a theory, identity excluded. @throws InputError where one breaks unitarity or stands there twice */
export function readExact(
  rows: TheoryDocument["exact"],
  context: { readonly reader: Reader; readonly family: Family; readonly unitary: boolean },
): ExactOperator[] {
  const { reader, unitary } = context;
  const seen = new Map<string, number>();
  return rows.map((row, index) => {
    const field = `exact[${index}]`;
    const channel = readChannel(row, field, context);
    const delta = reader.number(row.delta, `${field}.delta`);
    const ope2 = reader.number(row.ope2, `${field}.ope2`);
    checkUnitarity(delta, row.spin, `${field}.delta`, context);
    if (unitary && ope2 < 0)
      throw reader.fail(`${field}.ope2`, row.ope2, "must not be negative (or set unitary: false)");
    const key = `${channel} ${row.spin} ${delta}`;
    const first = seen.get(key);
    if (first !== undefined) throw reader.fail(`${field}.delta`, row.delta, `is in exact[${first}] already`);
    seen.set(key, index);
    return { channel, spin: row.spin, delta, ope2, ...(row.name === undefined ? {} : { name: row.name }) };
  });
}

/**
 * Published values; their expressions see the parameters, not the definitions of the theory file.
 * @throws InputError for a parameter that the theory has not, or a negative error
 */
export function readPublished(rows: PublishedDocument, reader: Reader, theory: string): PublishedValue[] {
  return rows.map((row, index) => {
    const field = `[${index}]`;
    const at = Object.entries(row.at).map(([name, value]) => {
      if (!Object.hasOwn(reader.names, name)) {
        throw reader.fail(`${field}.at.${name}`, value, unknownParameter(reader.names, theory));
      }
      return [name, reader.number(value, `${field}.at.${name}`)] as const;
    });
    const error = row.error === undefined ? null : reader.number(row.error, `${field}.error`);
    if (error !== null && error < 0) throw reader.fail(`${field}.error`, row.error, "must not be negative");
    const { quantity, kind, source } = row;
    return {
      quantity,
      at: Object.fromEntries(at),
      value: reader.number(row.value, `${field}.value`),
      error,
      kind,
      source,
    };
  });
}
