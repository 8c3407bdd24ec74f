import { readFileSync } from "node:fs";
import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import { InputError } from "../errors.js";
import type { Cell, RunTable, TableColumn } from "./run-tables.js";

type DuckDb = typeof import("@duckdb/node-api");

const packageName = "@duckdb/node-api";

/**
 * DuckDB, which is no part of the program: whoever wants SQL or Parquet installs it.
 * @throws {InputError} with the line that installs it
 */
export async function loadDuckDb(
  load: () => Promise<DuckDb> = () => import("@duckdb/node-api"),
): Promise<DuckDb> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new InputError({
      where: packageName,
      allowed: `is not installed, and SQL and Parquet need it: npm install --no-save ${packageName}@${wantedVersion()}`,
    });
  }
}

function wantedVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return manifest.peerDependencies[packageName];
}

/** What a query gives: whole numbers up to 2^53 and times (ISO 8601, UTC) as JSON has them, larger whole numbers as text. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Tables by name, and their rows. */
export type Source = Readonly<
  Record<string, Pick<RunTable, "columns"> & { rows(): Iterable<readonly Cell[]> }>
>;

/**
 * Answers a query over tables in memory; only those whose names occur in it are filled. It reads these and nothing else: no file, no network,
 * no extension, and it changes nothing.
 *
 * @throws {InputError} for anything but one SELECT, and where DuckDB refuses it
 */
export async function query(duckdb: DuckDb, sql: string, source: Source): Promise<QueryResult> {
  return withDatabase(duckdb, async (connection) => {
    for (const [name, table] of Object.entries(source)) {
      if (new RegExp(`\\b${name}\\b`, "i").test(sql)) await fill(duckdb, connection, name, table);
    }
    // in this order: the last one forbids every further change
    await connection.run("SET temp_directory = ''");
    await connection.run("SET enable_external_access = false");
    await connection.run("SET lock_configuration = true");
    const reader = await select(duckdb, connection, sql);
    const types = reader.columnTypes();
    return {
      columns: reader.columnNames().map((name, k) => ({ name, type: String(types[k]) })),
      rows: reader.getRowsJS().map((row) => row.map(plain)),
    };
  });
}

async function select({ StatementType }: DuckDb, connection: DuckDBConnection, sql: string) {
  const only = "one SELECT: runs are read and never changed here";
  if (sql.trim() === "") throw new InputError({ where: "query", found: sql, allowed: only });
  const statements = await connection.extractStatements(sql).catch((error) => refuse(sql, error));
  if (statements.count !== 1) throw new InputError({ where: sql, allowed: only });
  const prepared = await statements.prepare(0).catch((error) => refuse(sql, error));
  if (![StatementType.SELECT, StatementType.EXPLAIN].includes(prepared.statementType))
    throw new InputError({ where: sql, allowed: only });
  return prepared.runAndReadAll().catch((error) => refuse(sql, error));
}

/** Writes one table as a Parquet file (zstd). */
export async function writeParquet(duckdb: DuckDb, file: string, table: Source[string]): Promise<void> {
  await withDatabase(duckdb, async (connection) => {
    await fill(duckdb, connection, "exported", table);
    const target = file.replaceAll("'", "''");
    await connection
      .run(`COPY exported TO '${target}' (FORMAT parquet, COMPRESSION zstd)`)
      .catch((error) => refuse(file, error));
  });
}

async function withDatabase<T>(
  { DuckDBInstance }: DuckDb,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  // Everything needed is compiled in; a query must not make it fetch an extension from the network.
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const sqlTypes: Readonly<Record<TableColumn["type"], string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  real: "DOUBLE",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
};

async function fill(duckdb: DuckDb, connection: DuckDBConnection, name: string, table: Source[string]) {
  const { columns } = table;
  await connection.run(
    `CREATE TABLE ${name} (${columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`).join(", ")})`,
  );
  const appender = await connection.createAppender(name);
  for (const row of table.rows()) {
    for (const [k, cell] of row.entries()) append(duckdb, appender, cell, columns[k]!.type);
    appender.endRow();
  }
  appender.closeSync();
}

function append(duckdb: DuckDb, appender: DuckDBAppender, cell: Cell, type: TableColumn["type"]): void {
  if (cell === null) appender.appendNull();
  else if (type === "text") appender.appendVarchar(String(cell));
  else if (type === "integer") appender.appendBigInt(BigInt(cell));
  else if (type === "real") appender.appendDouble(Number(cell));
  else if (type === "boolean") appender.appendBoolean(cell === true);
  else appender.appendTimestamp(new duckdb.DuckDBTimestampValue(BigInt(Date.parse(String(cell))) * 1000n));
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}

function refuse(where: string, error: unknown): never {
  const message = (error instanceof Error ? error.message : String(error)).replace(
    /^Failed to extract statements: /,
    "",
  );
  throw new InputError({ where, allowed: message.split(/\n\s*\n|\nLINE/)[0]!.replace(/\s*\n\s*/g, "; ") });
}
