import { describe, expect, it } from "vitest";
import { Elimination } from "../../src/crossing/elimination/bounded.js";
import { Random } from "../../src/math/random.js";

const ROWS = 61;

function problem(random: Random, columns: number) {
  const uniform = (length: number) => Float64Array.from({ length }, () => random.between(-1, 1));
  const lower = Float64Array.from({ length: columns }, () => random.between(-0.1, 0));
  return {
    constant: uniform(ROWS),
    matrix: uniform(ROWS * columns),
    lower,
    // every fourth coefficient is known
    upper: lower.map((low, k) => (k % 4 === 3 ? low : low + random.between(0.01, 0.2))),
  };
}

const column = (matrix: Float64Array, k: number) => matrix.subarray(k * ROWS, (k + 1) * ROWS);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0);

describe("Elimination", () => {
  it.each([1, 2, 7, 16, 33])(
    "%i bounded coefficients satisfy the Karush–Kuhn–Tucker conditions",
    (columns) => {
      const random = Random.stream(columns);
      let held = 0;
      for (let trial = 0; trial < 20; trial++) {
        const { constant, matrix, lower, upper } = problem(random, columns);
        const elimination = new Elimination(ROWS, columns);
        const sum = elimination.solve(constant, matrix, lower, upper);
        const { coefficients: b, residual, atBound } = elimination;
        const expected = constant.map((entry, i) =>
          b.reduce((r, bk, k) => r + bk * matrix[k * ROWS + i]!, entry),
        );
        for (let i = 0; i < ROWS; i++) expect(Math.abs(residual[i]! - expected[i]!)).toBeLessThan(1e-13);
        expect(Math.abs(sum / dot(residual, residual) - 1)).toBeLessThan(1e-13);
        for (let k = 0; k < columns; k++) {
          const gradient = dot(column(matrix, k), residual);
          if (atBound[k] === 0) {
            expect(Math.abs(gradient)).toBeLessThan(1e-12);
            expect(b[k]! >= lower[k]! && b[k]! <= upper[k]!).toBe(true);
            continue;
          }
          expect(b[k]).toBe(atBound[k]! < 0 ? lower[k] : upper[k]);
          if (lower[k] === upper[k]) continue;
          held++;
          expect(atBound[k]! * gradient).toBeLessThan(1e-8);
        }
      }
      if (columns > 2) expect(held).toBeGreaterThan(0);
    },
  );

  it("projectOut leaves of vectors what is orthogonal to the free columns, and of those columns nothing", () => {
    const { constant, matrix, lower, upper: narrow } = problem(Random.stream(5), 9);
    const upper = narrow.map((high, k) => (k % 4 === 3 ? high : 1));
    const elimination = new Elimination(ROWS, 9);
    elimination.solve(constant, matrix, lower, upper);
    const free = Array.from({ length: 9 }, (_, k) => k).filter((k) => elimination.atBound[k] === 0);
    expect(free.length).toBeGreaterThan(1);
    expect(free.length).toBeLessThan(9);
    const vectors = Float64Array.from([...constant, ...column(matrix, free[1]!), ...column(matrix, 3)]);
    const before = vectors.slice();
    elimination.projectOut(vectors);
    for (const j of [0, 1, 2]) {
      for (const k of free) expect(Math.abs(dot(column(matrix, k), column(vectors, j)))).toBeLessThan(1e-12);
      // what was taken out is a combination of free columns: orthogonal to what is left
      const taken = column(before, j).map((entry, i) => entry - column(vectors, j)[i]!);
      expect(Math.abs(dot(taken, column(vectors, j)))).toBeLessThan(1e-12);
    }
    for (const entry of column(vectors, 1)) expect(Math.abs(entry)).toBeLessThan(1e-13);
    expect(dot(column(vectors, 2), column(vectors, 2))).toBeGreaterThan(1);
  });

  it("the solution does not depend on problems of other sizes solved in between", () => {
    const { constant, matrix, lower, upper } = problem(Random.stream(6), 8);
    const elimination = new Elimination(ROWS, 8);
    const sum = elimination.solve(constant, matrix, lower, upper);
    const b = elimination.coefficients.slice();
    const other = problem(Random.stream(7), 30);
    new Elimination(ROWS, 30).solve(other.constant, other.matrix, other.lower, other.upper);
    expect(() => elimination.projectOut(constant.slice())).toThrow(/another/);
    expect(elimination.solve(constant, matrix, lower, upper)).toBe(sum);
    expect(elimination.coefficients).toEqual(b);
  });
});
