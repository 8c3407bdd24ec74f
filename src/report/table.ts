import { type Column, textTable } from "../compare/text-table.js";

/** A table before it is laid out: the same cells for a terminal and for a page. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export function tableText({ columns, rows }: Table): string {
  return textTable(columns, rows);
}
