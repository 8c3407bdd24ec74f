import { InputError } from "../errors.js";
import { evaluateExpression } from "./expressions.js";
import type { ParameterValues } from "./parameters.js";
import type { TheoryDocument } from "./schema.js";

/**
 * Settings in which the alternative names of a parameter, `radius=1.5 n=1 w=0`, have become its value.
 *
 * @throws InputError where some of the names are missing, one that counts something is no whole number, the constraint does not hold, and where
 * the parameter is set as well
 */
export function withoutAlternative(document: TheoryDocument, set: ParameterValues): ParameterValues {
  const { alternative } = document;
  if (alternative === undefined) return set;
  const { parameter, formula, names, zero } = alternative;
  const used = Object.keys(names).filter((name) => Object.hasOwn(set, name));
  if (used.length === 0) return set;
  const all = Object.keys(names).join(", ");
  const wrong = (field: string, found: unknown, allowed: string) =>
    new InputError({ where: "--set", field, found, allowed });
  if (Object.hasOwn(set, parameter))
    throw wrong(parameter, set[parameter], `follows from ${all}: leave it or them out`);
  const values: Record<string, number> = {};
  for (const [name, { whole }] of Object.entries(names)) {
    if (!used.includes(name))
      throw new InputError({ where: "--set", field: name, allowed: `is needed: ${all} go together` });
    const value = evaluateExpression(set[name]!, { where: "--set", field: name, names: {} });
    if (whole && !Number.isInteger(value)) throw wrong(name, set[name], "must be a whole number");
    values[name] = value;
  }
  const evaluate = (expression: number | string) =>
    evaluateExpression(expression, { where: "--set", field: all, names: values });
  if (zero !== undefined && evaluate(zero) !== 0)
    throw wrong(all, Object.values(values).join(", "), `${zero} must be 0`);
  const rest = Object.fromEntries(Object.entries(set).filter(([name]) => !Object.hasOwn(names, name)));
  return { ...rest, [parameter]: evaluate(formula) };
}
