import { describe, expect, it } from "vitest";
import {
  axisValue,
  checkGrid,
  gridOrder,
  gridSize,
  gridValues,
  nearestIndex,
  neighbours,
  parentOf,
  parseGrid,
} from "../../../src/search/map/grid.js";
import { loadTheory } from "../../../src/theory/load.js";

const axes = parseGrid("x=0.5181..0.5182:5 y=-1..2e0:4");

describe("a grid", () => {
  it("is read from one or two parameters, ends exact and values without rounding tails", () => {
    expect(axes).toEqual([
      { parameter: "x", from: 0.5181, to: 0.5182, count: 5 },
      { parameter: "y", from: -1, to: 2, count: 4 },
    ]);
    expect([0, 1, 2, 3, 4].map((k) => axisValue(axes[0]!, k))).toEqual([
      0.5181, 0.518125, 0.51815, 0.518175, 0.5182,
    ]);
    expect(gridValues(axes, [4, 1])).toEqual([0.5182, 0]);
  });

  it.each([
    "x=1..2",
    "x=2..1:4",
    "x=1..2:1",
    "x=1..2:3 x=1..2:3",
    "a=0..1:2 b=0..1:2 c=0..1:2",
    "x=0..1:1e9",
  ])("is refused: %s", (text) => {
    expect(() => parseGrid(text)).toThrow(/grid/);
  });

  it("has to fit the theory", () => {
    const theory = loadTheory("ising-3d");
    const check = (text: string, unknown: string[] = []) => checkGrid(theory, parseGrid(text), unknown);
    expect(() => check("tau=0..1:3")).toThrow(/unknown parameter/);
    expect(() => check("sigma=0.4..0.52:3")).toThrow(/must lie in \[0.505, 0.6\]/);
    expect(() => check("sigma=0.51..0.52:3", ["sigma"])).toThrow(/cannot be an unknown/);
  });

  it("is ordered so that every point comes after its parent, one step from it", () => {
    const root = nearestIndex(axes, [0.51816, 7]);
    expect(root).toEqual([2, 3]);
    const order = gridOrder(axes, root);
    expect(order).toHaveLength(gridSize(axes));
    const seen = new Set<string>();
    for (const index of order) {
      const parent = parentOf(index, root);
      if (parent === null) expect(index).toEqual(root);
      else {
        expect(seen.has(String(parent))).toBe(true);
        expect(neighbours(axes, index)).toContainEqual(parent);
      }
      seen.add(String(index));
    }
    expect(seen.size).toBe(20);
  });

  it("has neighbours on its axes", () => {
    expect(neighbours(axes, [0, 1])).toEqual([
      [1, 1],
      [0, 0],
      [0, 2],
    ]);
  });
});
