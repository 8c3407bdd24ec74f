import type { Cell, TableColumn } from "./run-tables.js";

/** A table as RFC 4180 has it: a line of names, CRLF, quotes where they are needed; null is empty, numbers have all their digits. */
export function csvText(columns: readonly TableColumn[], rows: Iterable<readonly Cell[]>): string {
  const lines = [columns.map(({ name }) => quoted(name)).join(",")];
  for (const row of rows) lines.push(row.map(field).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "string" ? quoted(cell) : String(cell);
}

/**
 * An empty text is told from null by its quotes. A text that a spreadsheet would take for a formula gets an apostrophe before it, as
 * spreadsheets themselves mark text (OWASP, CSV injection); numbers are no texts.
 */
function quoted(given: string): string {
  const text = /^[=+\-@\t\r]/.test(given) ? `'${given}` : given;
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
