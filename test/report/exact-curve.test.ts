import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exactAlong } from "../../src/report/exact-curve.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";

const file = `
name: two-parameters
title: a theory of two parameters
sources: [none]
family: global-2d
parameters:
  g: { default: 1, min: 0.1, max: 10 }
  h: { default: 0, min: 0, max: 10 }
external: { delta: 1/8 }
spectrum: [{ spin: 0, delta: [0.1, 90], ope2: [0, 2] }]
ladder: [{ operators: 1, cut: 3 }]
exact: [{ spin: 0, delta: g + h, ope2: 1 }]
`;

function theoryWith(options: Parameters<typeof loadTheory>[1]) {
  const path = join(scratchFolder(), "two-parameters.yaml");
  writeFileSync(path, file);
  return loadTheory(path, options);
}

const step = (at: number, exact: ReturnType<typeof loadTheory>["exact"]) => ({ at, operators: [], exact });

describe("the exact curve of a theory along a parameter", () => {
  it("keeps the other parameters", () => {
    const theory = theoryWith({ set: { h: 3 } });
    const curve = exactAlong(theory, "g", [step(1, theory.exact), step(4, [])]);
    expect(curve[0]!.at).toBe(1);
    expect(curve.at(-1)!.at).toBe(4);
    expect(curve[1]!.at - 1).toBeCloseTo((4 - 1) / (curve.length - 1), 12);
    for (const { at, operators } of curve) expect(operators[0]!.delta).toBe(at + 3);
  });

  it("goes in equal ratios where the axis of the plot is logarithmic, within the range of the parameter", () => {
    const theory = theoryWith({});
    const places = exactAlong(theory, "g", [step(0.1, theory.exact), step(10, [])]).map(({ at }) => at);
    const ratio = 100 ** (1 / (places.length - 1));
    for (const [k, at] of places.slice(1).entries()) expect(at / places[k]!).toBeCloseTo(ratio, 10);
    expect(Math.max(...places)).toBeLessThanOrEqual(10);
  });

  it("is empty where nothing exact is known at any step", () => {
    expect(exactAlong(theoryWith({}), "g", [step(1, []), step(2, [])])).toEqual([]);
  });
});
