import { counted } from "../counted.js";
import { RIVAL } from "../search/inference/criteria.js";
import type { MapSummary } from "../search/map/summary.js";
import { frame, ink, type PlotSpecification, palette, parameterName } from "./specification.js";

/** Tempered differences above this are all of one colour. */
const FAR = 12;

/** Evidence over one parameter as a curve, over two as an island map. */
export function evidencePlot(title: string, map: MapSummary): PlotSpecification {
  return map.grid.length === 1 ? curve(title, map) : island(title, map);
}

const axis = (field: string, name: string) => ({
  field,
  type: "quantitative",
  title: parameterName(name),
  scale: { zero: false, nice: false, padding: 4 },
  axis: { tickCount: 6 },
});

/** What a reader has to know of the points. */
function subtitle({ points, unknown, operators, cut }: MapSummary): string {
  const followed = unknown.length > 0 ? `, ${unknown.map(parameterName).join(", ")} where it is largest` : "";
  return `${counted(points.length, "point")}, ${counted(operators, "operator")}, cut Δ = ${cut}${followed}`;
}

function curve(title: string, map: MapSummary): PlotSpecification {
  const [name] = map.grid as [string];
  const series = ["−2 ln(evidence) above the least", "tempered"] as const;
  const values = map.points.flatMap(({ at, difference, tempered }) => [
    { x: at[0]!, y: difference, series: series[0] },
    { x: at[0]!, y: tempered, series: series[1] },
  ]);
  const y = {
    field: "y",
    type: "quantitative",
    title: "difference from the best point",
    scale: { type: "symlog", constant: 1 },
    axis: { values: [0, 1, 3, 10, 30, 100, 300, 1000, 3000] },
  };
  const color = {
    field: "series",
    type: "nominal",
    title: null,
    scale: { domain: series, range: [palette[0], palette[1]] },
    legend: { orient: "bottom", direction: "horizontal", labelLimit: 300 },
  };
  return {
    ...frame(title, [
      subtitle(map),
      `dashed: ${RIVAL}, tempered differences below it are no reason to choose`,
    ]),
    width: 480,
    height: 300,
    layer: [
      {
        data: { values: [{ y: RIVAL }] },
        mark: { type: "rule", strokeDash: [4, 4], color: ink.faint },
        encoding: { y: { ...y, field: "y" } },
      },
      {
        data: { values },
        mark: { type: "line", point: { filled: true, size: 20 }, strokeWidth: 1.2 },
        encoding: { x: axis("x", name), y, color },
      },
    ],
  };
}

function island(title: string, map: MapSummary): PlotSpecification {
  const [first, second] = map.grid as [string, string];
  const half = [0, 1].map((a) => spacing(map, a) / 2) as [number, number];
  const values = map.points.map(({ at, difference, tempered }) => ({
    x: at[0]! - half[0],
    x2: at[0]! + half[0],
    y: at[1]! - half[1],
    y2: at[1]! + half[1],
    cx: at[0]!,
    cy: at[1]!,
    tempered: Math.min(tempered, FAR),
    rival: tempered <= RIVAL,
    best: difference === 0,
  }));
  const place = { x: axis("cx", first), y: axis("cy", second) };
  return {
    ...frame(title, [subtitle(map), `dots: tempered differences of at most ${RIVAL}; cross: the best point`]),
    width: 440,
    height: 380,
    layer: [
      {
        data: { values },
        mark: { type: "rect", stroke: null },
        encoding: {
          x: axis("x", first),
          x2: { field: "x2" },
          y: axis("y", second),
          y2: { field: "y2" },
          color: {
            field: "tempered",
            type: "quantitative",
            title: `tempered difference, ${FAR} and above`,
            scale: { scheme: "viridis", domain: [0, FAR], reverse: true },
            legend: { orient: "bottom", direction: "horizontal", gradientLength: 300, titleLimit: 400 },
          },
        },
      },
      {
        data: { values: values.filter(({ rival }) => rival) },
        mark: { type: "point", filled: true, size: 6, color: "white", opacity: 0.9 },
        encoding: place,
      },
      {
        data: { values: values.filter(({ best }) => best) },
        mark: { type: "point", shape: "cross", filled: true, size: 110, color: palette[1] },
        encoding: place,
      },
    ],
  };
}

/** Distance of two values on an axis of the grid. */
function spacing({ points }: MapSummary, a: number): number {
  const values = [...new Set(points.map(({ at }) => at[a]!))].sort((one, other) => one - other);
  const steps = values.slice(1).map((value, k) => value - values[k]!);
  return steps.length > 0 ? Math.min(...steps) : 1;
}
