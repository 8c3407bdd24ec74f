import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDuckDb, query, writeParquet } from "../../src/archive/duckdb.js";
import { listSummaries } from "../../src/archive/run-listing.js";
import { type Cell, runTables, type TableColumn } from "../../src/archive/run-tables.js";
import { InputError } from "../../src/errors.js";
import { scratchFolder } from "./example-run.js";
import { writeRuns } from "./many-runs.js";

const duckdb = await loadDuckDb();

function source(count: number) {
  const out = scratchFolder();
  writeRuns(out, count);
  const { runs } = listSummaries(out);
  let filled = 0;
  const operators = {
    columns: runTables.operators.columns,
    *rows() {
      filled++;
      yield* runTables.operators.rows(runs);
    },
  };
  const tables = {
    runs: { columns: runTables.runs.columns, rows: () => runTables.runs.rows(runs) },
    operators,
  };
  return { tables, filled: () => filled };
}

const ask = async (sql: string, count = 3) => (await query(duckdb, sql, source(count).tables)).rows;

describe("SQL over runs", () => {
  it("counts, joins and groups; whole numbers and times are those of JSON", async () => {
    expect(await ask("SELECT count(*), min(seed), max(chi2), max(started) FROM runs")).toEqual([
      [3, 0, 0.37, "2026-03-14T00:00:02.000Z"],
    ]);
    const joined =
      "SELECT r.seed, o.delta FROM RUNS r JOIN Operators o USING (run) WHERE o.name = 'ε' ORDER BY 1";
    expect(await ask(joined)).toEqual([0, 1, 2].map((seed) => [seed, 1.00003]));
  });

  it("keeps nulls, doubles to the last bit, truth values, nested values; large numbers as text", async () => {
    const sql =
      "SELECT delta_error, ope2, determined, [1, 2], 2::HUGEINT ** 70 > 0, 9007199254740993 FROM operators WHERE position = 2 LIMIT 1";
    expect(await ask(sql)).toEqual([[null, 0.0156251, true, [1, 2], true, "9007199254740993"]]);
  });

  it("reads JSON columns, and fills only the tables that a query names", async () => {
    const { tables, filled } = source(2);
    expect((await query(duckdb, "SELECT count(parameters->>'delta') FROM runs", tables)).rows).toEqual([[0]]);
    expect(filled()).toBe(0);
    await query(duckdb, "WITH o AS (SELECT * FROM operators) SELECT count(*) FROM o", tables);
    expect(filled()).toBe(1);
  });

  it("names the columns and their types", async () => {
    const { columns } = await query(
      duckdb,
      "SELECT run, delta AS d FROM operators LIMIT 0",
      source(1).tables,
    );
    expect(columns).toEqual([
      { name: "run", type: "VARCHAR" },
      { name: "d", type: "DOUBLE" },
    ]);
  });

  it.each([
    ["SELEC 1", /SELEC 1: Parser Error: syntax error at or near "SELEC"$/],
    ["SELECT nothing FROM runs", /Binder Error: Referenced column "nothing" not found/],
    ["SELECT * FROM elsewhere", /Catalog Error: Table with name elsewhere does not exist!/],
  ])("refuses %s in one line", async (sql, message) => {
    const refusal = await ask(sql).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InputError);
    expect((refusal as InputError).message).toMatch(message);
    expect((refusal as InputError).message).not.toContain("\n");
  });
});

it("Parquet comes back as it was written", async () => {
  const file = join(scratchFolder(), "it's runs.parquet");
  const { tables } = source(4);
  await writeParquet(duckdb, file, tables.operators);
  expect(readFileSync(file, "latin1")).toMatch(/^PAR1[\s\S]*PAR1$/);
  const from = (name: string) => `SELECT * FROM ${name} ORDER BY run, solution, position`;
  const stored = await readBack(from(`'${file.replace("'", "''")}'`));
  const present = await query(duckdb, from("operators"), tables);
  expect(stored.rows).toHaveLength(24);
  expect(stored).toEqual(present);
});

/** A database that may read files, as a query over runs may not. */
async function readBack(sql: string) {
  const instance = await duckdb.DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE stored AS ${sql}`);
  const columns = (await connection.runAndReadAll("DESCRIBE stored")).getRowsJS();
  const rows = (await connection.runAndReadAll("SELECT * FROM stored")).getRowsJS() as unknown[][];
  const source = {
    columns: columns.map(([name, type]) => ({ name: String(name), type: ourType(String(type)) })),
    rows: () =>
      rows.map((row) => row.map((cell) => (typeof cell === "bigint" ? Number(cell) : cell)) as Cell[]),
  };
  return query(duckdb, "SELECT * FROM copied", { copied: source });
}

const ourType = (type: string) =>
  ({ VARCHAR: "text", BIGINT: "integer", DOUBLE: "real", BOOLEAN: "boolean" })[type] as TableColumn["type"];

describe("a query reads the runs and nothing else", () => {
  const files = () => {
    const folder = scratchFolder();
    const secret = join(folder, "secret.csv");
    writeFileSync(secret, "word\nhidden\n");
    return { secret, target: join(folder, "written.csv") };
  };

  it.each([
    "SELECT * FROM read_csv('SECRET')",
    "SELECT * FROM 'SECRET'",
    "SELECT * FROM read_text('SECRET')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_csv('https://example.org/a.csv')",
    "SELECT * FROM parquet_metadata('SECRET')",
  ])("no file, no network: %s", async (pattern) => {
    const sql = pattern.replace("SECRET", files().secret);
    await expect(ask(sql)).rejects.toThrow(InputError);
    const message = await ask(sql).catch((error: Error) => error.message);
    expect(message).toMatch(/disabled|not found|does not exist|not allowed/i);
    expect(message).not.toContain("hidden");
  });

  it.each([
    "COPY runs TO 'TARGET'",
    "CREATE TABLE t AS SELECT 1",
    "DROP TABLE runs",
    "DELETE FROM runs",
    "ATTACH 'TARGET' AS other",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "EXPORT DATABASE 'TARGET'",
    "SELECT 1; SELECT 2",
    "",
  ])("no change: %s", async (pattern) => {
    const { target } = files();
    await expect(ask(pattern.replace("TARGET", target))).rejects.toThrow(
      /one SELECT: runs are read and never changed here|disabled/,
    );
    expect(existsSync(target)).toBe(false);
  });

  it("settings say so", async () => {
    const setting = (name: string) => `current_setting('${name}')`;
    const names = ["enable_external_access", "lock_configuration", "autoload_known_extensions"];
    expect(await ask(`SELECT ${names.map(setting).join(", ")}`)).toEqual([[false, true, false]]);
    expect(await ask("SELECT column_name FROM (DESCRIBE runs) LIMIT 1")).toEqual([["run"]]);
  });
});

describe("without DuckDB", () => {
  it.each(["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"])(
    "(%s) one line says how to install it",
    async (code) => {
      const { peerDependencies } = JSON.parse(
        readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
      );
      const missing = loadDuckDb(() => Promise.reject(Object.assign(new Error("Cannot find"), { code })));
      await expect(missing).rejects.toThrow(InputError);
      await expect(missing).rejects.toThrow(
        `npm install --no-save @duckdb/node-api@${peerDependencies["@duckdb/node-api"]}`,
      );
    },
  );

  it("an error of its own is not taken for its absence", async () => {
    await expect(loadDuckDb(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });
});
