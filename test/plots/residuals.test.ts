import { describe, expect, it } from "vitest";
import { renderSvg } from "../../src/plots/render.js";
import { residualBarsPlot } from "../../src/plots/residual-bars.js";
import { type PointResidual, residualMapPlot, residualMarks } from "../../src/plots/residual-map.js";

const disc: PointResidual[] = [
  { z: [0.6, 0.3], value: 1e-4 },
  { z: [0.7, 0.4], value: -1e-9 },
  { z: [0.8, 0.1], value: 0 },
];

/** Shapes that stand for data: symbols and bars, not axes or the keys of a legend. */
const marks = (svg: string, kind: "symbol" | "rect") =>
  [...svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark[^"]*marks"[^>]*>(.*?)</g>`, "gs"))]
    .flatMap(([, group]) => [...group!.matchAll(/<path\b[^>]*>/g)])
    .map(([path]) => path);

describe("the residual map", () => {
  it("has a circle a point, larger where |E| is larger, coloured by the sign", async () => {
    const circles = marks(await renderSvg(residualMapPlot("E", disc)), "symbol");
    expect(circles).toHaveLength(2);
    const radius = (path: string) => Number(/M([\d.]+),0A/.exec(path)![1]);
    expect(radius(circles[0]!)).toBeGreaterThan(5 * radius(circles[1]!));
    expect(circles[0]).toContain('fill="#0072b2"');
    expect(circles[1]).toContain('fill="#d55e00"');
  });

  it("leaves out what has no logarithm", () => {
    const bad = [{ z: [0.5, 0.5], value: Number.NaN }] as const;
    expect(residualMarks([...disc, ...bad]).map(({ size }) => size)).toEqual([1e-4, 1e-9]);
  });

  it("of a system has a panel an equation", async () => {
    const system = ["σσσσ", "σσεε"].flatMap((component) => disc.map((point) => ({ ...point, component })));
    const svg = await renderSvg(residualMapPlot("E", system));
    expect(marks(svg, "symbol")).toHaveLength(4);
    expect(svg).toContain("σσεε");
  });

  it("of points on the real line shows |E| as a height", async () => {
    const line = disc.map(({ z: [x], value }) => ({ z: [x, 0] as const, value }));
    const svg = await renderSvg(residualMapPlot("E", line));
    const heights = marks(svg, "symbol").map((path) => Number(/translate\([\d.]+,([\d.]+)\)/.exec(path)![1]));
    expect(heights[0]).toBeLessThan(heights[1]! - 200);
  });
});

describe("residual bars", () => {
  it("are longer where |E| is larger, named, in the given order", async () => {
    const rows = [
      { name: "derivative 0", value: -1e-12 },
      { name: "derivative 2", value: 1e-8 },
      { name: "integral 1", value: 1e-10 },
      { name: "integral 2", value: 0 },
    ];
    const svg = await renderSvg(residualBarsPlot("E", rows));
    const lengths = marks(svg, "rect").map((path) => Number(/h(-?[\d.]+)v/.exec(path)![1]));
    expect(lengths).toHaveLength(3);
    expect(lengths[1]).toBeGreaterThan(lengths[2]!);
    expect(lengths[2]).toBeGreaterThan(lengths[0]!);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
    const places = rows.slice(0, 3).map(({ name }) => svg.indexOf(`>${name}<`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});
