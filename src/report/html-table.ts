import type { Column } from "../compare/text-table.js";
import { type Html, html, nothing } from "./html.js";

/** A table whose cells may hold links. */
interface MarkupTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (Html | string)[])[];
}

/** A table in a box of its own that scrolls sideways, by keyboard too; the first column heads the rows. */
export function htmlTable({ columns, rows }: MarkupTable, caption: string): Html {
  const side = (index: number) => (columns[index]!.align === "right" ? html` class="number"` : nothing);
  const head = columns.map(({ title }, index) =>
    title === "" ? html`<td></td>` : html`<th scope="col"${side(index)}>${title}</th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) =>
        index === 0 ? html`<th scope="row"${side(index)}>${cell}</th>` : html`<td${side(index)}>${cell}</td>`,
      )}</tr>\n`,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table><caption class="hidden">${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** Names with what they are. */
export function factList(facts: readonly (readonly [name: string, value: Html | string])[]): Html {
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}
