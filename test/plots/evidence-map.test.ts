import { describe, expect, it } from "vitest";
import { evidencePlot } from "../../src/plots/evidence-map.js";
import { renderSvg } from "../../src/plots/render.js";
import type { MappedPoint, MapSummary } from "../../src/search/map/summary.js";

const point = (at: number[], difference: number): MappedPoint => ({
  at,
  unknown: [],
  evidence: difference - 100,
  difference,
  tempered: difference / 10,
  chi2: 1,
  amplitude: 1,
  values: [],
});

const map = (grid: string[], points: MappedPoint[]): MapSummary => ({
  theory: "mine",
  grid,
  unknown: [],
  operators: 5,
  cut: 6,
  quantities: [],
  points,
  lost: [],
  best: points.find(({ difference }) => difference === 0)!,
  minimum: null,
  plain: [],
  tempered: [],
  finished: true,
});

/** Shapes that stand for data, as vega groups them. */
const count = (svg: string, kind: string) =>
  [...svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark[^"]*"[^>]*>(.*?)</g>`, "gs"))].flatMap(
    ([, group]) => [...group!.matchAll(/<path\b[^>]*>/g)],
  ).length;

describe("the picture of a map", () => {
  it("is a curve over one parameter: both differences at every point", async () => {
    const points = [2, 0, 7].map((difference, k) => point([0.5 + k / 10], difference));
    const svg = await renderSvg(evidencePlot("mine", map(["sigma"], points)));
    expect(count(svg, "symbol")).toBe(6);
    expect(svg).toContain("tempered");
  });

  it("is an island map over two: a cell a point, dots where tempered differences are small, a cross", async () => {
    const points = [0, 1, 2].flatMap((i) => [0, 1].map((j) => point([i, j], 20 * (i + j))));
    const svg = await renderSvg(evidencePlot("mine", map(["sigma", "epsilon"], points)));
    expect(count(svg, "rect")).toBe(6);
    // 0, 20, 20 are within 3 tempered, and the best has its cross
    expect(count(svg, "symbol")).toBe(3 + 1);
  });
});
