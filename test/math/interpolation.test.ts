import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/math/interpolation.js";

const nodes = Float64Array.from({ length: 40 }, (_, i) => 0.5 + 0.1 * i + 0.01 * Math.sin(i));
const sine = Array.from(nodes, (x) => Math.sin(3 * x));

describe("interpolation in a table", () => {
  it("gives tabulated values exactly, and says that they are exact", () => {
    for (const [k, x] of nodes.entries())
      expect(interpolate(nodes, sine, x)).toEqual({ value: sine[k], difference: 0 });
  });

  it("is a polynomial's: exact for degree 11, off by at most a little more than it says for a smooth function", () => {
    const powers = Array.from(nodes, (x) => (x / 3) ** 11);
    for (const x of [0.53, 1.234, 2.5, 4.1]) {
      expect(interpolate(nodes, powers, x).value / (x / 3) ** 11).toBeCloseTo(1, 9);
      const { value, difference } = interpolate(nodes, sine, x);
      expect(Math.abs(value - Math.sin(3 * x))).toBeLessThan(10 * difference + 1e-13);
      expect(difference).toBeLessThan(1e-7);
    }
  });

  it("notices a table too coarse for its function", () => {
    const wild = Array.from(nodes, (x) => 1 / (1 + 400 * (x - 2.45) ** 2));
    expect(interpolate(nodes, wild, 2.45 + 0.051).difference).toBeGreaterThan(1e-4);
  });

  it("does not extrapolate", () => {
    expect(() => interpolate(nodes, sine, 0.49)).toThrow(RangeError);
    expect(() => interpolate(nodes, sine, Number.NaN)).toThrow(RangeError);
  });
});
