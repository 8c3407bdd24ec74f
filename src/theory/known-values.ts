import { checkDimension, type DimensionContext } from "./allowed-dimensions.js";
import { unknownParameter } from "./parameters.js";
import type { Reader } from "./reader.js";
import type { PublishedDocument, TheoryDocument } from "./schema.js";
import type { ExactOperator, PublishedValue } from "./theory.js";

/** What the exact rows of a file are read with. */
export interface ExactContext extends DimensionContext {
  /** parameters have the default values of the file */
  readonly atDefaults: boolean;
}

/**
 * The exact operators of a theory, identity excluded. Levels may cross as parameters change: rows that coincide away from the defaults add up.
 *
 * @throws InputError where one breaks unitarity, or stands there twice: written alike, or alike at the default parameters
 */
export function readExact(rows: TheoryDocument["exact"], context: ExactContext): ExactOperator[] {
  const { reader, exchange, unitary, atDefaults } = context;
  const found = new Map<string, { readonly operator: ExactOperator; readonly index: number }>();
  for (const [index, row] of rows.entries()) {
    const field = `exact[${index}]`;
    const channel = exchange.ofOperator(row.channel, row.spin, field);
    const delta = reader.number(row.delta, `${field}.delta`);
    const ope2 = reader.number(row.ope2, `${field}.ope2`);
    checkDimension(delta, { spin: row.spin, channels: [channel], path: `${field}.delta` }, context);
    if (unitary && ope2 < 0 && !exchange.channels[channel]!.signed)
      throw reader.fail(`${field}.ope2`, row.ope2, "must not be negative (or set unitary: false)");
    const key = `${channel} ${row.spin} ${delta}`;
    const twin = found.get(key);
    if (twin && (atDefaults || rows[twin.index]!.delta === row.delta))
      throw reader.fail(`${field}.delta`, row.delta, `is in exact[${twin.index}] already`);
    const name = twin?.operator.name ?? row.name;
    const operator = { channel, spin: row.spin, delta, ope2: ope2 + (twin?.operator.ope2 ?? 0) };
    found.set(key, {
      operator: name === undefined ? operator : { ...operator, name },
      index: twin?.index ?? index,
    });
  }
  return [...found.values()].map(({ operator }) => operator);
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
