import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bound, bound, solved } from "../../src/bounds/bound.js";
import { boundProblem } from "../../src/bounds/problem.js";
import type { BoundSide } from "../../src/bounds/side.js";
import { knownRows } from "../../src/crossing/line-defect/bound-rows.js";
import { DefectContinuum } from "../../src/crossing/line-defect/continuum.js";
import { LineDefectDecimal } from "../../src/crossing/line-defect/decimal-equation.js";
import { DefectKnownDecimal } from "../../src/crossing/line-defect/known-decimal.js";
import { derivativeSet } from "../../src/crossing/points.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

/** The published rigorous interval (arXiv:2203.09556). */
function published(g: number, name: string): readonly [number, number] {
  const file = readFileSync(new URL("../data/1d/rigorous-bounds.json", import.meta.url), "utf8");
  const bounds = JSON.parse(file).bounds as Record<string, Record<string, readonly [string, string]>>;
  const [, entry] = Object.entries(bounds).find(([key]) => Number(key) === g)!;
  const [lower, upper] = entry[`C${name.slice(1)}^2`]!;
  return [Number(lower), Number(upper)];
}

const at = (g: number, derivatives: number, quantity = "ope2[1]") =>
  bound(loadTheory("line-defect", { set: { g } }), { quantity, points: `derivatives:${derivatives}` });

const six = at(1, 6);
const ten = at(1, 10);
const DIGITS = 30;
const equations = new Map<string, LineDefectDecimal>();

/** Columns with the decimal blocks, kept for all tests. */
function decimalEquation(g: number, derivatives: number): LineDefectDecimal {
  const key = `${g} ${derivatives}`;
  const equation = equations.get(key) ?? new LineDefectDecimal(g, derivativeSet(derivatives), DIGITS);
  equations.set(key, equation);
  return equation;
}

/** A functional on columns and on the known part, with the decimal blocks. */
class Checked {
  constructor(
    private readonly g: number,
    private readonly derivatives: number,
    private readonly functional: readonly string[],
  ) {}

  /** A decimal: columns far up are too small for doubles. */
  on(delta: number) {
    return this.sum(decimalEquation(this.g, this.derivatives).column(delta));
  }

  onKnown() {
    return this.sum(new DefectKnownDecimal(this.g, DIGITS).rows(this.derivatives));
  }
  private sum(column: ReturnType<LineDefectDecimal["column"]>) {
    return column.map((entry, i) => entry.times(this.functional[i]!)).reduce((sum, term) => sum.plus(term));
  }
}

const table = loadTheory("line-defect").spectrum.flatMap(({ fixedDelta }) =>
  fixedDelta === null ? [] : [fixedDelta],
);
const gap = Math.max(...table);

describe("bounds on C₁² at g = 1", () => {
  it.each([
    [6, six, 3.6e-6, 3.3e-7, 5e-8],
    [10, ten, 9.1e-7, -1.4e-7, 2e-8],
  ] as const)(
    "from %i derivatives are those of an independent linear program in high precision",
    (_, { status, halfWidth, middle }, half, shift, tolerance) => {
      expect(status).toBe("proved");
      expect(Math.abs(halfWidth! / half - 1)).toBeLessThan(0.01);
      // the operators of the other program end near Δ = 40: its upper bound from six derivatives is too low by 1e-7
      expect(Math.abs(middle! - 0.29401487375 - shift)).toBeLessThan(tolerance);
    },
  );

  it("are nested and contain the published interval", () => {
    const [lower, upper] = published(1, "Δ1");
    expect(six.min!).toBeLessThan(ten.min!);
    expect(ten.min!).toBeLessThan(lower);
    expect(upper).toBeLessThan(ten.max!);
    expect(ten.max!).toBeLessThan(six.max!);
  });

  it("are attained: no gap is left to the solution found beside them", () => {
    for (const { lower, upper } of [six, ten])
      for (const { gap: left, value } of [lower!, upper!]) expect(left / value).toBeLessThan(1e-14);
  });

  it("have solutions with operators of the continuum where the functional vanishes, and one side at infinity", () => {
    const finite = (side: BoundSide) =>
      side.operators.flatMap(({ name, delta }) => (name === null ? [delta] : []));
    expect(finite(ten.lower!).map((delta) => delta!.toFixed(2))).toEqual(["7.71", "10.90", "15.46"]);
    expect(
      finite(ten.upper!)
        .slice(0, 3)
        .map((delta) => delta!.toFixed(2)),
    ).toEqual(["6.73", "9.61", "13.90"]);
    expect(finite(ten.upper!)[3]).toBeNull();
  });
});

describe("the functional of a bound, checked with decimal blocks", () => {
  it.each([
    ["lower", ten.lower!, -1],
    ["upper", ten.upper!, 1],
  ] as const)("%s: proves what it says", (_, side, sign) => {
    const functional = new Checked(1, 10, side.functional);
    const expectPositive = (delta: number) => {
      const value = functional.on(delta).times(sign);
      expect(value.greaterThan(0) || `${value} at ${delta}`).toBe(true);
      return value;
    };
    expect(functional.on(table[0]!).toNumber()).toBeCloseTo(1, 14);
    for (const delta of table.slice(1)) expectPositive(delta);
    for (let i = 0; i < 80; i++) expectPositive(gap + (i / 80) * 14);
    for (let i = 0; i < 16; i++) expectPositive((gap + 14) * 1.7 ** i);
    // where it nearly vanishes
    for (const { delta, name } of side.operators) {
      if (name !== null || delta === null) continue;
      for (const shift of [-1e-6, 0, 1e-6]) expectPositive(delta + shift);
      expect(
        expectPositive(delta)
          .div(expectPositive(delta + 0.3))
          .toNumber(),
      ).toBeLessThan(1e-9);
    }
    expect(functional.onKnown().toNumber() / side.value).toBeCloseTo(-1, 14);
  });

  it("has a solution of all rows beside it", () => {
    const equation = decimalEquation(1, 10);
    const sum = new DefectKnownDecimal(1, DIGITS).rows(10).map((entry) => entry.toNumber());
    const sizes = sum.map(Math.abs);
    for (const { delta, ope2 } of ten.lower!.operators)
      for (const [i, entry] of equation.column(delta!).entries()) {
        sum[i]! += ope2! * entry.toNumber();
        sizes[i]! += Math.abs(ope2! * entry.toNumber());
      }
    // two columns beside each other are given as one between them
    for (const [i, entry] of sum.entries()) expect(Math.abs(entry) / sizes[i]!).toBeLessThan(1e-9);
  });
});

describe("other couplings and coefficients", () => {
  it.each([
    [0.1, "Δ1"],
    [2, "Δ1"],
    [1, "Δ2"],
    [1, "Δ3"],
    [0.01, "Δ2"],
  ])("at g = %d bounds of %s contain the published ones", (g, name) => {
    const { status, min, max } = at(g, 10, `ope2[${name}]`);
    const [lower, upper] = published(g, name);
    expect(status).toBe("proved");
    expect(min!).toBeLessThanOrEqual(lower);
    expect(max!).toBeGreaterThan(upper);
    if (name === "Δ1") expect((max! - min!) / max!).toBeLessThan(1e-3);
  });

  it("a bound is wider by what interpolated dimensions may be off", () => {
    const { status, lower, upper, min, max } = at(1.13, 8);
    expect(status).toBe("proved");
    for (const { inherited } of [lower!, upper!]) {
      expect(inherited).toBeGreaterThan(1e-14);
      expect(inherited).toBeLessThan(1e-9);
    }
    expect(min).toBe(lower!.value - lower!.inherited);
    expect(max).toBe(upper!.value + upper!.inherited);
    expect(ten.lower!.inherited).toBe(0);
  });
});

/** α·a > 0 for all operators, α·known = 1. */
function expectRefutation(
  found: Pick<Bound, "status" | "refutation">,
  place: { g: number; deltas: number[] },
) {
  expect(found.status).toBe("infeasible");
  const functional = new Checked(place.g, found.refutation!.length - 2, found.refutation!);
  const top = Math.max(...place.deltas);
  const grid = Array.from({ length: 50 }, (_, i) => top * 1.08 ** i);
  for (const delta of [...place.deltas, ...grid]) expect(functional.on(delta).greaterThan(0)).toBe(true);
  return functional;
}

describe("rows without a solution", () => {
  it("with a wrong Δ₁ are refuted by a functional", () => {
    const folder = scratchFolder();
    const source = new URL("../../theories/line-defect/", import.meta.url);
    cpSync(source, folder, { recursive: true });
    const file = join(folder, "theory.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("delta: delta1,", "delta: 1.5,"));
    const found = bound(loadTheory(file), { quantity: "ope2[1]" });
    expect(found).toMatchObject({ min: null, max: null, lower: null, upper: null });
    const functional = expectRefutation(found, { g: 1, deltas: [1.5, ...table.slice(1)] });
    expect(functional.onKnown().toNumber()).toBeCloseTo(1, 12);
  });

  it("with C²_BPS = −1 instead of +1 near zero coupling are refuted as well", () => {
    const theory = loadTheory("line-defect", { set: { g: 0.01 } });
    const problem = boundProblem(theory, "derivatives:8");
    const { fixed, gap } = problem.continuum;
    const rhs = new DefectContinuum(fixed, 8, gap).scaled(knownRows(fixed, 0.01, 8, -1));
    const found = solved({ ...problem, rhs }, 0, () => {});
    expectRefutation(found, { g: 0.01, deltas: problem.operators.map(({ delta }) => delta) });
  });
});

describe("crossing bound", () => {
  it("prints one JSON document", async () => {
    const args = ["bound", "line-defect", "--quantity", "ope2[Δ1]", "--points", "derivatives:6"];
    const { code, stdout, stderr } = await crossing([...args, "--json"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const found = JSON.parse(stdout) as Bound;
    expect(found).toMatchObject({ theory: "line-defect", status: "proved", min: six.min, max: six.max });
    expect(found.lower!.functional).toHaveLength(8);
    const { stdout: text } = await crossing(args);
    expect(text).toMatch(/^ope2\[Δ1\] of line-defect, g=1: 0\.29401\d+ to 0\.29401\d+ \(proved\)\n/);
    expect(text).toMatch(/upper .*∞/);
  });

  it.each([
    [
      "another family",
      ["sixd-20", "--set", "c=25", "--quantity", "ope2[1]"],
      /sixd-20: family: got "superconformal-6d-20": bounds need/,
    ],
    [
      "an unknown dimension",
      ["line-defect", "--quantity", "ope2[11]"],
      /ope2\[x\] of an operator of known dimension: 1 to 10/,
    ],
    ["a dimension", ["line-defect", "--quantity", "delta[1]"], /ope2\[x\] of an operator of known dimension/],
    [
      "points",
      ["line-defect", "--quantity", "ope2[1]", "--points", "line-20"],
      /points: got "line-20": bounds are made of/,
    ],
    ["no known dimension", ["line-defect", "--free", "--quantity", "ope2[1]"], /known dimension/],
  ])("refuses %s in one line", async (_, args, message) => {
    const { code, stdout, stderr } = await crossing(["bound", ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
