import type { ComparisonRow } from "../compare/compare.js";
import { comparisonTable } from "../compare/comparison-table.js";
import { counted } from "../counted.js";
import {
  costLine,
  fitLine,
  foundLine,
  methodLine,
  solutionsLine,
  titleLine,
} from "../report/result-lines.js";
import {
  derivedTable,
  ladderTable,
  operatorTable as operatorCells,
  solutionTable,
} from "../report/result-tables.js";
import { tableText } from "../report/table.js";
import type { SearchResult, SolutionOperator } from "../search/result.js";

/** A table with more lines than this shows what is determined. */
const LONG = 40;
/** Lines of a long table in which nothing is. */
const FIRST = 10;
/** Operators of a solution that a line names. */
const PLACES = 24;

export interface ResultTextOptions {
  /** long tables as a whole; default false */
  readonly all?: boolean;
  /** the result beside published values */
  readonly published?: readonly ComparisonRow[];
}

/** A search's result for people: operators, how good the fit is, other solutions, the ladder, warnings, cost. */
export function resultText(
  result: SearchResult,
  title: string,
  { all = false, published = [] }: ResultTextOptions = {},
): string {
  const { solutions, ladder, derived = [], warnings } = result;
  return [
    `${titleLine(title, result.parameters)}\n${methodLine(result)}`,
    foundLine(result),
    operatorTable(result.operators, all),
    derived.length === 0 ? "" : tableText(derivedTable(derived)),
    publishedText(published, all),
    fitLine(result),
    solutions.length < 2
      ? ""
      : `${solutionsLine(solutions.length)}\n${tableText(solutionTable(solutions, all ? undefined : PLACES))}`,
    ladder?.length ? tableText(ladderTable(ladder)) : "",
    warnings.map(({ code, message }) => `warning (${code}): ${message}`).join("\n"),
    costLine(result),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/**
 * Operators in printed order; `exact` and pulls only where the theory file knows exact values. Of a long table what is determined, unless all is
 * asked for, and how many others there are.
 */
export function operatorTable(operators: readonly SolutionOperator[], all: boolean): string {
  if (all || operators.length <= LONG) return tableText(operatorCells(operators));
  const determined = operators.filter((operator) => operator.determined);
  const shown = new Set(determined.length === 0 ? operators.slice(0, FIRST) : determined);
  const rest = counted(operators.length - shown.size, "other");
  return `${tableText(operatorCells(operators, (operator) => shown.has(operator)))}
and ${rest}, undetermined: --all shows them, --json has them`;
}

function publishedText(rows: readonly ComparisonRow[], all: boolean): string {
  const shown = all || rows.length <= LONG ? rows : rows.filter(({ determined }) => determined);
  if (rows.length === 0) return "";
  const rest = rows.length - shown.length;
  return [
    "beside published values",
    comparisonTable(shown),
    ...(rest > 0 ? [`and ${counted(rest, "other")} of undetermined numbers: --all`] : []),
  ].join("\n");
}
