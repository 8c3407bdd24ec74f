import { InputError } from "../errors.js";
import { evaluateExpression } from "./expressions.js";
import type { ParameterValues } from "./parameters.js";
import type { TheoryDocument } from "./schema.js";

/** Names under which `--set` takes a member of a series. */
const SERIES = "series";
const MEMBER = "n";

/**
 * Settings in which a member of a series, `series=A n=2`, has become the value of the parameter that it stands for.
 *
 * @throws InputError for a series that the theory has not, a member that is none, and where the parameter is set as well
 */
export function withoutSeries(document: TheoryDocument, set: ParameterValues): ParameterValues {
  const { [SERIES]: series, [MEMBER]: member, ...rest } = set;
  if (series === undefined || document.series === undefined) return set;
  const { parameter, values } = document.series;
  const wrong = (field: string, found: unknown, allowed: string) =>
    new InputError({ where: "--set", field, found, allowed });
  const chosen = Object.hasOwn(values, series) ? values[series]! : undefined;
  if (!chosen) throw wrong(SERIES, series, `must be one of ${Object.keys(values).join(", ")}`);
  if (Object.hasOwn(rest, parameter))
    throw wrong(parameter, rest[parameter], `follows from the series: leave one of the two out`);
  const n = Number(member);
  if (!(Number.isInteger(n) && n >= chosen.least && n <= 1000))
    throw wrong(MEMBER, member, `a whole number from ${chosen.least} to 1000`);
  const where = { where: document.name, field: `series.values.${series}`, names: { [MEMBER]: n } };
  return { ...rest, [parameter]: evaluateExpression(chosen.formula, where) };
}
