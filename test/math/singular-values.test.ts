import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/math/random.js";
import { singularValues } from "../../src/math/singular-values.js";

/** Lower triangle whose columns fall off by `factor` each, as the transpose of R in whitening. */
function gradedTriangle(size: number, factor: number): Float64Array {
  const random = Random.stream(size);
  const matrix = new Float64Array(size * size);
  let scale = 1;
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) matrix[i * size + j] = scale * (i === j ? 1 : random.between(-1, 1));
    scale *= factor;
  }
  return matrix;
}

describe("singularValues", () => {
  it.each([1, 2, 9, 40])("U diag(S²) Uᵀ is A Aᵀ and U orthogonal, size %i", (size) => {
    const matrix = gradedTriangle(size, 0.9);
    const { u, s } = singularValues(matrix, size);
    const a = (i: number, k: number) => matrix[i * size + k]!;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let product = 0;
        let square = 0;
        let inner = 0;
        for (let k = 0; k < size; k++) {
          product += u[i * size + k]! * s[k]! * s[k]! * u[j * size + k]!;
          square += a(i, k) * a(j, k);
          inner += u[k * size + i]! * u[k * size + j]!;
        }
        expect(Math.abs(product - square)).toBeLessThan(1e-13 * s[0]! * s[0]!);
        expect(Math.abs(inner - (i === j ? 1 : 0))).toBeLessThan(1e-14 * Math.max(4, size / 4));
      }
    }
    for (let k = 1; k < size; k++) expect(s[k]).toBeLessThanOrEqual(s[k - 1]!);
  });

  it("agrees with the Golub–Kahan algorithm to its absolute accuracy", () => {
    const size = 30;
    const matrix = gradedTriangle(size, 0.5);
    const rows = Array.from({ length: size }, (_, i) =>
      Array.from(matrix.subarray(i * size, (i + 1) * size)),
    );
    const { diagonal } = new SingularValueDecomposition(new Matrix(rows));
    const { s } = singularValues(matrix, size);
    for (const [k, value] of diagonal.entries()) expect(Math.abs(s[k]! - value)).toBeLessThan(1e-14);
  });

  it("the product of the singular values of a triangle is its determinant, over 90 decades", () => {
    const size = 24;
    const factor = 0.5;
    const { s } = singularValues(gradedTriangle(size, factor), size);
    // unit diagonal times factor^j: log₂ of the determinant is −Σ j
    let logarithm = 0;
    for (const value of s) logarithm += Math.log2(value);
    expect(Math.abs(logarithm + (size * (size - 1)) / 2)).toBeLessThan(1e-11);
    expect(s[size - 1]).toBeLessThan(1e-6);
  });

  it("refuses a singular matrix, whose last vector is not defined", () => {
    expect(() => singularValues(new Float64Array(4), 2)).toThrow(RangeError);
  });
});
