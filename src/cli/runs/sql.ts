import { loadDuckDb, query } from "../../archive/duckdb.js";
import { listSummaries } from "../../archive/run-listing.js";
import { runTableNames, runTables } from "../../archive/run-tables.js";
import { textTable } from "../../compare/text-table.js";
import type { Terminal } from "../terminal.js";
import type { PlaceOptions } from "./options.js";
import { noteBroken } from "./selection.js";

/** The command `runs sql`. */
export async function answer(text: string, { out, json }: PlaceOptions, terminal: Terminal): Promise<void> {
  const duckdb = await loadDuckDb();
  const { runs, broken } = listSummaries(out);
  noteBroken(broken, terminal);
  const source = Object.fromEntries(
    runTableNames.map((name) => [
      name,
      { columns: runTables[name].columns, rows: () => runTables[name].rows(runs) },
    ]),
  );
  const { columns, rows } = await query(duckdb, text, source);
  if (json) terminal.print(JSON.stringify({ columns, rows }, null, 2));
  else {
    terminal.print(
      textTable(
        columns.map(({ name, type }) => ({ title: name, align: isNumber(type) ? "right" : "left" })),
        rows.map((row) => row.map(cellText)),
      ),
    );
  }
}

function isNumber(type: string): boolean {
  return /INT|DOUBLE|FLOAT|DECIMAL/.test(type);
}

function cellText(value: unknown): string {
  if (value === null) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
