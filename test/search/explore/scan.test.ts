import { expect, it } from "vitest";
import type { Problem } from "../../../src/problem/problem.js";
import { scanUnknown } from "../../../src/search/explore/scan.js";

/** Residual (x₀ − ½, wave of x₁): minima of x₁ at 0.1, 0.5 and 0.9, the last the deepest. */
function problem(): Problem & { evaluations: number } {
  return {
    names: ["x0", "x1"],
    lower: Float64Array.of(0, 0),
    upper: Float64Array.of(1, 1),
    separations: [],
    rowCount: 2,
    evaluations: 0,
    residual(x, out) {
      this.evaluations++;
      out[0] = x[0]! - 0.5;
      const distance = Math.min(...[0.1, 0.5, 0.9].map((at) => Math.abs(x[1]! - at)));
      out[1] = distance + 1 - x[1]!;
    },
    linearise() {
      throw new Error("a scan needs no slopes");
    },
  };
}

it("a scan finds the deepest other basin of one unknown and leaves the others alone", () => {
  const own = problem();
  const best = Float64Array.of(0.5, 0.1);
  const found = scanUnknown(own, best, 1)!;
  expect(found[0]).toBe(0.5);
  expect(Math.abs(found[1]! - 0.9)).toBeLessThan(1 / 16);
  expect(best).toEqual(Float64Array.of(0.5, 0.1));
  expect(own.evaluations).toBeLessThanOrEqual(16);
});

it("places near the present one are no proposals", () => {
  const found = scanUnknown(problem(), Float64Array.of(0.5, 0.9), 1)!;
  expect(Math.abs(found[1]! - 0.9)).toBeGreaterThan(0.03);
});
