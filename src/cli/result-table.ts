import {
  costLine,
  fitLine,
  foundLine,
  methodLine,
  solutionsLine,
  titleLine,
} from "../report/result-lines.js";
import { ladderTable, operatorTable as operatorCells, solutionTable } from "../report/result-tables.js";
import { tableText } from "../report/table.js";
import type { SearchResult, SolutionOperator } from "../search/result.js";

/** A search's result for people: operators, how good the fit is, other solutions, the ladder, warnings, cost. */
export function resultText(result: SearchResult, title: string): string {
  const { solutions, ladder, warnings } = result;
  return [
    `${titleLine(title, result.parameters)}\n${methodLine(result)}`,
    foundLine(result),
    operatorTable(result.operators),
    fitLine(result),
    solutions.length < 2 ? "" : `${solutionsLine(solutions.length)}\n${tableText(solutionTable(solutions))}`,
    ladder?.length ? tableText(ladderTable(ladder)) : "",
    warnings.map(({ code, message }) => `warning (${code}): ${message}`).join("\n"),
    costLine(result),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Operators in printed order; `exact` and pulls only where the theory file knows exact values. */
export function operatorTable(operators: readonly SolutionOperator[]): string {
  return tableText(operatorCells(operators));
}
