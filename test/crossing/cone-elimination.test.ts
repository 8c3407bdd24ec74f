import { describe, expect, it } from "vitest";
import { ConeElimination } from "../../src/crossing/elimination/cone.js";
import { coneBlock } from "../../src/crossing/elimination/cone-block.js";
import { MatrixElimination } from "../../src/crossing/elimination/semidefinite.js";
import { Random } from "../../src/math/random.js";
import { symmetricEigen } from "../../src/math/symmetric-eigen.js";

const ROWS = 40;

/** Rows that noisy coefficients solve, diagonal entries of either sign. */
function problem(random: Random, columns: number, mixed: ReadonlySet<number>) {
  const matrix = Float64Array.from({ length: ROWS * columns }, () => random.between(-1, 1));
  const lower = Float64Array.from({ length: columns }, (_, k) => (mixed.has(k) ? -50 : 0));
  const upper = new Float64Array(columns).fill(50);
  const b = lower.map((least) => (least < 0 ? random.between(-1, 1) : random.between(-0.5, 1.5)));
  const constant = Float64Array.from({ length: ROWS }, (_, i) =>
    b.reduce((sum, value, k) => sum - value * matrix[k * ROWS + i]!, random.between(-0.5, 0.5)),
  );
  return { constant, matrix, lower, upper };
}

/** A 3 × 3 and a 2 × 2 matrix among other coefficients. */
const three = coneBlock([0, 1, 2, 4, 5, 6]);
const two = coneBlock([7, 8, 9]);
const COLUMNS = 11;
const beside = new Set([1, 2, 5, 8]);

const matrixOf = ({ size, terms, places }: typeof three, values: ArrayLike<number>) => {
  const matrix = new Float64Array(size * size);
  for (const [e, [i, j]] of places.entries()) {
    matrix[i * size + j] = values[terms[e]!]!;
    matrix[j * size + i] = values[terms[e]!]!;
  }
  return matrix;
};

describe("ConeElimination", () => {
  it("obeys the conditions of a minimum: P ⪰ 0, its gradient G ⪰ 0, and tr G P = 0", () => {
    const random = Random.stream(3);
    const ranks = new Map<number, number>();
    for (let trial = 0; trial < 30; trial++) {
      const { constant, matrix, lower, upper } = problem(random, COLUMNS, beside);
      const elimination = new ConeElimination(ROWS, COLUMNS, [three, two]);
      const sum = elimination.solve(constant, matrix, lower, upper);
      const { coefficients: b, residual } = elimination;
      const r = constant.map((entry, i) =>
        b.reduce((e, value, k) => e + value * matrix[k * ROWS + i]!, entry),
      );
      for (const [i, entry] of r.entries()) expect(residual[i]!).toBeCloseTo(entry, 9);
      expect(sum).toBeCloseTo(
        r.reduce((total, entry) => total + entry * entry, 0),
        9,
      );
      const gradient = (k: number) => r.reduce((total, entry, i) => total + entry * matrix[k * ROWS + i]!, 0);
      for (const block of [three, two]) {
        const { size, terms, places } = block;
        const p = symmetricEigen(matrixOf(block, b), size).values;
        // beside the diagonal an entry stands twice in tr G P
        const halves = b.map((_, k) => gradient(k) / (beside.has(k) ? 2 : 1));
        const g = symmetricEigen(matrixOf(block, halves), size).values;
        expect(p[0]!).toBeGreaterThan(-1e-12);
        expect(g[0]!).toBeGreaterThan(-1e-7);
        const trace = terms.reduce((total, k, e) => {
          const [i, j] = places[e]!;
          return total + (i === j ? 1 : 2) * halves[k]! * b[k]!;
        }, 0);
        expect(Math.abs(trace)).toBeLessThan(1e-7);
        const rank = p.filter((value) => value > 1e-4).length;
        if (size === 3) ranks.set(rank, (ranks.get(rank) ?? 0) + 1);
      }
    }
    expect([...ranks.keys()].sort()).toEqual([1, 2, 3]);
  });

  it("finds what the elimination of 2 × 2 matrices finds", () => {
    const random = Random.stream(5);
    for (let trial = 0; trial < 20; trial++) {
      const { constant, matrix, lower, upper } = problem(random, 4, new Set([1]));
      const exact = new MatrixElimination(ROWS, 4, [[0, 1, 2]]);
      const cone = new ConeElimination(ROWS, 4, [coneBlock([0, 1, 2])]);
      const least = exact.solve(constant, matrix, lower, upper);
      const sum = cone.solve(constant, matrix, lower, upper);
      expect(sum / least - 1).toBeLessThan(1e-10);
      expect(sum / least - 1).toBeGreaterThan(-1e-12);
      for (const [k, value] of exact.coefficients.entries())
        expect(Math.abs(cone.coefficients[k]! - value)).toBeLessThan(2e-5);
    }
  });

  it("projectOut leaves the gradient of ‖r‖² with respect to the columns", () => {
    const random = Random.stream(6);
    for (let trial = 0; trial < 5; trial++) {
      const { constant, matrix, lower, upper } = problem(random, COLUMNS, beside);
      const direction = Float64Array.from({ length: COLUMNS * ROWS }, () => random.between(-1, 1));
      const objective = (t: number) => {
        const moved = matrix.map((entry, i) => entry + t * direction[i]!);
        return new ConeElimination(ROWS, COLUMNS, [three, two]).solve(constant, moved, lower, upper);
      };
      const elimination = new ConeElimination(ROWS, COLUMNS, [three, two]);
      elimination.solve(constant, matrix, lower, upper);
      const column = new Float64Array(ROWS);
      for (let k = 0; k < COLUMNS; k++)
        for (let i = 0; i < ROWS; i++) column[i]! += elimination.coefficients[k]! * direction[k * ROWS + i]!;
      elimination.projectOut(column);
      const slope = 2 * column.reduce((sum, entry, i) => sum + entry * elimination.residual[i]!, 0);
      const h = 1e-5;
      const difference = (objective(h) - objective(-h)) / (2 * h);
      expect(Math.abs(slope - difference)).toBeLessThan(1e-4 * Math.max(1, Math.abs(difference)));
    }
  });

  it("tells which entries follow from others, and how: the tangents of matrices of one rank", () => {
    const random = Random.stream(8);
    let seen = 0;
    for (let trial = 0; trial < 12; trial++) {
      const { constant, matrix, lower, upper } = problem(random, COLUMNS, beside);
      const elimination = new ConeElimination(ROWS, COLUMNS, [three]);
      elimination.solve(constant, matrix, lower, upper);
      const { border, coefficients } = elimination;
      const { values, vectors } = symmetricEigen(matrixOf(three, coefficients), 3);
      const rank = values.filter((value) => value > 1e-5 * values[2]!).length;
      expect(border).toHaveLength([6, 3, 1, 0][rank]!);
      if (border.length === 0) continue;
      seen++;
      // x xᵀ moved along y: x yᵀ + y xᵀ
      const [x, y] = [2, 0].map((k) => [0, 1, 2].map((i) => vectors[i * 3 + k]!));
      const change = new Map(
        three.places.map(([i, j], e) => [three.terms[e]!, x![i]! * y![j]! + x![j]! * y![i]!]),
      );
      for (const { column, others } of border) {
        const followed = others.reduce((sum, [other, slope]) => sum + slope * change.get(other)!, 0);
        expect(followed).toBeCloseTo(change.get(column)!, 9);
      }
    }
    expect(seen).toBeGreaterThan(3);
  });
});

describe("symmetricEigen", () => {
  it("diagonalises: A V = V D with orthonormal V", () => {
    const random = Random.stream(9);
    const a = new Float64Array(25);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j <= i; j++) a[i * 5 + j] = a[j * 5 + i] = random.between(-1, 1);
    const { values, vectors } = symmetricEigen(a, 5);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++) {
        let [product, overlap] = [0, 0];
        for (let k = 0; k < 5; k++) {
          product += a[i * 5 + k]! * vectors[k * 5 + j]!;
          overlap += vectors[k * 5 + i]! * vectors[k * 5 + j]!;
        }
        expect(product).toBeCloseTo(values[j]! * vectors[i * 5 + j]!, 13);
        expect(overlap).toBeCloseTo(i === j ? 1 : 0, 13);
      }
    expect([...values]).toEqual([...values].sort((x, y) => x - y));
  });
});
