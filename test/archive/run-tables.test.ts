import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { csvText } from "../../src/archive/csv.js";
import { listSummaries } from "../../src/archive/run-listing.js";
import { type Cell, runTableNames, runTables } from "../../src/archive/run-tables.js";
import { createRun } from "../../src/archive/run-writer.js";
import type { Solution } from "../../src/search/result.js";
import { exampleResult, free, operator } from "./example-result.js";
import { configuration, scratchFolder } from "./example-run.js";
import { exampleDocument, writeRun } from "./many-runs.js";

const other: Solution = {
  chi2: 9,
  residualNorm: 1e-3,
  count: 1,
  origin: "random",
  operators: [operator(0, free(1.2, 0.1), free(0.2, 0.01), { exact: { delta: 1, ope2: 0.25 } })],
};

function archive() {
  const out = scratchFolder();
  const solutions = [...exampleResult().solutions, other];
  const path = writeRun(out, exampleDocument({ result: exampleResult({ solutions }) }));
  createRun(out, configuration).fail('no, "really"\nnot');
  return { out, path, runs: listSummaries(out).runs };
}

function records(name: (typeof runTableNames)[number], runs: ReturnType<typeof archive>["runs"]) {
  const { columns, rows } = runTables[name];
  return [...rows(runs)].map((row) => {
    expect(row).toHaveLength(columns.length);
    return Object.fromEntries(row.map((cell, k) => [columns[k]!.name, cell])) as Record<string, Cell>;
  });
}

describe("tables of runs", () => {
  it("runs: a line each, also for those that failed", () => {
    const [finished, failed] = records("runs", archive().runs);
    expect(finished).toMatchObject({
      theory: "ising-2d",
      parameters: "{}",
      seed: 1,
      chi2: 0.37,
      state: "complete",
    });
    expect(failed).toMatchObject({ state: "failed", chi2: null, failure: 'no, "really"\nnot' });
  });

  it("operators: a line for each of every distinct solution, the best first", () => {
    const lines = records("operators", archive().runs);
    expect(lines.map(({ solution, position }) => [solution, position])).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((place) => [1, place]),
      [2, 1],
    ]);
    expect(lines[0]).toMatchObject({
      name: "ε",
      spin: 0,
      delta: 1.00003,
      delta_error: 2e-5,
      delta_fixed: false,
    });
    expect(lines[0]!.delta_low).toBeCloseTo(1.00003 - 1.96 * 2e-5, 12);
    expect(lines[1]).toMatchObject({ name: "T", delta_fixed: true, delta_error: null, exact_delta: null });
    expect(lines[6]).toMatchObject({ delta: 1.2, exact_delta: 1, exact_ope2: 0.25 });
  });

  it("ladder and warnings: a line a rung, a warning", () => {
    const { runs } = archive();
    expect(records("ladder", runs).map(({ rung, operators }) => [rung, operators])).toEqual([
      [1, 2],
      [2, 7],
    ]);
    expect(records("warnings", runs)).toMatchObject([{ code: "undetermined" }]);
  });

  it("a run that went away since it was listed has no lines", () => {
    const { path, runs } = archive();
    rmSync(path, { recursive: true });
    for (const name of runTableNames) expect(records(name, runs)).toHaveLength(name === "runs" ? 2 : 0);
  });

  it("have names of their own for their columns, which SQL takes without quotes", () => {
    for (const name of runTableNames) {
      const names = runTables[name].columns.map((column) => column.name);
      expect(new Set(names).size).toBe(names.length);
      for (const each of names) expect(each).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });
});

it("CSV quotes commas, quotes and line ends, tells an empty text from null and keeps every digit", () => {
  const columns = [
    { name: "text", type: "text" as const },
    { name: "x", type: "real" as const },
  ];
  const rows: Cell[][] = [
    ['a "b", c', 0.1 + 0.2],
    ["two\nlines", -0.5e-300],
    ["", null],
    [null, Number.NaN],
    ["ε", true],
  ];
  expect(csvText(columns, rows)).toBe(
    'text,x\r\n"a ""b"", c",0.30000000000000004\r\n"two\nlines",-5e-301\r\n"",\r\n,NaN\r\nε,true\r\n',
  );
});

it("CSV text that a spreadsheet would run as a formula is marked as text; numbers stay numbers", () => {
  const columns = [
    { name: "title", type: "text" },
    { name: "delta", type: "real" },
  ] as const;
  const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("x")', "a=b"];
  expect(
    csvText(
      columns,
      texts.map((text) => [text, -0.5]),
    ),
  ).toBe(
    "title,delta\r\n'=1+1,-0.5\r\n'+1,-0.5\r\n'-1,-0.5\r\n'@SUM(A1),-0.5\r\n'\tx,-0.5\r\n\"'=HYPERLINK(\"\"x\"\")\",-0.5\r\na=b,-0.5\r\n",
  );
});
