import { describe, expect, it } from "vitest";
import { ReducedProblem } from "../../src/crossing/problems/reduced.js";
import { TruncatedEquation } from "../../src/crossing/truncated/truncated-equation.js";
import { levenbergMarquardt } from "../../src/optimisers/least-squares/levenberg-marquardt.js";
import type { CurvedProblem } from "../../src/problem/problem.js";
import { equationsWindow } from "../../src/search/equations/equations.js";
import { RowEquations } from "../../src/search/equations/row-equations.js";
import { chi2Window, PROFILE_LEVEL } from "../../src/search/ranges/window.js";
import type { SearchResult } from "../../src/search/result.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { parseQuantity } from "../../src/theory/quantities.js";
import type { Theory } from "../../src/theory/theory.js";
import { crossing } from "../cli/command-line.js";

const ising = loadTheory("ising-2d");
const gff = loadTheory("gff-2d", { set: { delta: 0.3 } });
const found = {
  ising: await search(ising, { optimiser: "least-squares", rungs: 3 }),
  gff: await search(gff, { optimiser: "least-squares", rungs: 3 }),
};

/** The rung and amplitude of a result. */
function rungOf(theory: Theory, { operators, cut, ladder }: SearchResult) {
  const spec = { operators: operators.length, cut: cut! };
  const rung = new Rung(createSetting(theory, [spec]), spec, "whitened", { evaluations: 0 });
  return { rung, amplitude: ladder!.find((entry) => entry.operators === spec.operators)!.amplitude };
}

/** χ² minimised over everything but one quantity, by Levenberg–Marquardt: what windows are checked against. */
function profile(theory: Theory, result: SearchResult, quantity: "delta" | "ope2", index: number) {
  const { rung, amplitude } = rungOf(theory, result);
  const { columns, prior } = rung.problem(amplitude).equation;
  return (value: number) => {
    const operators = rung.truncation.operators.map((kept, k) => {
      if (k !== index) return kept;
      return quantity === "delta"
        ? { ...kept, lower: value, upper: value }
        : { ...kept, terms: kept.terms.map((term) => ({ ...term, ope2: [value, value] as const })) };
    });
    const problem = new ReducedProblem(
      new TruncatedEquation(columns, { ...rung.truncation, operators }, prior),
    );
    const x = Float64Array.from(problem.equation.free, (k) => result.operators[k]!.delta.value);
    let chi2 = levenbergMarquardt(problem, x, { tolerance: 1e-13 }).objective;
    // the row of the prior goes away with a coefficient that is given; put it back
    if (quantity === "ope2") {
      const reduced = rung.problem(amplitude);
      const rest = levenbergMarquardt(problem, x, { tolerance: 1e-13 }).x;
      const delta = problem.equation.free.includes(index)
        ? rest[problem.equation.free.indexOf(index)]!
        : rung.truncation.operators[index]!.lower;
      reduced.equation.setDimensions(reduced.equation.free.map((k) => result.operators[k]!.delta.value));
      const row = index * reduced.equation.rows + columns.rows + index;
      const b = value * 4 ** delta;
      chi2 += (b * reduced.equation.matrix[row]!) ** 2;
    }
    return chi2;
  };
}

/** Where a function that grows away from `near` reaches a level, by bisection. */
function levelCrossing(f: (x: number) => number, near: number, far: number, level: number): number {
  let inside = near;
  let outside = far;
  for (let i = 0; i < 12; i++) {
    const middle = (inside + outside) / 2;
    if (f(middle) < level) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}

describe("the window of a quantity at Δχ² = 3.84", () => {
  it.each([
    ["ising", "delta", 0],
    ["ising", "ope2", 1],
    ["ising", "delta", 3],
    ["gff", "delta", 2],
    ["gff", "ope2", 2],
  ] as const)(
    "of %s, %s of operator %i from 0, ends where a scan with re-minimisation reaches the level",
    (name, kind, index) => {
      const theory = name === "ising" ? ising : gff;
      const result = found[name];
      const window = chi2Window(theory, result, { quantity: `${kind}[${index + 1}]` });
      expect(window.status).toBe("Solve_Succeeded");
      expect(window.value).toBe(result.operators[index]![kind].value);
      const scan = profile(theory, result, kind, index);
      const level = result.chi2! + PROFILE_LEVEL;
      const width = window.max - window.min;
      for (const [end, sign] of [
        [window.min, -1],
        [window.max, 1],
      ] as const) {
        const scanned = levelCrossing(scan, window.value, end + sign * 0.5 * width, level);
        expect(Math.abs(end - scanned)).toBeLessThan(0.01 * width);
      }
    },
  );

  it("is ±1.96 σ of the posterior where that is Gaussian: nine operators of the 2D Ising model", async () => {
    const result = await search(ising, { optimiser: "least-squares", rungs: 5 });
    const { rung, amplitude } = rungOf(ising, result);
    const x = Float64Array.from(
      rung.problem(amplitude).equation.free,
      (k) => result.operators[k]!.delta.value,
    );
    const posterior = rung.model!.posterior(x, amplitude);
    // error bars are not widened: χ² is below the number of degrees of freedom
    expect(posterior.chi2()).toBeLessThan(rung.model!.whitening.rows - posterior.unknowns.length);
    const errors = posterior.errors();
    for (const quantity of ["delta[1]", "delta[4]", "delta[7]", "ope2[1]", "ope2[2]", "ope2[5]"]) {
      const { min, max, value } = chi2Window(ising, result, { quantity });
      const { kind, operator, term } = parseQuantity(quantity, ising);
      const sigma = kind === "delta" ? errors.delta[operator]! : errors.ope2[term]!;
      expect(Math.abs((max - value) / sigma - 1.96)).toBeLessThan(0.03);
      expect(Math.abs((value - min) / sigma - 1.96)).toBeLessThan(0.03);
    }
  });

  it("of a fixed dimension is the dimension; of an operator that may be absent, its whole range", () => {
    expect(chi2Window(ising, found.ising, { quantity: "delta[T]" })).toMatchObject({
      min: 2,
      max: 2,
      status: "fixed",
    });
    const loose: SearchResult = { ...found.ising, chi2: 1e12 };
    const { min, max, status } = chi2Window(ising, loose, { quantity: "delta[4]" });
    expect(status).toBe("unbounded");
    expect([min, max]).toEqual([0.1, found.ising.cut! + 1]);
  });
});

/** x₀ + x₁ + x₂ = 1, x₀ x₁ = 0.2 in the unit box, written as rows. */
const curve: CurvedProblem = {
  names: ["x0", "x1", "x2"],
  lower: new Float64Array(3),
  upper: new Float64Array(3).fill(1),
  separations: [],
  rowCount: 2,
  residual(x, out) {
    out[0] = x[0]! + x[1]! + x[2]! - 1;
    out[1] = x[0]! * x[1]! - 0.2;
  },
  linearise(x, residual, jacobian) {
    this.residual(x, residual);
    jacobian.set([1, 1, 1, x[1]!, x[0]!, 0]);
  },
  curvature(_, lambda, out) {
    out.set([0, lambda[1]!, 0, lambda[1]!, 0, 0, 0, 0, 0]);
  },
};

describe("rows as equations", () => {
  const rows = new RowEquations(curve, Float64Array.of(0.5, 0.3, 0.4), new Float64Array(3).fill(1));

  it("extremes of x₀ on a curve in a box are where x₂ = 0: the roots of x₀(1 − x₀) = 0.2", () => {
    const { x } = rows.centre();
    expect(rows.violation(x)).toBeLessThan(1e-11);
    const ends = ([1, -1] as const).map((direction) => rows.extreme(x, 0, direction).x[0]!);
    // as far as the barrier method goes
    expect(ends[0]).toBeCloseTo((1 - Math.sqrt(0.2)) / 2, 4);
    expect(ends[1]).toBeCloseTo((1 + Math.sqrt(0.2)) / 2, 4);
  });

  it("have their centre where the product of the distances to the bounds is largest", () => {
    const { x } = rows.centre();
    const product = (t: number) => {
      const [x0, x1] = [t, 0.2 / t];
      const x2 = 1 - x0 - x1;
      return x0 * (1 - x0) * x1 * (1 - x1) * x2 * (1 - x2);
    };
    expect(product(x[0]!)).toBeGreaterThan(product(x[0]! + 1e-3));
    expect(product(x[0]!)).toBeGreaterThan(product(x[0]! - 1e-3));
  });

  it("more rows make no window wider, and a solution found lies inside", () => {
    const window = (points: string) => equationsWindow(ising, { quantity: "ope2[1]", rungs: 3, points });
    const few = window("spread-5");
    const more = window("spread-6");
    for (const { min, max, value, status } of [few, more]) {
      expect(status).toMatch(/^Solve/);
      expect(value).toBeGreaterThanOrEqual(min);
      expect(value).toBeLessThanOrEqual(max);
    }
    expect(more.min).toBeGreaterThanOrEqual(few.min - 1e-9);
    expect(more.max).toBeLessThanOrEqual(few.max + 1e-9);
    expect(more.max - more.min).toBeLessThan(few.max - few.min);
  });

  it("needs more unknowns than rows", () => {
    const ask = () => equationsWindow(ising, { quantity: "ope2[T]", rungs: 3, points: "spread-20" });
    expect(ask).toThrow(/more unknowns \(\d+\) than rows \(20\)/);
  });
});

describe("the name of a quantity", () => {
  it("is an operator by name or by its number in printed order, from 1", () => {
    expect(parseQuantity("ope2[ε]", ising)).toEqual({ kind: "ope2", operator: 0, term: 0 });
    expect(parseQuantity("delta[4]", ising)).toEqual({ kind: "delta", operator: 3, term: 3 });
    expect(parseQuantity("ope2[[φφ]0,2]", gff)).toEqual({ kind: "ope2", operator: 1, term: 1 });
    for (const wrong of ["delta", "delta[0]", "delta[17]", "spin[1]", "ope2[σ]"]) {
      expect(() => parseQuantity(wrong, ising)).toThrow(/a number from 1 to 16 or a name \(ε, T/);
    }
  });
});

describe("crossing window", () => {
  it("prints {quantity, min, max, status} around what a search finds", async () => {
    const engine = [
      "--optimiser",
      "least-squares",
      "--rungs",
      "2",
      "--points",
      "spread-40",
      "--quiet",
      "--json",
    ];
    const { code, stdout } = await crossing(["window", "ising-2d", "--quantity", "ope2[ε]", ...engine]);
    expect(code).toBe(0);
    const window = JSON.parse(stdout);
    expect(window).toMatchObject({ quantity: "ope2[ε]", status: "Solve_Succeeded", theory: "ising-2d" });
    expect(window.min).toBeLessThan(window.value);
    expect(window.max).toBeGreaterThan(window.value);
  });

  it("refuses an unknown quantity before any work", async () => {
    const { code, stderr } = await crossing(["window", "ising-2d", "--quantity", "ope2[σ]"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^crossing: quantity: got "ope2\[σ\]": .*a name \(ε, T/);
  });
});
