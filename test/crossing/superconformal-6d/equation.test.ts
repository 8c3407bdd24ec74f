import { describe, expect, it } from "vitest";
import { columnScale } from "../../../src/crossing/equation.js";
import { pointSet } from "../../../src/crossing/points.js";
import { residualAt, residualNorm } from "../../../src/crossing/residual.js";
import { disconnected } from "../../../src/crossing/superconformal-6d/disconnected.js";
import { superconformal6d } from "../../../src/crossing/superconformal-6d/equation.js";
import { freeLikeFactor } from "../../../src/crossing/superconformal-6d/free-like.js";
import { multiplets } from "../../../src/crossing/superconformal-6d/multiplets.js";
import { Tail6d } from "../../../src/crossing/superconformal-6d/tail.js";

const points = pointSet("bootstop-180");
const supergravity = { inverseCharge: 0, currents: "none" } as const;
const exact = multiplets().map(({ channel, spin, delta }) => ({
  channel,
  spin,
  delta,
  ope2: disconnected(delta, spin).b / columnScale(delta),
}));

/** BootSTOP's 45 operators: D, B up to ℓ = 18, and 8, 7, 6, 5, 4, 3, 2 long multiplets of spins 0 to 12. */
const partition = exact.filter(({ channel, spin, delta }) =>
  channel === "long" ? spin <= 12 && (delta - spin) / 2 - 4 < 8 - spin / 2 : spin <= 18,
);

describe("the 6D (2,0) crossing equation", () => {
  const equation = superconformal6d(points, supergravity);

  it("holds for the exact data at c = ∞ to the rounding errors that its magnitude announces", () => {
    const residual = residualAt(equation, exact);
    expect(residualNorm(equation, exact)).toBeLessThan(1e-11);
    for (let i = 0; i < equation.rows; i++)
      expect(Math.abs(residual[i]!)).toBeLessThan(10 * 4e-16 * equation.magnitude[i]!);
  });

  it("leaves 4.19e-3 for BootSTOP's partition, and 1e-11 with the exact tail", () => {
    expect(partition.length).toBe(45);
    expect(residualNorm(equation, partition)).toBeCloseTo(4.186e-3, 5);
    const mean = new Tail6d(equation, supergravity, { kept: partition, shape: "tree-level" }).mean();
    const whole = residualAt(equation, partition).map((entry, i) => entry + mean[i]!);
    expect(Math.sqrt(whole.reduce((sum, entry) => sum + entry * entry, 0))).toBeLessThan(1e-11);
  });

  it.each([1, 25, 98])("holds for the free-like solution at c = %d", (c) => {
    const charge = { inverseCharge: 1 / c, currents: "free-like" } as const;
    const data = exact.map((operator) => ({
      ...operator,
      ope2: operator.ope2 * freeLikeFactor(operator.delta, operator.spin, 1 / c),
    }));
    expect(residualNorm(superconformal6d(points, charge), data)).toBeLessThan(1e-11);
  });

  it("at large c the tree-level tail is the whole spectrum's to order 1/c²", () => {
    const remainder = (c: number) => {
      const charge = { inverseCharge: 1 / c, currents: "none" } as const;
      const at = superconformal6d(points, charge);
      const mean = new Tail6d(at, charge, { kept: [], shape: "tree-level" }).mean();
      return Math.sqrt(at.identity.reduce((sum, entry, i) => sum + (entry + mean[i]!) ** 2, 0));
    };
    expect(remainder(1e6)).toBeLessThan(1e-6);
    expect(remainder(1e5) / remainder(1e6)).toBeGreaterThan(80);
    expect(remainder(1e5) / remainder(1e6)).toBeLessThan(120);
  });
});

describe("the tail of the 6D (2,0) equation", () => {
  const charge = { inverseCharge: 1 / 1000, currents: "none" } as const;
  const equation = superconformal6d(points, charge);
  const kept = [
    { channel: "D", spin: 0 },
    { channel: "long", spin: 0 },
  ];

  it("holds what is not kept, dimension and coefficient unsure", () => {
    const nodes = new Tail6d(equation, charge, { kept, shape: "tree-level" }).nodes();
    expect(nodes.some(({ channel }) => channel === "D")).toBe(false);
    const scalars = nodes.filter(({ channel, spin }) => channel === "long" && spin === 0);
    expect(Math.min(...scalars.map(({ delta }) => delta))).toBeGreaterThan(9);
    const [lowest] = nodes.filter(({ channel, spin }) => channel === "long" && spin === 2);
    expect(lowest!.delta).toBeCloseTo(10 - 120 / 11 / 1000, 3);
    expect(nodes.filter(({ channel, shift }) => channel === "B" && shift)).toEqual([]);
  });

  it("at c = ∞ is free of uncertainty but for 1e-12, and where c is finite of at least the next order's", () => {
    const at = superconformal6d(points, supergravity);
    const nodes = new Tail6d(at, supergravity, { kept, shape: "tree-level" }).nodes();
    for (const { channel, spin, delta, width, shift } of nodes) {
      expect(shift).toBeUndefined();
      expect(["B", "long"]).toContain(channel);
      expect(width / disconnected(delta, spin).b).toBeCloseTo(1e-12, 20);
    }
    expect(new Tail6d(equation, charge, { kept, shape: "tree-level" }).leastAmplitude).toBe(1);
  });
});
