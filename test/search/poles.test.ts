import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { search } from "../../src/library/search.js";
import { levenbergMarquardt } from "../../src/optimisers/least-squares/levenberg-marquardt.js";
import { keepApart, pieceAround } from "../../src/optimisers/least-squares/separations.js";
import { evaluate } from "../../src/search/evaluate.js";
import { environment } from "../../src/search/explore/environment.js";
import { interiorPoint } from "../../src/search/explore/interior-point.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { loadTheory } from "../../src/theory/load.js";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossing-poles-"));
  file = join(folder, "theory.yaml");
  // M(5,3): external h = −1/20, and a spin 2 range with the pole at Δ = 1 inside
  writeFileSync(
    file,
    stringify({
      name: "m53",
      title: "M(5,3)",
      sources: [],
      family: "global-2d",
      unitary: false,
      external: { delta: "-1/10" },
      charge: "-3/5",
      points: { set: "spread", count: 40 },
      spectrum: [
        { spin: 0, delta: [0.1, 8], ope2: [-4, 4] },
        { spin: 2, delta: 2, conserved: true, ope2: [-4, 4], name: "T" },
        { spin: 2, delta: [-2, 8], ope2: [-4, 4] },
      ],
      ladder: [
        { operators: 2, cut: 2.2 },
        { operators: 3, cut: 3.3 },
      ],
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function rung() {
  const theory = loadTheory(file);
  const spec = theory.ladder[1]!;
  return new Rung(createSetting(theory, [spec]), spec, "whitened", { evaluations: 0 });
}

describe("a range of a non-unitary theory with poles inside", () => {
  it("leaves out their neighbourhoods", () => {
    // the third one is that of T, whose copy could take it away
    expect(rung().problem(1).gaps.slice(0, 2)).toEqual([
      { unknown: 1, lower: -1.01, upper: -0.99 },
      { unknown: 1, lower: 0.99, upper: 1.01 },
    ]);
  });

  it("has finite objectives up to the gaps and in them, and none at the pole", () => {
    const problem = rung().problem(1);
    for (const delta of [-2, -1.01, -1.004, -0.99, 0.99, 0.997, 1.003, 1.01, 1.3, 4])
      expect([delta, Number.isFinite(problem.objective(Float64Array.of(0.4, delta)))]).toEqual([delta, true]);
    expect(() => problem.objective(Float64Array.of(0.4, 1))).toThrow(/pole/);
  });

  it("tables agree with the blocks on both sides", () => {
    const { setting } = rung();
    const term = { channel: "singlet", spin: 2 };
    const { rows } = setting.equation;
    const [table, exact, slope] = [0, 1, 2].map(() => new Float64Array(rows));
    for (const delta of [-1.5, -0.98, 0.3, 0.989, 1.011, 3]) {
      setting.columns.term(term).value(delta, table!, 0);
      setting.equation.column(term, delta, exact!, slope!);
      const size = Math.max(...exact!.map(Math.abs));
      for (let i = 0; i < rows; i++) expect(Math.abs(table![i]! - exact![i]!) / size).toBeLessThan(1e-12);
    }
  });

  it.each([0.7, 1.4])("local methods stay on the side of their start, Δ = %d", (start) => {
    const side = (delta: number) => (delta < 1 ? 0 : 1);
    for (const polish of [levenbergMarquardt, interiorPoint]) {
      const { x } = polish(rung().problem(1), Float64Array.of(0.5, start));
      expect([side(x[1]!), Math.abs(x[1]! - 1) >= 0.00999]).toEqual([side(start), true]);
    }
  });

  it("a place in a gap is moved to its nearer end", () => {
    const box = { ...rung().problem(1) };
    const x = Float64Array.of(0.5, 0.996);
    keepApart(box, x);
    expect(x[1]).toBe(0.99);
    environment(rung().problem(1)).project(x.fill(1.003, 1));
    expect(x[1]).toBe(1.01);
    expect(pieceAround(box, x).lower[1]).toBe(1.01);
    expect(Array.from(pieceAround(box, Float64Array.of(0.5, 0)).upper)).toEqual([box.upper[0], 0.99]);
  });

  it("is searched, and the operator above the pole is found: Δ = 12/5", async () => {
    const { operators } = await search(file, { seed: 1 });
    expect(operators[0]!.delta.value).toBeCloseTo(0.4, 1);
    expect(operators[2]!.delta.value).toBeGreaterThan(2.2);
    expect(operators[2]!.delta.value).toBeLessThan(2.6);
  });
});

describe("data next to a pole", () => {
  it("are evaluated, at the pole refused by field", () => {
    const theory = loadTheory(file);
    const at = (delta: number) =>
      evaluate(theory, { data: [{ spin: 2, delta, ope2: 1e-3 }], source: "d.json" });
    expect(Number.isFinite(at(1.004).chi2)).toBe(true);
    expect(Number.isFinite(at(0.9).chi2)).toBe(true);
    expect(() => at(1)).toThrow(
      "d.json: operators[0].delta: got 1: the blocks of spin 2 have a pole at 1, where no operator can be: write another dimension",
    );
  });
});
