import { describe, expect, it } from "vitest";
import { coneMass, innerLength } from "../../src/crossing/tail/cone.js";
import { Random } from "../../src/math/random.js";

/** Normal numbers by Box and Muller. */
function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.between(0, 1)));
  return radius * Math.cos(random.between(0, 2 * Math.PI));
}

describe("the prior's part on the cone of semidefinite matrices", () => {
  it.each([
    [1, 1, 1],
    [0.2, 0.5, 3],
    [1, 0.05, 1],
    [1, 4, 0.5],
  ])("is what drawing from it finds, at widths %f, %f, %f", (first, mixed, second) => {
    const random = Random.stream(7, 1);
    const draws = 200_000;
    let inside = 0;
    for (let k = 0; k < draws; k++) {
      const [p, q, r] = [first * normal(random), mixed * normal(random), second * normal(random)];
      if (q * q <= Math.abs(p) * Math.abs(r)) inside++;
    }
    const found = inside / draws;
    expect(Math.abs(coneMass(first, mixed, second) - found)).toBeLessThan(
      4 * Math.sqrt((found * (1 - found)) / draws) + 1e-3,
    );
  });
});

describe("what a border leaves on its inner side", () => {
  it("is half a normal distribution without a slope, 2/slope with a steep one", () => {
    expect(innerLength(0, 4)).toBeCloseTo(Math.sqrt(Math.PI / 2) / 2, 4);
    expect(innerLength(1e4, 4) * 1e4).toBeCloseTo(2, 2);
  });
});
