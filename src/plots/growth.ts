import type { ContentStep } from "../search/result.js";
import { frame, type PlotSpecification, palette } from "./specification.js";

const WIDTH = 620;

/** How a spectrum grew: the operators chosen at each cut, with the posterior's standard deviation, and the cut itself as a line. */
export function growthPlot(title: string, steps: readonly ContentStep[]): PlotSpecification {
  const points = steps.flatMap(({ cut, operators }) =>
    operators.map(({ channels, spin, delta, error }) => ({
      cut,
      delta,
      lower: delta - (error ?? 0),
      upper: Math.min(delta + (error ?? 0), cut + ROOM),
      kind: `${channels[0] === "singlet" ? "" : `${channels[0]} `}ℓ = ${spin}`,
    })),
  );
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  const x = { field: "cut", type: "quantitative", title: "cut Δ", scale: { zero: false } };
  const y = { field: "delta", type: "quantitative", title: "Δ" };
  const color = {
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range: kinds.map((_, k) => palette[k % palette.length]) },
    legend: { title: null, orient: "bottom", columns: 6 },
  };
  return {
    ...frame(title, [], WIDTH),
    width: WIDTH,
    height: 320,
    layer: [
      {
        data: { values: steps.map(({ cut }) => ({ cut, delta: cut })) },
        mark: { type: "line", strokeDash: [2, 3], color: "#888888" },
        encoding: { x, y },
      },
      {
        data: { values: points },
        mark: { type: "rule", clip: true },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" }, color },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 36, opacity: 1 },
        encoding: { x, y, color },
      },
    ],
  };
}

/** Bars that say nothing end a little above the cut. */
const ROOM = 0.5;
