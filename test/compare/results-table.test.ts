import { expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { resultsTable } from "../../src/compare/results-table.js";
import { runVerdict, verdictCells } from "../../src/compare/run-verdict.js";
import { exampleResult } from "../archive/example-result.js";

const exact = [
  { channel: "singlet", spin: 0, delta: 1, ope2: 0.25, name: "ε" },
  { channel: "singlet", spin: 0, delta: 4, ope2: 1 / 4096 },
];
const result = exampleResult({ parameters: { delta: 0.3 } });
const published = [
  { quantity: "delta[ε]", at: {}, value: 0.9, error: null, kind: "upper" as const, source: "a bound" },
];
const rows = compare(result, { parameters: { delta: 0.3 }, exact, published });

it("a line a run in Markdown: unknowns, the leading numbers with error and bar, the largest pull, the cost", () => {
  expect(resultsTable([{ theory: "gff-2d --free", result, rows }]).split("\n")).toEqual([
    "| theory | unknowns | determined | lowest Δ | error | bar | first OPE² | error | bar | largest pull | CPU s |",
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    "| `gff-2d --free`, delta = 0.3 | 10 | 8 | ε: 1.00003(2) | 3e-5 | 2e-5 | ε: 0.25002(3) | 2e-5 | 3e-5 | 5001.5 | 2.5 |",
  ]);
});

it("in the order of the theories, those of one in the order given", () => {
  const run = (theory: string, cpuSeconds: number) => ({ theory, result: { ...result, cpuSeconds }, rows });
  const lines = resultsTable([run("b-x", 1), run("b", 3), run("a", 4), run("b", 2)]).split("\n");
  expect(lines.slice(2).map((line) => line.replace(/`, .* \| /, ""))).toEqual([
    "| `a4.0 |",
    "| `b3.0 |",
    "| `b2.0 |",
    "| `b-x1.0 |",
  ]);
});

it("what cannot be compared is a dash; bounds are no values", () => {
  const bounds = rows.filter(({ kind }) => kind === "upper");
  expect(resultsTable([{ theory: "x", result, rows: bounds }]).split("\n")[2]).toMatch(
    /\| – \| – \| – \| – \| – \| – \| 5001\.5 \|/,
  );
  expect(resultsTable([{ theory: "x", result, rows: [] }]).split("\n")[2]).toMatch(/\| – \| 2\.5 \|$/);
});

it("the verdict on a run counts what was compared and what is outside of bounds", () => {
  const verdict = runVerdict("a", "gff-2d", rows);
  expect(verdict).toEqual({
    run: "a",
    theory: "gff-2d",
    judged: 5,
    largestPull: expect.closeTo(5001.5, 0),
    outside: 1,
  });
  expect(verdictCells([verdict, runVerdict("b", "gff-2d", [])]).rows).toEqual([
    ["a", "gff-2d", "5", "5001.5", "1"],
    ["b", "gff-2d", "0", "–", "0"],
  ]);
});
