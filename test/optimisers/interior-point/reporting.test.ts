import { describe, expect, it } from "vitest";
import {
  checkDerivatives,
  formatIteration,
  type IterationRow,
  iterationHeader,
  minimise,
  type NonlinearProblem,
} from "../../../src/optimisers/interior-point/index.js";
import { expressionProblem } from "./expression-problem.js";

const hs71 = expressionProblem({
  name: "HS71",
  start: [1, 5, 5, 1],
  lower: [1, 1, 1, 1],
  upper: [5, 5, 5, 5],
  objective: "x1*x4*(x1+x2+x3)+x3",
  constraints: ["25 <= x1*x2*x3*x4 <= Infinity", "40 <= x1^2+x2^2+x3^2+x4^2 <= 40"],
  optimum: 17.0140173,
});

describe("the iteration table of HS71", () => {
  const rows: IterationRow[] = [];
  minimise(hs71, {
    boundRelaxation: 1e-8,
    onIteration(row) {
      rows.push(row);
      return undefined;
    },
  });

  it("is that of Ipopt 3.11.9, column by column", () => {
    // iter, objective, inf_pr, inf_du, lg(mu), ||d||, alpha_du, alpha_pr as that version prints them for this problem.
    const published: [number, number, number, number, number, number, number, number][] = [
      [0, 1.6109693e1, 1.12e1, 5.28e-1, -1.0, 0, 0, 0],
      [1, 1.6982239e1, 7.3e-1, 1.02e1, -1.0, 6.11e-1, 7.19e-2, 1],
      [2, 1.7318411e1, 3.6e-2, 5.05e-1, -1.0, 1.61e-1, 1, 1],
      [3, 1.6849424e1, 2.78e-1, 6.68e-2, -1.7, 2.85e-1, 7.94e-1, 1],
      [4, 1.7051199e1, 4.71e-3, 2.78e-3, -1.7, 6.06e-2, 1, 1],
      [5, 1.7011979e1, 7.19e-3, 8.5e-3, -3.8, 3.66e-2, 9.45e-1, 9.98e-1],
      [6, 1.7014271e1, 1.74e-5, 9.78e-6, -3.8, 3.33e-3, 1, 1],
      [7, 1.7014021e1, 1.23e-7, 1.82e-7, -5.7, 2.69e-4, 1, 1],
    ];
    published.forEach(([iteration, objective, primal, dual, logMu, step, alphaDual, alphaPrimal], k) => {
      const row = rows[k]!;
      expect(row.iteration).toBe(iteration);
      expect(row.objective / objective).toBeCloseTo(1, 7);
      for (const [ours, theirs] of [
        [row.primalInfeasibility, primal],
        [row.dualInfeasibility, dual],
        [row.step, step],
        [row.dualStep, alphaDual],
        [row.primalStep, alphaPrimal],
      ] as const) {
        expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(0.006 * theirs);
      }
      expect(Math.abs(Math.log10(row.barrier) - logMu)).toBeLessThan(0.051);
    });
  });

  it("is printed in Ipopt's columns", () => {
    expect(iterationHeader.trim().split(/\s+/)).toEqual([
      "iter",
      "objective",
      "inf_pr",
      "inf_du",
      "lg(mu)",
      "||d||",
      "lg(rg)",
      "alpha_du",
      "alpha_pr",
      "ls",
    ]);
    expect(formatIteration(rows[1]!).trim().split(/\s+/)).toEqual([
      "1",
      "1.6982239e+01",
      "7.30e-01",
      "1.02e+01",
      "-1.0",
      "6.11e-01",
      "-",
      "7.19e-02",
      "1.00e+00f",
      "1",
    ]);
  });

  it("marks the rows of the restoration phase", () => {
    const seen: string[] = [];
    const problem = expressionProblem({
      name: "",
      start: [0.3, 0.2],
      objective: "x1+x2",
      constraints: ["x1^2+x2^2 <= -1"],
      optimum: Number.NaN,
    });
    minimise(problem, {
      onIteration(row) {
        if (row.restoration) seen.push(formatIteration(row));
        return undefined;
      },
    });
    expect(seen.length).toBeGreaterThan(0);
    for (const line of seen) expect(line).toMatch(/^ *\d+r /);
  });
});

describe("the derivative checker", () => {
  const start = Float64Array.of(1.1, 4.7, 3.8, 1.4);

  it("finds nothing to object to in exact derivatives", () => {
    expect(checkDerivatives(hs71, start)).toEqual([]);
  });

  it.each<[keyof typeof spoiled, number, number][]>([
    [["gradient", 0, 2]],
    [["jacobian", 1, 3]],
    [
      ["hessian", 1, 3],
      ["hessian", 3, 1],
    ],
  ])("names the wrong entries %j", (...wrong) => {
    const [name] = wrong[0]!;
    const found = checkDerivatives({ ...hs71, [name]: spoiled[name] }, start);
    // A wrong gradient also contradicts the Hessian, which is compared with its differences.
    const entries = found.filter(({ derivative }) => derivative === name);
    expect(entries.map(({ derivative, row, variable }) => [derivative, row, variable])).toEqual(wrong);
  });
});

/** Multiplies one entry by 1.01, and adds 0.01 where it is small. */
function spoil(values: ArrayLike<number>, index: number): Float64Array {
  const copy = Float64Array.from(values);
  copy[index]! += 0.01 * Math.max(1, Math.abs(copy[index]!));
  return copy;
}

const spoiled: Pick<Required<NonlinearProblem>, "gradient" | "jacobian" | "hessian"> = {
  gradient: (x) => spoil(hs71.gradient(x), 2),
  jacobian: (x) => spoil(hs71.jacobian!(x), 4 + 3),
  hessian: (x, sigma, lambda) => spoil(hs71.hessian!(x, sigma, lambda), 3 * 4 + 1),
};
