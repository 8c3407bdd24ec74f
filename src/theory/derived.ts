import { type ExpressionContext, expressionValue } from "./expressions.js";
import { findQuantity } from "./quantities.js";
import type { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";
import type { DerivedSpec, OperatorSpec } from "./theory.js";

/** A number that was found, as expressions of `derived:` name it. */
const FOUND = /\b(?:delta|ope2)\[[^\]]*\]/g;

/** What expressions see a found number as: their grammar has no brackets. */
const symbol = (index: number) => `found_${index}`;

export interface DerivedContext {
  readonly reader: Reader;
  readonly spectrum: readonly OperatorSpec[];
  /** of space, where the file gives it: the name `d`, unless a parameter or definition has it */
  readonly dimension: number | null;
  /** a preset may have another spectrum, whose operators have other names */
  readonly preset: boolean;
}

/**
 * The derived numbers of a theory file, ready to be evaluated.
 * @throws InputError for an operator that the spectrum has not, and what the grammar of expressions does not allow
 */
export function readDerived(
  document: TheoryDocument["derived"],
  { reader, spectrum, dimension, preset }: DerivedContext,
): DerivedSpec[] {
  const names = { ...(dimension !== null && { d: dimension }), ...reader.names };
  const lines = spectrum.flatMap(({ name, channels }) => channels.map((channel) => ({ name, channel })));
  return Object.entries(document).map(([name, { value, meaning }]) => {
    const field = `derived.${name}.value`;
    const text = String(value);
    const quantities = [...new Set(text.match(FOUND) ?? [])];
    const stranger = quantities.find((quantity) => findQuantity(lines, quantity) === null);
    if (stranger !== undefined && !preset)
      throw reader.fail(field, value, `${stranger} is no quantity of the spectrum`);
    const spec = { name, meaning: meaning ?? null, expression: text, quantities, names };
    // the grammar alone: its value depends on what will be found
    expressionValue(
      ...prepared(
        spec,
        quantities.map(() => 1),
        { where: reader.where, field },
      ),
    );
    return spec;
  });
}

/**
 * The value of a derived number, given those of its quantities; null where it is not finite.
 * @param values of `spec.quantities`, in their order
 */
export function derivedValue(spec: DerivedSpec, values: readonly number[]): number | null {
  const value = expressionValue(...prepared(spec, values, { where: "derived", field: spec.name }));
  return Number.isFinite(value) ? value : null;
}

/** An expression with its found numbers under names that the grammar knows. */
function prepared(
  { expression, quantities, names }: DerivedSpec,
  values: readonly number[],
  place: Pick<ExpressionContext, "where" | "field">,
): [string, ExpressionContext] {
  const text = expression.replace(FOUND, (quantity) => symbol(quantities.indexOf(quantity)));
  const found = Object.fromEntries(values.map((value, index) => [symbol(index), value]));
  return [text.trim(), { ...place, names: { ...names, ...found } }];
}
