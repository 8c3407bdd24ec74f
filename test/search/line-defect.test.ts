import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { certify } from "../../src/certify/certify.js";
import { PointColumns } from "../../src/crossing/columns.js";
import { columnScale } from "../../src/crossing/equation.js";
import { lineDefect } from "../../src/crossing/line-defect/equation.js";
import { JointProblem } from "../../src/crossing/problems/joint.js";
import { TruncatedEquation } from "../../src/crossing/truncated/truncated-equation.js";
import { Random } from "../../src/math/random.js";
import { randomDimensions, solveRows } from "../../src/search/equations/equations.js";
import { RowEquations, succeeded } from "../../src/search/equations/row-equations.js";
import { Rung } from "../../src/search/rung/rung.js";
import { theoryPoints } from "../../src/search/rung/sample-points.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const { bounds } = JSON.parse(
  readFileSync(new URL("../data/1d/rigorous-bounds.json", import.meta.url), "utf8"),
) as { bounds: Record<string, Record<string, [string, string]>> };

/** Rigorous [lower, upper] of C²_n at a coupling. */
function rigorous(g: number, n: number): readonly [number, number] {
  const key = Object.keys(bounds).find((entry) => Number(entry) === g)!;
  const [lower, upper] = bounds[key]![`C${n}^2`]!;
  return [Number(lower), Number(upper)];
}

const middle = ([lower, upper]: readonly [number, number]) => (lower + upper) / 2;

/** Largest |C₁² − middle of the rigorous interval| that is asked for: below g = 0.8 that the value lies in it. */
const allowed = (g: number, [lower, upper]: readonly [number, number]) =>
  g >= 1.4 ? 5e-8 : g >= 0.8 ? 2e-7 : (upper - lower) / 2;

function rungAt(g: number, points?: string) {
  const theory = loadTheory("line-defect", { set: { g } });
  const setting = createSetting(theory, theory.ladder, points);
  return new Rung(setting, theory.ladder[0]!, "equations", { evaluations: 0 });
}

describe("the line defect at g = 1", () => {
  it("gives C₁² to 2e-8 for every seed, all rows to 1e-11, and a window that contains the rigorous interval", async () => {
    const theory = loadTheory("line-defect");
    for (const seed of [1, 2]) {
      const { operators, residualNorm } = await search(theory, { seed });
      const [first, second, third] = operators.map(({ ope2 }) => ope2);
      expect(residualNorm).toBeLessThan(1e-11);
      expect(Math.abs(first!.value - 0.29401487375)).toBeLessThan(2e-8);
      expect(Math.abs(second!.value - 0.0398)).toBeLessThan(5e-4);
      expect(Math.abs(third!.value - 0.1468)).toBeLessThan(7e-4);
      const [lower, upper] = first!.interval95!;
      const [least, most] = rigorous(1, 1);
      expect(lower).toBeLessThan(least);
      expect(upper).toBeGreaterThan(most);
      expect((upper - lower) / 2).toBeLessThan(2.5e-7);
      expect(operators.slice(0, 5).map(({ determined }) => determined)).toEqual([
        true,
        true,
        true,
        false,
        false,
      ]);
    }
  });

  it("does so from places that soft actor-critic proposes", async () => {
    const { operators, sacSteps } = await search(loadTheory("line-defect"), { optimiser: "hybrid" });
    expect(sacSteps).toBeGreaterThan(0);
    expect(operators[20]!.origin).toBe("sac");
    expect(Math.abs(operators[0]!.ope2.value - 0.29401487375)).toBeLessThan(2e-8);
  });

  it("agrees with coefficients alone at random dimensions, which all lie in the window", () => {
    const rung = rungAt(1);
    const reduced = rung.problem(1);
    const residual = new Float64Array(reduced.rowCount);
    const random = Random.stream(7);
    const values: number[] = [];
    for (let start = 0; start < 100; start++) {
      reduced.residual(randomDimensions(rung, random), residual);
      if (!residual.every((entry) => Math.abs(entry) < 1e-11)) continue;
      values.push(reduced.coefficients[0]! / columnScale(reduced.equation.deltas[0]!));
    }
    expect(values.length).toBeGreaterThan(60);
    expect(
      Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 0.29401487375),
    ).toBeLessThan(5e-8);
    for (const value of values) {
      expect(value).toBeGreaterThan(0.294014512265 - 1e-11);
      expect(value).toBeLessThan(0.294014985586 + 1e-11);
    }
  });

  it("takes twelve derivatives where the number is left to it, and then says no less", async () => {
    const theory = loadTheory("line-defect");
    expect(theoryPoints(theory, "derivatives:auto").name).toBe("derivatives:12");
    const { operators } = await search(theory, { points: "derivatives:auto" });
    const [lower, upper] = operators[0]!.ope2.interval95!;
    expect((upper - lower) / 2).toBeLessThan(8e-8);
    expect(lower).toBeLessThan(rigorous(1, 1)[1]);
    expect(upper).toBeGreaterThan(rigorous(1, 1)[0]);
  });

  it("has no solution without the tail", () => {
    const { truncation, tail } = rungAt(1);
    for (const [shape, solvable] of [
      ["none", false],
      ["ladder", true],
    ] as const) {
      const equation = lineDefect({ coupling: 1, places: { derivatives: 10 }, tail: shape });
      const columns = new PointColumns(equation, [{ channel: "long", spin: 0, lower: 4, upper: 11 }]);
      const truncated = new TruncatedEquation(columns, truncation, null);
      const problem = new JointProblem(truncated);
      const middles = Float64Array.from(truncated.free, (k) => truncation.operators[k]!.lower + 0.5);
      truncated.setDimensions(middles);
      const typical = truncated.terms.map((term) => {
        const delta = truncated.deltas[term.operator]!;
        return Math.min(tail.width(term, delta)! / columnScale(delta), term.ope2[1] / 2);
      });
      const x = Float64Array.of(...middles, ...typical);
      const scale = Float64Array.of(...middles.map(() => 0.25), ...typical);
      expect(succeeded(new RowEquations(problem, x, scale).centre().status)).toBe(solvable);
    }
  });
});

describe("the line defect at other couplings", () => {
  it.each([0.01, 0.4, 0.8, 1.45, 2.2, 4])(
    "g = %d: the window meets the rigorous interval, the value is near its middle",
    async (g) => {
      const { operators } = await search(loadTheory("line-defect", { set: { g } }));
      const { value, interval95 } = operators[0]!.ope2;
      const interval = rigorous(g, 1);
      expect(interval95![0]).toBeLessThan(interval[1]);
      expect(interval95![1]).toBeGreaterThan(interval[0]);
      expect(Math.abs(value - middle(interval))).toBeLessThan(allowed(g, interval));
    },
  );

  it("between the tabulated couplings the bar grows by what interpolation may be off", async () => {
    const exact = loadTheory("line-defect", { set: { g: 0.75 } });
    const between = loadTheory("line-defect", { set: { g: 0.725 } });
    expect(exact.spectrum[0]!.deltaUncertainty).toBeUndefined();
    expect(between.spectrum[3]!.deltaUncertainty).toBeGreaterThan(0);
    const certain = {
      ...between,
      spectrum: between.spectrum.map(({ deltaUncertainty: _, ...spec }) => spec),
    };
    const width = async (theory: typeof between) => {
      const [lower, upper] = (await search(theory)).operators[0]!.ope2.interval95!;
      return upper - lower;
    };
    expect(await width(between)).toBeGreaterThan((await width(certain)) * 1.0002);
  });

  it("refuses couplings where interpolations disagree, and anything outside the table", () => {
    expect(() => loadTheory("line-defect", { set: { g: 0.52 } })).toThrow(
      /--set: g: got 0.52: not between these rows of .*dimensions.json.*nearest rows: 0.5 and 0.55/,
    );
    expect(() => loadTheory("line-defect", { set: { g: 4.1 } })).toThrow(/must lie in \[0.01, 4\]/);
    expect(() => theoryPoints(loadTheory("line-defect"), "spread-50")).toThrow(/derivatives:N/);
    expect(() => theoryPoints(loadTheory("ising-2d"), "derivatives:10")).toThrow(/spread-N/);
  });
});

describe("rows as equations of the line defect", () => {
  const rung = rungAt(1);
  const problem = rung.jointProblem(1);
  const solution = solveRows(rung, problem, randomDimensions(rung, Random.stream(3)))!;

  it("have the second derivatives of their rows", () => {
    const n = problem.names.length;
    const { x } = solution;
    const lambda = Float64Array.from({ length: problem.rowCount }, (_, i) => 1 / (i + 1));
    const hessian = new Float64Array(n * n);
    problem.curvature(x, lambda, hessian);
    const gradient = (at: Float64Array) => {
      const jacobian = new Float64Array(problem.rowCount * n);
      problem.linearise(at, new Float64Array(problem.rowCount), jacobian);
      return Float64Array.from({ length: n }, (_, j) =>
        lambda.reduce((sum, entry, i) => sum + entry * jacobian[i * n + j]!, 0),
      );
    };
    for (const j of [0, 30, 51, 52, 62, 80]) {
      const step = 1e-5;
      const at = (by: number) => gradient(x.map((value, k) => (k === j ? value + by : value)));
      const [above, below] = [at(step), at(-step)];
      for (let k = j; k < n; k++)
        expect(Math.abs((above[k]! - below[k]!) / (2 * step) - hessian[k * n + j]!)).toBeLessThan(1e-7);
    }
  });

  it("tell how an extreme moves with each row", () => {
    const index = problem.equation.free.length;
    const end = solution.equations.extreme(solution.x, index, 1);
    const shift = 1e-9;
    const constant = rung.problem(1).equation.constant;
    // the second constraint
    const row = constant.length - 1;
    constant[row]! += shift;
    const moved = solution.equations.extreme(solution.x, index, 1);
    constant[row]! -= shift;
    expect((moved.x[index]! - end.x[index]!) / shift / end.sensitivity[row]!).toBeCloseTo(1, 1);
  });
});

describe("a run of the line defect, recomputed with many digits", () => {
  it("solves the rows at 25 digits", async () => {
    const theory = loadTheory("line-defect", { set: { g: 0.4 } });
    const result = await search(theory, { points: "derivatives:4", rungs: 1 });
    const certificate = certify(theory, result, { digits: 25, points: "derivatives:4" });
    expect(certificate).toMatchObject({ supported: true, reasons: [], rank: 6, unknowns: 114, chi2: null });
    expect(certificate.residualNorm).toBeLessThan(1e-11);
    expect(certificate.digitsHeldOfTerms).toBeGreaterThan(13);
    const broken = {
      ...result,
      operators: result.operators.map((operator, k) =>
        k > 0 ? operator : { ...operator, ope2: { ...operator.ope2, value: operator.ope2.value + 1e-8 } },
      ),
    };
    const { supported, reasons } = certify(theory, broken, { digits: 25, points: "derivatives:4" });
    expect(supported).toBe(false);
    expect(reasons.join()).toMatch(/a row is off/);
  });
});
