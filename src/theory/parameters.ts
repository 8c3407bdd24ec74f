import { InputError } from "../errors.js";
import { INFINITE } from "../families/family.js";
import { evaluateExpression, reservedNames } from "./expressions.js";
import { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";
import type { ParameterSpec } from "./theory.js";

/** Values from the command line or a caller; strings are constant expressions such as "1/8". */
export type ParameterValues = Readonly<Record<string, number | string>>;

/** @throws InputError for reserved names, bounds in the wrong order, a default outside them */
export function parameterSpecs(document: TheoryDocument, where: string): Record<string, ParameterSpec> {
  const reader = new Reader(where, {});
  const specs: Record<string, ParameterSpec> = {};
  for (const [name, given] of Object.entries(document.parameters)) {
    const field = `parameters.${name}`;
    if (reservedNames.has(name)) throw reader.fail(field, name, "is a reserved word; choose another name");
    const spec = {
      default: reader.number(given.default, `${field}.default`),
      min: given.min === undefined ? null : reader.number(given.min, `${field}.min`),
      max: given.max === undefined ? null : reader.number(given.max, `${field}.max`),
      ...(given.known && { known: knownValues(given.known, document, `${field}.known`, reader) }),
      ...(given.follows && { follows: { value: given.follows.value, error: given.follows.error ?? null } }),
      ...(given.infinite && { infinite: true }),
      description: given.description ?? null,
    };
    if (spec.min !== null && spec.max !== null && spec.min > spec.max) {
      throw reader.fail(`${field}.min`, given.min, `must not exceed max, ${spec.max}`);
    }
    if (!inside(spec.default, spec)) throw reader.fail(`${field}.default`, given.default, allowedRange(spec));
    specs[name] = spec;
  }
  return specs;
}

/** @throws InputError for an unknown parameter and a value outside its range */
export function parameterValues(
  specs: Readonly<Record<string, ParameterSpec>>,
  set: ParameterValues,
  theory: string,
): Record<string, number> {
  const values = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
  for (const [name, given] of Object.entries(set)) {
    const where = "--set";
    if (!Object.hasOwn(specs, name)) {
      throw new InputError({ where, field: name, found: given, allowed: unknownParameter(specs, theory) });
    }
    const spec = specs[name]!;
    const value = evaluateExpression(given, {
      where,
      field: name,
      names: spec.infinite ? { inf: INFINITE } : {},
    });
    if (!inside(value, spec)) {
      throw new InputError({ where, field: name, found: given, allowed: allowedRange(spec) });
    }
    values[name] = value;
  }
  for (const [name, { known }] of Object.entries(specs))
    if (known && !Object.hasOwn(set, name)) values[name] = knownAt(known, values, name);
  return { ...values, ...followingValues(specs, set, values) };
}

/** Values of the parameters that follow from those above them. @throws InputError for one outside its range */
function followingValues(
  specs: Readonly<Record<string, ParameterSpec>>,
  set: ParameterValues,
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  const above: Record<string, number> = {};
  for (const [name, spec] of Object.entries(specs)) {
    above[name] = values[name]!;
    if (!spec.follows || Object.hasOwn(set, name)) continue;
    const { [name]: _, ...names } = above;
    const field = `parameters.${name}.follows.value`;
    const value = evaluateExpression(spec.follows.value, { where: "theory", field, names });
    if (!inside(value, spec))
      throw new InputError({ where: "theory", field, found: value, allowed: allowedRange(spec) });
    above[name] = value;
  }
  return above;
}

/**
 * Standard deviations of the parameters that follow from others and are not set, those that are zero left out.
 * @throws InputError for a negative one
 */
export function uncertainParameters(
  specs: Readonly<Record<string, ParameterSpec>>,
  set: ParameterValues,
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(specs).flatMap(([name, { follows }]) => {
      if (!follows || follows.error === null || Object.hasOwn(set, name)) return [];
      const field = `parameters.${name}.follows.error`;
      const error = evaluateExpression(follows.error, { where: "theory", field, names: values });
      if (error < 0)
        throw new InputError({ where: "theory", field, found: error, allowed: "must not be negative" });
      return error === 0 ? [] : [[name, error]];
    }),
  );
}

type Known = NonNullable<ParameterSpec["known"]>;

function knownValues(
  { parameter, values }: NonNullable<TheoryDocument["parameters"][string]["known"]>,
  { parameters }: TheoryDocument,
  field: string,
  reader: Reader,
): Known {
  if (!Object.hasOwn(parameters, parameter))
    throw reader.fail(`${field}.parameter`, parameter, "must be another parameter of the file");
  return {
    parameter,
    values: values.map(
      ([at, value], k) =>
        [
          reader.number(at, `${field}.values[${k}][0]`),
          reader.number(value, `${field}.values[${k}][1]`),
        ] as const,
    ),
  };
}

/** @throws InputError where the value of the other parameter is none of those at which this one is known */
function knownAt({ parameter, values }: Known, all: Readonly<Record<string, number>>, name: string): number {
  const found = values.find(([at]) => at === all[parameter]);
  if (found) return found[1];
  const places = values.map(([at]) => `${parameter} = ${at}`).join(" and ");
  throw new InputError({
    where: "--set",
    field: name,
    allowed: `is needed: it is known at ${places} alone, not at ${parameter} = ${all[parameter]} (with --unknown ${name} it is where the search starts)`,
  });
}

/**
 * Parameters (columns of tables among them) and definitions together: the names that the expressions of the file may use.
 * @throws InputError for reserved names and names of parameters, and expressions that use a later definition
 */
export function definedNames(
  document: TheoryDocument,
  parameters: Readonly<Record<string, number>>,
  where: string,
): Record<string, number> {
  const names = { ...parameters };
  for (const [name, expression] of Object.entries(document.definitions)) {
    const field = `definitions.${name}`;
    const reader = new Reader(where, names);
    if (reservedNames.has(name)) throw reader.fail(field, name, "is a reserved word; choose another name");
    if (Object.hasOwn(names, name))
      throw reader.fail(field, name, "is a parameter already; choose another name");
    names[name] = reader.number(expression, field);
  }
  return names;
}

/** What is allowed where somebody names a parameter that the theory has not. */
export function unknownParameter(parameters: object, theory: string): string {
  const names = Object.keys(parameters);
  const known =
    names.length === 0
      ? `${theory} has no parameters`
      : `the parameters of ${theory} are ${names.join(", ")}`;
  return `unknown parameter; ${known}`;
}

function inside(value: number, { min, max }: ParameterSpec): boolean {
  return value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY);
}

function allowedRange({ min, max }: ParameterSpec): string {
  if (min === null) return `must be at most ${max}`;
  return max === null ? `must be at least ${min}` : `must lie in [${min}, ${max}]`;
}
