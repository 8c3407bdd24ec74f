import { type Html, html, nothing } from "../report/html.js";
import { fitLine, foundLine, methodLine, solutionsLine, titleLine } from "../report/result-lines.js";
import { operatorTable, solutionTable } from "../report/result-tables.js";
import type { Table } from "../report/table.js";
import type { Run } from "./run.js";

/**
 * A run for a cell's output, with the numbers of the terminal's table: operators, fit, warnings, other solutions. Times are left
 * out, so that the same seed gives the same output.
 */
export function runMarkup({ result, theory }: Run): Html {
  const { warnings, solutions } = result;
  const found = foundLine(result);
  return html`<div><strong>${titleLine(theory.title, result.parameters)}</strong><br>${methodLine(result)}
${tableMarkup(operatorTable(result.operators))}
<p>${fitLine(result)}${found === "" ? nothing : html`<br>${found}`}<br>${effortLine(result)}</p>
${
  warnings.length === 0
    ? nothing
    : html`<ul>${warnings.map(({ code, message }) => html`<li>warning (<code>${code}</code>): ${message}</li>`)}</ul>`
}
${solutions.length < 2 ? nothing : html`<p>${solutionsLine(solutions.length)}</p>${tableMarkup(solutionTable(solutions))}`}</div>`;
}

/** A table whose sides of alignment are its own: notebooks bring no style sheet of ours. */
export function tableMarkup({ columns, rows }: Table): Html {
  const sides = columns.map(
    ({ align }) => html` style="text-align: ${align === "right" ? "right; white-space: nowrap" : "left"}"`,
  );
  const head = columns.map(({ title }, index) => html`<th${sides[index]!}>${title}</th>`);
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => html`<td${sides[index]!}>${cell}</td>`)}</tr>\n`,
  );
  return html`<table><thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table>`;
}

function effortLine({ stopReason, evaluations, sacSteps }: Run["result"]): string {
  const sac = sacSteps === 0 ? "" : `, ${sacSteps} SAC steps`;
  return `stopped: ${stopReason}; ${evaluations} evaluations${sac}`;
}
