import type { BenchmarkResult } from "../benchmark/benchmark.js";
import { counted } from "../counted.js";
import { frame, ink, type PlotSpecification, palette } from "./specification.js";

/** One point of a method's curve: quartiles over seeds of the best objective after an effort. */
export interface BenchmarkPoint {
  readonly method: string;
  readonly at: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/**
 * Best objective against evaluations and against processor seconds, both logarithmic: medians over seeds as lines, quartiles as bands. Below the
 * grey rule lies the global basin.
 */
export function benchmarkPlot(title: string, result: BenchmarkResult): PlotSpecification {
  const { rung, unknowns, methods, objective } = result;
  const seeds = methods[0]?.seeds.length ?? 0;
  const ladder = `rung ${rung.position}: ${counted(rung.operators, "operator")}, ${counted(unknowns.length, "unknown dimension")}`;
  return {
    ...frame(title, [
      `${ladder}, ${objective} objective, ${counted(seeds, "seed")}`,
      "lines: medians; bands: quartiles; grey: 1.1 × the best that any method found",
    ]),
    hconcat: [panel(result, "evaluations", "evaluations"), panel(result, "cpuSeconds", "processor seconds")],
  };
}

/** Zeros and infinities, which a logarithm cannot show, are left out. */
export function benchmarkPoints(
  { methods }: BenchmarkResult,
  effort: "evaluations" | "cpuSeconds",
): BenchmarkPoint[] {
  return methods.flatMap(({ name, curves }) =>
    curves[effort]
      .filter(({ lower, upper }) => lower > 0 && Number.isFinite(upper))
      .map(({ at, lower, median, upper }) => ({ method: name, at, lower, median, upper })),
  );
}

function panel(result: BenchmarkResult, effort: "evaluations" | "cpuSeconds", title: string) {
  const values = benchmarkPoints(result, effort);
  const legend = {
    title: null,
    orient: "bottom",
    columns: 3,
    labelLimit: 280,
    symbolType: "stroke",
    symbolOpacity: 1,
  };
  const domain = result.methods.map(({ name }) => name);
  const color = {
    field: "method",
    type: "nominal",
    scale: { domain, range: domain.map((_, index) => palette[index % palette.length]) },
    legend,
  };
  // more methods than colours: the second round is dashed
  const strokeDash = {
    field: "method",
    type: "nominal",
    scale: { domain, range: domain.map((_, index) => (index < palette.length ? [1, 0] : [5, 3])) },
    legend,
  };
  const x = {
    field: "at",
    type: "quantitative",
    title,
    scale: { type: "log" },
    axis: { tickCount: 5, format: "~g" },
  };
  const scale = { type: "log" };
  const axis = { format: ".0e", tickCount: 8 };
  const name = result.objective === "whitened" ? "best χ²" : "best ‖E‖²";
  return {
    width: 400,
    height: 340,
    data: { values },
    layer: [
      {
        mark: { type: "area", opacity: 0.1, interpolate: "step-after" },
        encoding: {
          x,
          y: { field: "lower", type: "quantitative", title: name, scale, axis },
          y2: { field: "upper" },
          color,
        },
      },
      {
        mark: { type: "line", interpolate: "step-after", strokeWidth: 1.8 },
        encoding: {
          x,
          y: { field: "median", type: "quantitative", scale, axis },
          color,
          strokeDash,
        },
      },
      {
        data: { values: [{ threshold: result.globalBelow }] },
        mark: { type: "rule", color: ink.faint, strokeDash: [2, 3] },
        encoding: { y: { field: "threshold", type: "quantitative", scale } },
      },
    ],
  };
}
