import { randomBytes } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { onDisk, replaceFile } from "../../archive/atomic-file.js";
import { csvText } from "../../archive/csv.js";
import { loadDuckDb, writeParquet } from "../../archive/duckdb.js";
import type { ListedRun } from "../../archive/run-listing.js";
import { type RunTable, runTables } from "../../archive/run-tables.js";
import { counted as countText } from "../../counted.js";
import { InputError } from "../../errors.js";
import type { Terminal } from "../terminal.js";
import type { ExportOptions } from "./options.js";
import { noteBroken, selectRuns } from "./selection.js";

/** The command `runs export`. */
export async function exportRuns(
  references: readonly string[],
  options: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const { table: name, format, output, json } = options;
  const table = runTables[name];
  if (output === undefined && format === "parquet") {
    throw new InputError({
      where: "--format",
      found: format,
      allowed: "Parquet goes into a file: give --output",
    });
  }
  const { runs, broken } = selectRuns(references, options);
  noteBroken(broken, terminal);
  if (output === undefined) {
    const text = json
      ? JSON.stringify({ table: name, columns: table.columns, rows: [...table.rows(runs)] }, null, 2)
      : csvText(table.columns, table.rows(runs)).trimEnd();
    terminal.print(text);
    return;
  }
  const count = await write(output, format, counted(table, runs));
  const file = resolve(output);
  terminal.print(
    json
      ? JSON.stringify({ table: name, format, file, count }, null, 2)
      : `${countText(count, "line")} of ${name}: ${file}`,
  );
}

interface CountedTable extends Pick<RunTable, "columns"> {
  rows(): ReturnType<RunTable["rows"]>;
  /** lines given out so far */
  count: number;
}

function counted(table: RunTable, runs: readonly ListedRun[]): CountedTable {
  return {
    columns: table.columns,
    count: 0,
    *rows() {
      for (const row of table.rows(runs)) {
        this.count++;
        yield row;
      }
    },
  };
}

/** Replaces the file as a whole, or leaves it as it was. Returns the number of lines. */
async function write(output: string, format: ExportOptions["format"], table: CountedTable): Promise<number> {
  if (format === "csv") replaceFile(output, csvText(table.columns, table.rows()));
  else {
    const temporary = `${output}.${randomBytes(4).toString("hex")}.tmp`;
    try {
      await writeParquet(await loadDuckDb(), temporary, table);
      onDisk(output, () => renameSync(temporary, output));
    } catch (error) {
      if (!(error instanceof InputError) || error.issue.where !== temporary) throw error;
      throw new InputError({ where: output, allowed: error.issue.allowed.replaceAll(temporary, output) });
    } finally {
      rmSync(temporary, { force: true });
    }
  }
  return table.count;
}
