import { describe, expect, it } from "vitest";
import { Random } from "../../src/math/random.js";
import { SparseLeastSquares } from "../../src/math/sparse-least-squares.js";

/** A [columns × rows], column after column, with entries in [−1, 1]. */
function randomProblem(rows: number, columns: number, seed: number) {
  const random = Random.stream(seed);
  const matrix = Float64Array.from({ length: rows * columns }, () => random.between(-1, 1));
  const inside = Float64Array.from({ length: columns }, () => random.between(0.1, 0.9));
  const constant = new Float64Array(rows);
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++) constant[i]! -= inside[j]! * matrix[j * rows + i]!;
  return { matrix, constant };
}

function residual(matrix: Float64Array, constant: Float64Array, x: Float64Array): Float64Array {
  const rows = constant.length;
  return constant.map((entry, i) => x.reduce((sum, value, j) => sum + value * matrix[j * rows + i]!, entry));
}

const largest = (vector: Float64Array) => Math.max(...vector.map(Math.abs));

describe("bounded least squares with fewer rows than columns", () => {
  it("solves the rows where they have a solution in the bounds, with no more free columns than rows", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { matrix, constant } = randomProblem(7, 30, seed);
      const problem = new SparseLeastSquares(7, 30);
      problem.solve(constant, matrix, new Float64Array(30), new Float64Array(30).fill(1));
      expect(largest(residual(matrix, constant, problem.solution))).toBeLessThan(1e-12);
      expect(problem.free.length).toBeLessThanOrEqual(7);
      for (const [j, x] of problem.solution.entries()) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        if (problem.atBound[j] !== 0) expect(x).toBe(problem.atBound[j] === -1 ? 0 : 1);
      }
    }
  });

  it("keeps its digits where rows depend on each other to ten digits and one column is huge", () => {
    const { matrix, constant } = randomProblem(6, 24, 3);
    for (let j = 0; j < 24; j++) {
      const first = matrix[j * 6]!;
      for (let i = 1; i < 6; i++) matrix[j * 6 + i] = first + 10 ** (-2 * i) * matrix[j * 6 + i]!;
      if (j === 0) for (let i = 0; i < 6; i++) matrix[i]! *= 1e6;
    }
    constant.fill(0);
    for (let j = 0; j < 24; j++) for (let i = 0; i < 6; i++) constant[i]! -= 0.3 * matrix[j * 6 + i]!;
    const problem = new SparseLeastSquares(6, 24);
    problem.solve(constant, matrix, new Float64Array(24), new Float64Array(24).fill(100));
    const left = residual(matrix, constant, problem.solution);
    expect(largest(left) / largest(constant)).toBeLessThan(1e-15);
  });

  it("meets the optimality conditions of the balanced rows where nothing solves them", () => {
    // all columns point up, the constant too: nothing does better than zero
    const matrix = Float64Array.from({ length: 4 * 9 }, (_, i) => 1 + ((i * 7) % 5) / 5);
    const problem = new SparseLeastSquares(4, 9);
    problem.solve(new Float64Array(4).fill(1), matrix, new Float64Array(9), new Float64Array(9).fill(1));
    const left = residual(matrix, new Float64Array(4).fill(1), problem.solution);
    expect(largest(left)).toBeGreaterThan(0.1);
  });
});
