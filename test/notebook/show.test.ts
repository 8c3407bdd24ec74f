import { describe, expect, it } from "vitest";
import {
  benchmark,
  benchmarkCurves,
  benchmarkTable,
  comparison,
  convergence,
  curve,
  follow,
  InputError,
  ladder,
  operators,
  residuals,
  search,
  show,
  solutions,
  spectrum,
  statistics,
} from "../../src/notebook/index.js";
import { operatorTable } from "../../src/report/result-tables.js";
import { fakeKernel } from "./kernel.js";

const quick = { optimiser: "least-squares", rungs: 2, seed: 3 } as const;

const cells = (html: string) =>
  [...html.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.replaceAll("&lt;", "<"));

describe("show(run)", () => {
  it("has the numbers of the terminal's table, warnings, and no times", async () => {
    const shown = fakeKernel();
    const run = await search("ising-2d", quick);
    await show(run);
    expect(shown.map(({ type }) => type)).toEqual(["html"]);
    const { text } = shown[0]!;
    expect(cells(text).join("|")).toContain(operatorTable(run.result.operators).rows.flat().join("|"));
    expect(text).toContain(`${run.result.evaluations} evaluations`);
    expect(text).not.toMatch(/CPU|\bs</);
  });

  it("is the same for the same seed", async () => {
    const shown = fakeKernel();
    for (let k = 0; k < 2; k++) {
      const run = await search("ising-2d", quick);
      await show(run, ladder(run), solutions(run), spectrum(run), ...residuals(run));
    }
    expect(shown.slice(5)).toEqual(shown.slice(0, 5));
  });

  it("escapes what a theory file says", async () => {
    const shown = fakeKernel();
    const { theory, ...rest } = await search("ising-2d", { ...quick, rungs: 1 });
    await show({ ...rest, theory: { ...theory, title: "<script>x</script>" } });
    expect(shown[0]!.text).toContain("&lt;script&gt;");
    expect(shown[0]!.text).not.toContain("<script>");
  });

  it("says in one line where it works, outside a notebook", async () => {
    await expect(show({ columns: [], rows: [] })).rejects.toThrow(InputError);
    await expect(show({ columns: [], rows: [] })).rejects.toThrow(/crossing notebook install/);
  });
});

describe("figures", () => {
  it("are SVG, coordinates in thousandths of a pixel", async () => {
    const shown = fakeKernel();
    const run = await search("gff-2d", { ...quick, set: { delta: 0.3 } });
    await show(spectrum(run), convergence(run), ...residuals(run));
    expect(shown.map(({ type }) => type)).toEqual(["svg", "svg", "svg"]);
    for (const { text } of shown) {
      expect(text).toMatch(/^<svg role="img"/);
      expect(text).toContain("<path");
      expect(text).not.toMatch(/="[^"]*\d\.\d{4,}[^"]*"/);
    }
  });

  it("of a continuation go along the parameter, beside the exact data", async () => {
    const shown = fakeKernel();
    const runs = await follow("gff-2d", "delta=0.625..0.875", 3, quick);
    await show(curve(runs));
    expect(shown[0]!.text).toContain("3 values of Δ_φ; lines: exact");
    expect(() => curve(runs.slice(0, 1))).toThrow(InputError);
  });
});

describe("tables", () => {
  it("of one run: operators, comparison", async () => {
    const run = await search("ising-2d", quick);
    expect(operators(run).rows).toHaveLength(run.result.operators.length);
    expect(comparison(run).rows[0]).toContain("delta[ε]");
    expect(ladder(run).columns.map(({ title }) => title)).not.toContain("CPU s");
    expect(ladder(run).rows[0]).toHaveLength(ladder(run).columns.length);
  });

  it("over runs: statistics", async () => {
    const runs = [await search("ising-2d", quick), await search("ising-2d", { ...quick, seed: 4 })];
    const { columns, rows } = statistics(runs);
    expect(rows[0]![columns.findIndex(({ title }) => title === "runs")]).toBe("2");
    expect(() => statistics([])).toThrow(InputError);
  });

  it("of methods: medians by evaluations alone, and their curves", async () => {
    const shown = fakeKernel();
    const { theory } = await search("ising-2d", { ...quick, rungs: 1 });
    const result = await benchmark(theory, {
      methods: ["least-squares", "random"],
      seeds: 2,
      rung: 1,
      budget: { evaluations: 200, seconds: Number.POSITIVE_INFINITY },
    });
    await show(benchmarkTable(result), benchmarkCurves("both", result));
    expect(cells(shown[0]!.text).slice(0, 2)).toEqual(["least-squares", "2 of 2"]);
    expect(shown[1]!.text).not.toContain("processor seconds");
  });
});
