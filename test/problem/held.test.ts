import { expect, it } from "vitest";
import { levenbergMarquardt } from "../../src/optimisers/least-squares/levenberg-marquardt.js";
import { held } from "../../src/problem/held.js";
import type { Problem } from "../../src/problem/problem.js";

/** (x − 1)² + (x + y − 3)² */
const line: Problem = {
  names: ["x", "y"],
  lower: Float64Array.of(-9, -9),
  upper: Float64Array.of(9, 9),
  separations: [],
  rowCount: 2,
  residual([x, y], out) {
    out.set([x! - 1, x! + y! - 3]);
  },
  linearise(x, residual, jacobian) {
    this.residual(x, residual);
    jacobian.set([1, 0, 1, 1]);
  },
};

it("an unknown stays where it is held, the others follow, and the problem is as it was", () => {
  const free = levenbergMarquardt(line, Float64Array.of(0, 0)).x;
  expect([...free]).toEqual([expect.closeTo(1, 6), expect.closeTo(2, 6)]);
  const still = levenbergMarquardt(held(line, new Map([[0, 2]])), Float64Array.of(2, 0)).x;
  expect([...still]).toEqual([2, expect.closeTo(1, 6)]);
  expect([...line.lower, ...line.upper]).toEqual([-9, -9, 9, 9]);
});
