import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixedPoint } from "../../../src/math/fixed-point.js";
import { LinearProgram, type ProgramSolution } from "../../../src/optimisers/linear-program/simplex.js";

const fixed = new FixedPoint(192);
const TOLERANCE = fixed.one >> 150n;

interface Program {
  /** row-major [rows][columns] */
  readonly matrix: readonly (readonly number[])[];
  readonly rhs: readonly number[];
  readonly cost: readonly number[];
}

function programOf({ matrix, rhs, cost }: Program): LinearProgram {
  const program = new LinearProgram(
    fixed,
    rhs.map((entry) => fixed.from(entry)),
    TOLERANCE,
  );
  for (const [j, entry] of cost.entries())
    program.add({ entries: matrix.map((row) => fixed.from(row[j]!)), cost: fixed.from(entry) });
  return program;
}

const objective = (solution: ProgramSolution) => fixed.toNumber(solution.objective);

function primal({ basic }: ProgramSolution, count: number): number[] {
  const x = Array.from({ length: count }, () => 0);
  for (const { column, value } of basic) x[column] = fixed.toNumber(value);
  return x;
}

/** max 3x + 5y with x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18: 36 at (2, 6) (G. B. Dantzig's and everybody's example). */
const windows: Program = {
  matrix: [
    [1, 0, 1, 0, 0],
    [0, 2, 0, 1, 0],
    [3, 2, 0, 0, 1],
  ],
  rhs: [4, 12, 18],
  cost: [-3, -5, 0, 0, 0],
};

describe("the simplex method in fixed-point arithmetic", () => {
  it("finds a known optimum with its multipliers", () => {
    const solution = programOf(windows).solve();
    expect(solution.status).toBe("optimal");
    expect(objective(solution)).toBe(-36);
    expect(primal(solution, 5)).toEqual([2, 6, 2, 0, 0]);
    const expected = [0, -1.5, -1];
    for (const [row, entry] of solution.dual.entries())
      expect(fixed.toNumber(entry)).toBeCloseTo(expected[row]!, 40);
  });

  it("gives 50 digits: x/3 + y/7 = 1, x − y = 0", () => {
    const third = fixed.over(fixed.one, 3n * fixed.one);
    const seventh = fixed.over(fixed.one, 7n * fixed.one);
    const program = new LinearProgram(fixed, [fixed.one, 0n], TOLERANCE);
    program.add({ entries: [third, fixed.one], cost: fixed.one });
    program.add({ entries: [seventh, -fixed.one], cost: fixed.one });
    const { objective: sum } = program.solve();
    // 2 · 21/10
    expect(fixed.toNumber(sum - (21n * fixed.one) / 5n)).toBeCloseTo(0, 50);
  });

  it("ends on a degenerate program on which naive rules cycle (E. M. L. Beale, 1955)", () => {
    const solution = programOf({
      matrix: [
        [0.25, -8, -1, 9, 1, 0, 0],
        [0.5, -12, -0.5, 3, 0, 1, 0],
        [0, 0, 1, 0, 0, 0, 1],
      ],
      rhs: [0, 0, 1],
      cost: [-0.75, 20, -0.5, 6, 0, 0, 0],
    }).solve();
    expect(solution.status).toBe("optimal");
    expect(objective(solution)).toBe(-1.25);
  });

  it("has no use for a redundant row", () => {
    const { matrix, rhs, cost } = windows;
    const doubled = { matrix: [...matrix, matrix[0]!.map((entry) => 2 * entry)], rhs: [...rhs, 8], cost };
    const solution = programOf(doubled).solve();
    expect(solution.status).toBe("optimal");
    expect(objective(solution)).toBe(-36);
  });

  it("proves that there is no solution: x + y = −1", () => {
    const solution = programOf({
      matrix: [
        [1, 1],
        [1, -1],
      ],
      rhs: [-1, 0],
      cost: [1, 1],
    }).solve();
    expect(solution.status).toBe("infeasible");
    const [first, second] = solution.dual.map((entry) => fixed.toNumber(entry)) as [number, number];
    expect(first + second).toBeLessThanOrEqual(0);
    expect(first - second).toBeLessThanOrEqual(0);
    expect(-first).toBeGreaterThan(0);
  });

  it("tells when costs fall without end: min −x, x − y = 1", () => {
    expect(programOf({ matrix: [[1, -1]], rhs: [1], cost: [-1, 0] }).solve().status).toBe("unbounded");
  });

  it("goes on from the last basis with columns and costs that come later", () => {
    const program = programOf({ matrix: [[1, 2]], rhs: [2], cost: [1, 3] });
    expect(objective(program.solve())).toBe(2);
    program.add({ entries: [4n * fixed.one], cost: fixed.one });
    expect(objective(program.solve())).toBe(0.5);
    program.setCosts((j) => (j === 1 ? -fixed.one : 0n));
    expect(objective(program.solve())).toBe(-1);
  });

  it("becomes feasible with a later column", () => {
    const program = programOf({ matrix: [[1], [1]], rhs: [1, 2], cost: [1] });
    expect(program.solve().status).toBe("infeasible");
    program.add({ entries: [0n, fixed.one], cost: 0n });
    const solution = program.solve();
    expect(solution.status).toBe("optimal");
    expect(primal(solution, 2)).toEqual([1, 1]);
  });

  it("on random programs ends with equal primal and dual values, both feasible", () => {
    const entry = fc.integer({ min: -9, max: 9 });
    const positive = fc.integer({ min: 0, max: 9 });
    const programs = fc.integer({ min: 1, max: 5 }).chain((rows) =>
      fc.record({
        matrix: fc.array(fc.array(entry, { minLength: 8, maxLength: 8 }), {
          minLength: rows,
          maxLength: rows,
        }),
        inside: fc.array(positive, { minLength: 8, maxLength: 8 }),
        cost: fc.array(positive, { minLength: 8, maxLength: 8 }),
      }),
    );
    fc.assert(
      fc.property(programs, ({ matrix, inside, cost }) => {
        // feasible by construction, bounded as costs are not negative
        const rhs = matrix.map((row) => row.reduce((sum, value, j) => sum + value * inside[j]!, 0));
        const solution = programOf({ matrix, rhs, cost }).solve();
        expect(solution.status).toBe("optimal");
        const x = primal(solution, 8);
        const y = solution.dual.map((value) => fixed.toNumber(value));
        for (const value of x) expect(value).toBeGreaterThanOrEqual(-1e-12);
        for (const [i, row] of matrix.entries())
          expect(row.reduce((sum, value, j) => sum + value * x[j]!, 0)).toBeCloseTo(rhs[i]!, 9);
        for (const [j, price] of cost.entries())
          expect(price - matrix.reduce((sum, row, i) => sum + row[j]! * y[i]!, 0)).toBeGreaterThan(-1e-12);
        const dual = rhs.reduce((sum, value, i) => sum + value * y[i]!, 0);
        expect(objective(solution)).toBeCloseTo(dual, 9);
      }),
    );
  });
});
