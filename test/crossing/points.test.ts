import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pointSet } from "../../src/crossing/points.js";

describe("point sets", () => {
  it("bootstop-180 holds the points of arXiv:2209.02801, in any order", () => {
    const file = new URL("../data/points-bootstop-180.json", import.meta.url);
    const { points } = JSON.parse(readFileSync(file, "utf8")) as { points: { re: number; im: number }[] };
    const ours = pointSet("bootstop-180");
    expect(ours.re.length).toBe(180);
    for (const { re, im } of points) {
      const distance = Math.min(...Array.from(ours.re, (x, i) => Math.hypot(x - re, ours.im[i]! - im)));
      expect(distance).toBeLessThan(1e-15);
    }
  });

  it("spread stays in Re z > 1/2, Im z > 0, |ρ(z)| + |ρ(1−z)| ≤ 0.6", () => {
    const { re, im } = pointSet("spread", 500);
    for (let i = 0; i < 500; i++) {
      expect(re[i]).toBeGreaterThan(0.5);
      expect(im[i]).toBeGreaterThan(0);
      expect(rho(re[i]!, im[i]!) + rho(1 - re[i]!, -im[i]!)).toBeLessThanOrEqual(0.6 + 1e-12);
    }
  });

  it("a larger spread contains the smaller one, and held-out points are others", () => {
    const small = pointSet("spread", 50);
    const large = pointSet("spread", 80);
    expect(large.re.subarray(0, 50)).toEqual(small.re);
    const heldOut = pointSet("held-out", 50);
    expect(heldOut.re.some((x) => large.re.includes(x))).toBe(false);
  });

  it("refuses unknown names, empty sets and larger ones than any search can whiten", () => {
    expect(() => pointSet("lattice")).toThrow(/points: got "lattice": one of spread, bootstop-180/);
    expect(() => pointSet("spread", 0)).toThrow(/points: count: got 0/);
    for (const name of ["spread", "line", "held-out"])
      expect(() => pointSet(name, 100_000)).toThrow(
        /points: count: got 100000: a whole number from \d to 500/,
      );
  });
});

/** |z| / |1 + √(1−z)|² with complex square roots from polar coordinates, another way than the code's. */
function rho(x: number, y: number): number {
  const radius = Math.hypot(1 - x, y) ** 0.5;
  const angle = Math.atan2(-y, 1 - x) / 2;
  return Math.hypot(x, y) / ((1 + radius * Math.cos(angle)) ** 2 + (radius * Math.sin(angle)) ** 2);
}
