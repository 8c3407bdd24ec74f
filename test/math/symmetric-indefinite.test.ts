import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type Inertia, SymmetricIndefinite } from "../../src/math/symmetric-indefinite.js";

/** Numerical Recipes' 32-bit generator: the test needs spread-out numbers, not randomness. */
function spread(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function symmetric(n: number, next: () => number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      a[i * n + j] = next();
      a[j * n + i] = a[i * n + j]!;
    }
  }
  return a;
}

function factored(a: Float64Array, n: number): { solver: SymmetricIndefinite; inertia: Inertia } {
  const solver = new SymmetricIndefinite(n);
  solver.matrix.set(a);
  return { solver, inertia: solver.factor() };
}

function eigenvalueSigns(a: Float64Array, n: number): Inertia {
  const rows = Array.from({ length: n }, (_, i) => Array.from(a.subarray(i * n, (i + 1) * n)));
  const values = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true }).realEigenvalues;
  const positive = values.filter((v) => v > 1e-12).length;
  const negative = values.filter((v) => v < -1e-12).length;
  return { positive, negative, zero: n - positive - negative };
}

function residual(a: Float64Array, n: number, x: Float64Array, b: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    let sum = -b[i]!;
    for (let j = 0; j < n; j++) sum += a[i * n + j]! * x[j]!;
    worst = Math.max(worst, Math.abs(sum));
  }
  return worst;
}

describe("L D Lᵀ of a symmetric indefinite matrix", () => {
  it("solves A x = b to rounding, and its inertia is that of the eigenvalues", () => {
    const next = spread(1);
    for (const n of [1, 2, 3, 5, 8, 13, 21, 34, 55]) {
      for (let repeat = 0; repeat < 10; repeat++) {
        const a = symmetric(n, next);
        const b = Float64Array.from({ length: n }, next);
        const { solver, inertia } = factored(a, n);
        expect(inertia).toEqual(eigenvalueSigns(a, n));
        const x = b.slice();
        solver.solve(x);
        const size = Math.max(1, ...x.map(Math.abs));
        expect(residual(a, n, x, b) / size).toBeLessThan(1e-13 * n);
      }
    }
  });

  it("takes 2×2 pivots where the diagonal vanishes", () => {
    const { solver, inertia } = factored(Float64Array.of(0, 1, 1, 0), 2);
    expect(inertia).toEqual({ positive: 1, negative: 1, zero: 0 });
    const x = Float64Array.of(3, 5);
    solver.solve(x);
    expect([...x]).toEqual([5, 3]);
  });

  it("KKT matrix of a positive definite Hessian and a full-rank Jacobian: n positive, m negative", () => {
    const next = spread(7);
    const n = 12;
    const m = 5;
    const size = n + m;
    const a = new Float64Array(size * size);
    for (let i = 0; i < n; i++) a[i * size + i] = 1 + Math.abs(next());
    for (let i = n; i < size; i++) for (let j = 0; j < n; j++) a[i * size + j] = next();
    expect(factored(a, size).inertia).toEqual({ positive: n, negative: m, zero: 0 });
  });

  it("a repeated row of the Jacobian shows as a zero pivot, whatever the scale of the rows", () => {
    const next = spread(11);
    for (const factor of [1, 1e-9, 1e9]) {
      const size = 6;
      const a = new Float64Array(size * size);
      for (let i = 0; i < 4; i++) a[i * size + i] = 2 + next();
      for (let j = 0; j < 4; j++) {
        a[4 * size + j] = next();
        a[5 * size + j] = factor * a[4 * size + j]!;
      }
      expect(factored(a, size).inertia.zero).toBe(1);
    }
  });

  it("badly scaled diagonals keep their signs", () => {
    const d = [1e12, -1e-12, 1e-3, -1e6, 1];
    const a = new Float64Array(25);
    d.forEach((value, i) => {
      a[i * 5 + i] = value;
    });
    expect(factored(a, 5).inertia).toEqual({ positive: 3, negative: 2, zero: 0 });
  });

  it("NaN and Infinity are reported as singular, never as an answer", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(factored(Float64Array.of(1, 0, bad, 1), 2).inertia).toEqual({
        positive: 0,
        negative: 0,
        zero: 2,
      });
    }
  });
});
