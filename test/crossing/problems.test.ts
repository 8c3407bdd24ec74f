import { describe, expect, it } from "vitest";
import { PointColumns } from "../../src/crossing/columns.js";
import { identicalScalars2d } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { JointProblem } from "../../src/crossing/problems/joint.js";
import { identicalScalarsTail } from "../../src/crossing/tail/free-tail.js";
import { TruncatedModel } from "../../src/crossing/tail/model.js";
import { Whitenings } from "../../src/crossing/tail/whitenings.js";
import type { KeptOperator } from "../../src/crossing/truncated/truncation.js";
import type { Problem } from "../../src/problem/problem.js";

const kept = (label: string, spin: number, lower: number, upper = lower): KeptOperator => ({
  label,
  spin,
  lower,
  upper,
  terms: [{ channel: "singlet", label, ope2: [0, 2] }],
});
const operators = [kept("ε", 0, 0.1, 5.5), kept("T", 2, 2), kept("J4", 4, 4), kept("ε′", 0, 0.1, 5.5)];
const equation = identicalScalars2d(pointSet("spread", 60), 0.125);
const ranges = [
  { channel: "singlet", spin: 0, lower: 0.1, upper: 6 },
  { channel: "singlet", spin: 2, lower: 2, upper: 2 },
  { channel: "singlet", spin: 4, lower: 4, upper: 4 },
];
const columns = new PointColumns(equation, ranges);
const model = new TruncatedModel(
  new Whitenings(equation),
  columns,
  { operators, cut: 4.5, separation: 0.15 },
  identicalScalarsTail("gff", 0.125),
);

describe("the truncated problem", () => {
  it("in all unknowns has the Jacobian of central differences", () => {
    const problem = new JointProblem(model.problem(1).equation);
    expect(problem.names).toEqual(["delta[ε]", "delta[ε′]", "ope2[ε]", "ope2[T]", "ope2[J4]", "ope2[ε′]"]);
    const x = Float64Array.of(1.1, 3.7, 0.25, 0.016, 2e-4, 3e-4);
    const jacobian = linearised(problem, x).jacobian;
    for (let j = 0; j < x.length; j++) {
      const scale = Math.max(
        ...Array.from(
          jacobian.filter((_, index) => index % x.length === j),
          Math.abs,
        ),
      );
      // values and slopes of a table each hold to 1e-13 of the column, of which the stiffest rows make 1e-13/σ₀ = 40 of 5e5
      const tolerance = j < 2 ? 1e-4 : 1e-9;
      const slopes = differences(x, j, (place) => linearised(problem, place).residual);
      for (let i = 0; i < problem.rowCount; i++) {
        expect(Math.abs(jacobian[i * x.length + j]! - slopes[i]!)).toBeLessThan(tolerance * scale);
      }
    }
  });

  it("with the coefficients eliminated has the gradient 2 Jᵀ r, with and without coefficients at zero", () => {
    for (const x of [Float64Array.of(1.1, 3.7), Float64Array.of(1.02, 1.3)]) {
      const problem = model.problem(1);
      const { residual, jacobian } = linearised(problem, x);
      for (let j = 0; j < x.length; j++) {
        let gradient = 0;
        for (let i = 0; i < problem.rowCount; i++) gradient += 2 * jacobian[i * x.length + j]! * residual[i]!;
        const [slope] = differences(x, j, (place) => Float64Array.of(problem.objective(place)));
        expect(Math.abs(gradient - slope!)).toBeLessThan(2e-4 * Math.max(1, Math.abs(slope!)));
      }
    }
  });

  it("eliminated coefficients obey the optimality conditions of bounded least squares", () => {
    const problem = model.problem(1);
    const x = Float64Array.of(1.02, 1.3);
    problem.objective(x);
    const joint = new JointProblem(problem.equation);
    const a = Array.from(problem.coefficients, (b, k) => b / 4 ** problem.equation.deltas[k]!);
    const { residual, jacobian } = linearised(joint, Float64Array.of(...x, ...a));
    expect(a.some((value) => value === 0)).toBe(true);
    for (const [k, value] of a.entries()) {
      let gradient = 0;
      let norm = 0;
      for (let i = 0; i < joint.rowCount; i++) {
        gradient += jacobian[i * 6 + 2 + k]! * residual[i]!;
        norm += jacobian[i * 6 + 2 + k]! ** 2;
      }
      const relative = gradient / Math.sqrt(norm) / Math.sqrt(problem.objective(x));
      if (value > 0) expect(Math.abs(relative)).toBeLessThan(1e-9);
      else expect(relative).toBeGreaterThan(-1e-9);
    }
  });
});

/** ∂f/∂x_j by the five-point formula. */
function differences(x: Float64Array, j: number, f: (place: Float64Array) => Float64Array): Float64Array {
  const step = 2e-3 * Math.min(1, Math.abs(x[j]!));
  const at = (by: number) => f(x.map((value, k) => (k === j ? value + by * step : value)));
  const [far, near, nearBelow, farBelow] = [at(2), at(1), at(-1), at(-2)];
  return near!.map((_, i) => (farBelow![i]! - far![i]! + 8 * (near![i]! - nearBelow![i]!)) / (12 * step));
}

function linearised(problem: Problem, x: Float64Array) {
  const residual = new Float64Array(problem.rowCount);
  const jacobian = new Float64Array(problem.rowCount * x.length);
  problem.linearise(x, residual, jacobian);
  return { residual, jacobian };
}
