import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFECT_RADIUS, evenDefectDerivatives } from "../../../src/blocks/line-defect/derivatives.js";
import { bremsstrahlung, protectedCoefficient } from "../../../src/crossing/line-defect/bremsstrahlung.js";
import { constraintConstants } from "../../../src/crossing/line-defect/constraints.js";
import { curvature } from "../../../src/crossing/line-defect/curvature.js";
import { lineDefect } from "../../../src/crossing/line-defect/equation.js";
import { freeCoefficient } from "../../../src/crossing/line-defect/free-spectrum.js";
import {
  constraintRows,
  derivativeRows,
  pointRows,
  stacked,
} from "../../../src/crossing/line-defect/rows.js";
import { defectTail } from "../../../src/crossing/line-defect/tail.js";
import { residualAt } from "../../../src/crossing/residual.js";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../data/1d/${name}.json`, import.meta.url), "utf8"));
const samples = read("samples");

describe("the known part of the line defect's equation", () => {
  it("has C²_BPS, the Bremsstrahlung function and both constraint constants to 1e-14", () => {
    for (const { g, C_BPS2, B, RHS1_fixedC, RHS2_fixedC } of samples.couplings) {
      expect(Math.abs(protectedCoefficient(Number(g)) - Number(C_BPS2))).toBeLessThan(5e-15);
      expect(Math.abs(bremsstrahlung(Number(g)) / Number(B) - 1)).toBeLessThan(5e-15);
      const [first, second] = constraintConstants(Number(g)).value;
      expect(Math.abs(first - Number(RHS1_fixedC)) / Math.max(1, Math.abs(first))).toBeLessThan(1e-14);
      expect(Math.abs(second - Number(RHS2_fixedC))).toBeLessThan(1e-14);
    }
  });

  it("has C²_BPS = +1 at zero coupling and 2 at infinite", () => {
    expect(protectedCoefficient(0)).toBe(1);
    expect(protectedCoefficient(1e-6)).toBeCloseTo(1, 10);
    expect(protectedCoefficient(40)).toBeCloseTo(2, 1);
  });

  it("joins the weak series, the table and the strong series of the curvature function smoothly", () => {
    const below = curvature(0.00999).value;
    const above = curvature(0.01001).value;
    const node = curvature(0.01);
    expect(node.difference).toBe(0);
    // C grows like g⁴: the mean of neighbours exceeds it by 6e-6
    expect((below + above) / 2 / node.value - 1).toBeCloseTo(6e-6, 7);
    expect((curvature(2.999).value + curvature(3.001).value) / 2 / curvature(3).value - 1).toBeCloseTo(0, 8);
    expect(curvature(2.025).difference).toBeLessThan(1e-12);
  });
});

describe("the tail above J = 10", () => {
  it("is the sum of the free spectrum in every row, both constraints included", () => {
    const rows = stacked(derivativeRows(31), constraintRows);
    const tail = new Float64Array(33);
    defectTail(rows, "ladder", tail);
    for (const [i, exact] of samples.tail_J_gt_10.rows.entries())
      expect(Math.abs(tail[i]! / Number(exact) - 1)).toBeLessThan(1e-13);
    expect(tail[31]).toBeCloseTo(-1.5389877e-9, 15);
  });

  it("is the same sum at points", () => {
    const points = Float64Array.from(samples.tail_z, ({ x }: { x: string }) => Number(x));
    const tail = new Float64Array(points.length);
    defectTail(pointRows(points), "ladder", tail);
    for (const [i, { value }] of samples.tail_z.entries())
      expect(Math.abs(tail[i]! / Number(value) - 1)).toBeLessThan(1e-13);
  });

  it("has coefficients Γ(J+3)Γ(J+1)(J−1)/(2Γ(2J+2))", () => {
    for (const [j, exact] of Object.entries(samples.c_J))
      expect(Math.abs(freeCoefficient(Number(j)) / Number(exact) - 1)).toBeLessThan(1e-13);
  });
});

/** Rows of the solution at g = 0: J = 1 as a regularised block, J = 2 … 10, the tail, C²_BPS as given. */
function freeResidual(count: number, protectedSquare: number): Float64Array {
  const rows = derivativeRows(count);
  const sum = new Float64Array(count);
  const scratch = new Float64Array(count);
  rows.known(1e-7, sum);
  const protectedRows = samples.derivs_F_B2.map(Number);
  for (let i = 0; i < count; i++) sum[i]! += (protectedSquare - 1) * protectedRows[i];
  const value = new Float64Array(count);
  defectTail(rows, "ladder", value);
  for (let i = 0; i < count; i++) sum[i]! += value[i]!;
  evenDefectDerivatives(1, value, scratch);
  for (let i = 0; i < count; i++) sum[i]! -= 0.5 * 16 * DEFECT_RADIUS ** 2 * value[i]!;
  for (let j = 2; j <= 10; j++) {
    rows.block(j, value, scratch);
    for (let i = 0; i < count; i++) sum[i]! += freeCoefficient(j) * 4 ** j * value[i]!;
  }
  return sum;
}

describe("the crossing equation at zero coupling", () => {
  it("holds with C²_BPS = +1 and fails with −1", () => {
    for (const entry of freeResidual(12, 1)) expect(Math.abs(entry)).toBeLessThan(2e-12);
    expect(Math.abs(freeResidual(12, -1)[0]!)).toBeGreaterThan(0.1);
  });

  it("holds in the second integral constraint", () => {
    const [value, scratch] = [new Float64Array(2), new Float64Array(2)];
    let sum = constraintConstants(1e-5).value[1] + Number(samples.Int2_of_J1_term.value);
    defectTail(constraintRows, "ladder", value);
    sum += value[1]!;
    for (let j = 2; j <= 10; j++) {
      constraintRows.block(j, value, scratch);
      sum += freeCoefficient(j) * 4 ** j * value[1]!;
    }
    // curvature and C²_BPS differ from their limits by g²
    expect(Math.abs(sum)).toBeLessThan(1e-8);
  });
});

describe("solutions of the truncated equation at g = 1 that another program found", () => {
  const solutions = read("solutions-g1");
  for (const [name, count] of [
    ["nnls_N12", 12],
    ["ipopt_eq_N10", 10],
  ] as const) {
    it(`are solutions here: ${name}`, () => {
      const equation = lineDefect({ coupling: 1, places: { derivatives: count } });
      const operators = solutions[name].deltas.map((delta: string, k: number) => ({
        channel: "long",
        spin: 0,
        delta: Number(delta),
        ope2: Number(solutions[name].C2[k]),
      }));
      for (const entry of residualAt(equation, operators)) expect(Math.abs(entry)).toBeLessThan(5e-12);
    });
  }

  it("are none without the tail", () => {
    const equation = lineDefect({ coupling: 1, places: { derivatives: 10 }, tail: "none" });
    const { deltas, C2 } = solutions.ipopt_eq_N10;
    const operators = deltas.map((delta: string, k: number) => ({
      channel: "long",
      spin: 0,
      delta: Number(delta),
      ope2: Number(C2[k]),
    }));
    const largest = Math.max(...residualAt(equation, operators).map(Math.abs));
    expect(largest).toBeGreaterThan(1e-4);
  });
});
