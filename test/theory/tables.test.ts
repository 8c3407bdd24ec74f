import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";

const theory = (tables: string) => `
name: tabulated
title: a theory with a table
sources: ["none"]
family: global-2d
parameters: { g: { default: 1, min: 0, max: 5 } }
tables: ${tables}
definitions: { twice: 2*first }
external: { delta: 1/8 }
spectrum:
  - { spin: 2, delta: twice, ope2: [0, 1] }
  - { spin: 0, delta: [0.1, 5] }
ladder: [{ operators: 2, cut: 8 }]
`;

const rows = Array.from({ length: 30 }, (_, i) => [i / 10, 3 + Math.sin(i / 10), 4]);

function write(table: object, tables = "{ spectrum: { file: values.json, parameter: g } }"): string {
  const folder = mkdtempSync(join(tmpdir(), "tables-"));
  writeFileSync(join(folder, "theory.yaml"), theory(tables));
  writeFileSync(join(folder, "values.json"), JSON.stringify(table));
  return join(folder, "theory.yaml");
}

const good = { source: "made up", columns: ["g", "first", "second"], rows };

describe("tables of a theory file", () => {
  it("name their columns for expressions: exact at their rows, with an uncertainty between", () => {
    const file = write(good);
    const exact = loadTheory(file, { set: { g: 1.5 } }).spectrum[0]!;
    expect(exact.fixedDelta).toBe(2 * (3 + Math.sin(1.5)));
    expect(exact.deltaUncertainty).toBeUndefined();
    const between = loadTheory(file, { set: { g: 1.53 } }).spectrum[0]!;
    expect(Math.abs(between.fixedDelta! - 2 * (3 + Math.sin(1.53)))).toBeLessThan(1e-12);
    expect(between.deltaUncertainty).toBeLessThan(1e-10);
  });

  it("are not extrapolated", () => {
    expect(() => loadTheory(write(good), { set: { g: 2.95 } })).toThrow(
      /--set: g: got 2.95: .*values.json goes from 0 to 2.9; nothing is extrapolated/,
    );
  });

  it("are refused between rows where interpolations disagree", () => {
    const rough = {
      ...good,
      rows: rows.map(([g, first, second], i) => [g, first! + 1e-4 * (i % 2), second]),
    };
    const file = write(rough);
    expect(loadTheory(file, { set: { g: 1.5 } }).spectrum[0]!.fixedDelta).toBeGreaterThan(2);
    expect(() => loadTheory(file, { set: { g: 1.53 } })).toThrow(
      /interpolations of first differ.*nearest rows: 1.5 and 1.6/,
    );
  });

  it.each([
    [{ ...good, rows: [...rows].reverse() }, undefined, /rows\[1\].*rising from row to row/],
    [{ ...good, columns: ["g", "g", "second"] }, undefined, /tables.spectrum.file: got "g"/],
    [{ ...good, columns: ["g", "sqrt", "second"] }, undefined, /tables.spectrum.file: got "sqrt"/],
    [good, "{ spectrum: { file: values.json, parameter: h } }", /must be a parameter of the theory/],
    [
      good,
      "{ spectrum: { file: none.json, parameter: g } }",
      /tables\.spectrum\.file: got "none\.json": there is no such file/,
    ],
    [{ source: "x", columns: ["g", "first"] }, undefined, /rows/],
  ] as const)("%# name what is wrong with them", (table, tables, message) => {
    expect(() => loadTheory(write(table, tables))).toThrow(message);
  });
});
