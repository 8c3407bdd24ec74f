import { describe, expect, it } from "vitest";
import { chebyshevNodes, chebyshevPolynomials, chebyshevTransform } from "../../src/math/chebyshev.js";

describe("Chebyshev polynomials", () => {
  it("are cos(k arccos t)", () => {
    const out = new Float64Array(16);
    for (const t of [-1, -0.7, -1e-3, 0, 0.2, 0.999, 1]) {
      chebyshevPolynomials(t, out);
      for (let k = 0; k < 16; k++) expect(out[k]).toBeCloseTo(Math.cos(k * Math.acos(t)), 13);
    }
  });

  it("vanish at the nodes, which ascend", () => {
    const nodes = chebyshevNodes(12);
    const out = new Float64Array(13);
    for (const [j, t] of nodes.entries()) {
      chebyshevPolynomials(t, out);
      expect(Math.abs(out[12]!)).toBeLessThan(1e-14);
      if (j > 0) expect(t).toBeGreaterThan(nodes[j - 1]!);
    }
  });

  it.each([2, 5, 12, 16])(
    "have the coefficients of %d values: T_k itself gives the k-th unit vector",
    (count) => {
      const nodes = chebyshevNodes(count);
      const matrix = chebyshevTransform(count);
      for (let k = 0; k < count; k++) {
        for (let row = 0; row < count; row++) {
          let sum = 0;
          for (let j = 0; j < count; j++)
            sum += matrix[row * count + j]! * Math.cos(k * Math.acos(nodes[j]!));
          expect(Math.abs(sum - (row === k ? 1 : 0))).toBeLessThan(1e-14);
        }
      }
    },
  );

  it("reproduce e^t between the nodes to 1e-15", () => {
    const nodes = chebyshevNodes(16);
    const matrix = chebyshevTransform(16);
    const coefficients = nodes.map((_, k) =>
      nodes.reduce((sum, t, j) => sum + matrix[16 * k + j]! * Math.exp(t), 0),
    );
    const out = new Float64Array(16);
    for (let t = -1; t <= 1; t += 0.01) {
      chebyshevPolynomials(t, out);
      const value = coefficients.reduce((sum, c, k) => sum + c * out[k]!, 0);
      expect(Math.abs(value - Math.exp(t))).toBeLessThan(3e-15);
    }
  });
});
