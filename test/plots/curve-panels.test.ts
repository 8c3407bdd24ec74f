import { describe, expect, it } from "vitest";
import type { CurveStep } from "../../src/plots/curve.js";
import { curvePanels, ourPoints } from "../../src/plots/curve-panels.js";
import { renderSvg } from "../../src/plots/render.js";
import { fixed, free, operator } from "../archive/example-result.js";

const step = (at: number): CurveStep => ({
  at,
  exact: [],
  operators: [
    { ...operator(0, fixed(6), free(1.7, 0.1)), name: "D" },
    { ...operator(0, free(7.9, 0.2), free(0.7, 0.1)), name: "L", determined: at > 100 },
  ],
});
const curve = { parameter: "c", steps: [step(27), step(1000)], exact: [] };
const axis = { exponent: -1 / 3, title: "c^(−1/3)" };
const published = [
  { quantity: "delta[L]", at: { c: 125 }, value: 8.1, error: 0.01, kind: "upper", source: "bound: arXiv:1" },
  {
    quantity: "delta[L]",
    at: { c: 125 },
    value: 8,
    error: 0.1,
    kind: "estimate",
    source: "BootSTOP: arXiv:2",
  },
  { quantity: "delta[L]", at: { c: 8 }, value: 5, error: 0.1, kind: "estimate", source: "outside: arXiv:3" },
] as const;

describe("the curve of a continuation beside published values", () => {
  it("has our values against the power of the parameter, undetermined ones without bars, fixed ones not at all", () => {
    const points = ourPoints(curve, axis);
    expect(points.map(({ quantity }) => quantity)).toEqual([
      "ope2[D]",
      "delta[L]",
      "ope2[L]",
      "ope2[D]",
      "delta[L]",
      "ope2[L]",
    ]);
    expect(points[0]!.x).toBeCloseTo(1 / 3, 14);
    expect(points[1]).toMatchObject({ series: "undetermined", low: 7.9, high: 7.9 });
    expect(points[4]!.high).toBeCloseTo(8.1, 12);
  });

  it("draws a panel for each quantity that others have published, theirs within the range of the curve", async () => {
    const plot = curvePanels("six dimensions", curve, published, axis);
    expect((plot.concat as unknown[]).length).toBe(1);
    const svg = await renderSvg(plot);
    for (const text of ["six dimensions", "delta[L]", "c^(−1/3)", "upper bound", "BootSTOP", "undetermined"])
      expect(svg).toContain(text);
    expect(svg).not.toContain("outside");
  });
});
