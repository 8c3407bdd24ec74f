import { describe, expect, it } from "vitest";
import { Householder } from "../../src/math/householder.js";
import { Random } from "../../src/math/random.js";

/** Odd and even heights and widths: the kernel works on pairs of entries and of columns. */
const sizes = [
  [1, 1],
  [5, 4],
  [6, 6],
  [37, 11],
  [120, 8],
] as const;

describe.each(sizes)("Householder, %i × %i", (rows, columns) => {
  const random = Random.stream(rows, columns);
  const matrix = Float64Array.from({ length: rows * columns }, () => random.between(-1, 1));
  const qr = new Householder(rows, columns);
  qr.matrix.set(matrix);
  qr.factorise(rows, columns);

  it("Q R is the matrix", () => {
    for (let j = 0; j < columns; j++) {
      const vector = new Float64Array(rows);
      for (let i = 0; i <= j; i++) vector[i] = qr.matrix[i * columns + j]!;
      qr.apply(vector);
      for (let i = 0; i < rows; i++)
        expect(Math.abs(vector[i]! - matrix[i * columns + j]!)).toBeLessThan(4e-15);
    }
  });

  it("Qᵀ undoes Q and keeps lengths", () => {
    const vector = Float64Array.from({ length: rows }, () => random.between(-1, 1));
    const turned = vector.slice();
    qr.apply(turned);
    const length = (v: Float64Array) => v.reduce((sum, entry) => sum + entry * entry, 0);
    expect(Math.abs(length(turned) / length(vector) - 1)).toBeLessThan(1e-14);
    qr.applyTranspose(turned);
    for (let i = 0; i < rows; i++) expect(Math.abs(turned[i]! - vector[i]!)).toBeLessThan(4e-15);
  });

  it("a zero column is left alone and its unknown is zero", () => {
    qr.matrix.set(matrix);
    for (let i = 0; i < rows; i++) qr.matrix[i * columns] = 0;
    qr.factorise(rows, columns);
    const solution = new Float64Array(columns);
    const right = new Float64Array(rows).fill(1);
    qr.applyTranspose(right);
    qr.solveTriangle(right, solution);
    expect(solution[0]).toBe(0);
    expect(solution.every(Number.isFinite)).toBe(true);
  });
});
