import { counted } from "../counted.js";
import type { SolutionOperator } from "../search/result.js";
import { frame, type PlotSpecification, palette, parameterName } from "./specification.js";

/** Known data of an operator, in the order of the theory file at every value of the parameter. */
export interface ExactEntry {
  readonly channel: string;
  readonly spin: number;
  readonly delta: number;
  readonly ope2: number;
}

export interface CurveStep {
  /** value of the parameter */
  readonly at: number;
  /** in printed order, with the exact values beside them where there are any */
  readonly operators: readonly SolutionOperator[];
  /** the theory's exact data at this value */
  readonly exact: readonly ExactEntry[];
}

export interface Curve {
  readonly parameter: string;
  /** ascending in the parameter */
  readonly steps: readonly CurveStep[];
  /** exact data on a finer grid of the parameter; empty lists where none are known */
  readonly exact: readonly { readonly at: number; readonly operators: readonly ExactEntry[] }[];
}

const kinds = ["found", "undetermined", "fixed"] as const;
type Quantity = "delta" | "ope2";

export interface CurvePoint {
  readonly at: number;
  readonly quantity: Quantity;
  readonly operator: number;
  readonly spin: string;
  readonly kind: (typeof kinds)[number];
  readonly value: number;
  /** value ± σ; both the value where there is no bar */
  readonly low: number;
  readonly high: number;
}

export interface ExactCurvePoint {
  readonly at: number;
  readonly quantity: Quantity;
  readonly series: string;
  readonly spin: string;
  readonly value: number;
}

/** Ratio of the ends of the parameter from which on its axis is logarithmic. */
const LOG_RATIO = 20;

export const spansDecades = (least: number, most: number) => least > 0 && most / least > LOG_RATIO;

/**
 * Two panels against the parameter: dimensions, and squared OPE coefficients on a logarithmic axis; one colour a spin, 1σ bars,
 * and lines where the theory's exact data go through.
 */
export function curvePlot(title: string, curve: Curve): PlotSpecification {
  const points = curvePoints(curve.steps);
  const exact = exactCurves(curve);
  const spins = [...new Set(points.map((point) => point.spin))].sort((a, b) => Number(a) - Number(b));
  const panel = (quantity: Quantity) => ({
    width: 360,
    height: 340,
    layer: layers(
      points.filter((point) => point.quantity === quantity && shown(point)),
      exact.filter((point) => point.quantity === quantity && shown(point)),
      { quantity, parameter: curve.parameter, spins },
    ),
  });
  const lines = exact.length > 0 ? "; lines: exact" : "";
  return {
    ...frame(title, `${counted(curve.steps.length, "value")} of ${parameterName(curve.parameter)}${lines}`),
    hconcat: [panel("delta"), panel("ope2")],
  };
}

/** A logarithm shows nothing that is not positive. */
const shown = ({ quantity, value }: { quantity: Quantity; value: number }) =>
  quantity === "delta" || value > 0;

export function curvePoints(steps: readonly CurveStep[]): CurvePoint[] {
  return steps.flatMap(({ at, operators }) =>
    operators.flatMap((found, operator) =>
      (["delta", "ope2"] as const).map((quantity) => {
        const { value, error, fixed } = found[quantity];
        const kind = fixed ? "fixed" : found.determined ? "found" : "undetermined";
        const bar = error ?? 0;
        return {
          at,
          quantity,
          operator,
          spin: String(found.spin),
          kind,
          value,
          low: quantity === "ope2" ? Math.max(value - bar, value / 10) : value - bar,
          high: value + bar,
        } as const;
      }),
    ),
  );
}

/** Curves of the exact operators that stand beside a found one at some step. */
export function exactCurves({ steps, exact }: Curve): ExactCurvePoint[] {
  const matched = new Set(
    steps
      .flatMap((step) => step.operators.map((operator) => indexOf(operator, step.exact)))
      .filter((i) => i >= 0),
  );
  return exact.flatMap(({ at, operators }) =>
    [...matched].flatMap((index) => {
      const entry = operators[index];
      if (!entry) return [];
      return (["delta", "ope2"] as const).map((quantity) => ({
        at,
        quantity,
        series: String(index),
        spin: String(entry.spin),
        value: entry[quantity],
      }));
    }),
  );
}

function indexOf({ spin, channel, exact }: SolutionOperator, known: readonly ExactEntry[]): number {
  if (!exact) return -1;
  return known.findIndex(
    (entry) =>
      entry.spin === spin &&
      entry.channel === channel &&
      entry.delta === exact.delta &&
      entry.ope2 === exact.ope2,
  );
}

interface Panel {
  readonly quantity: Quantity;
  readonly parameter: string;
  readonly spins: readonly string[];
}

function layers(points: readonly CurvePoint[], exact: readonly ExactCurvePoint[], panel: Panel) {
  const { quantity, spins } = panel;
  const places = points.map(({ at }) => at);
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const x = {
    field: "at",
    type: "quantitative",
    title: parameterName(panel.parameter),
    scale: spansDecades(least, most)
      ? { type: "log", nice: false, padding: 12 }
      : { type: "linear", zero: false, nice: false, padding: 12 },
  };
  const scale =
    quantity === "delta" ? { type: "linear", zero: false, padding: 10 } : { type: "log", padding: 10 };
  const y = {
    field: "value",
    type: "quantitative",
    title: quantity === "delta" ? "scaling dimension Δ" : "squared OPE coefficient a",
    scale,
    ...(quantity === "ope2" && { axis: { tickCount: 6, format: "~e" } }),
  };
  const color = {
    field: "spin",
    type: "nominal",
    title: "spin ℓ",
    scale: { domain: spins, range: spins.map((_, i) => palette[i % palette.length]) },
    legend: { orient: "bottom", direction: "horizontal" },
  };
  return [
    ...(exact.length === 0 ? [] : [exactLines(exact, { x, y, color })]),
    {
      data: { values: points.filter(({ low, high }) => high > low) },
      mark: { type: "rule", strokeWidth: 1.5 },
      encoding: {
        x,
        y: { ...y, field: "low" },
        y2: { field: "high" },
        color,
      },
    },
    markers(points, { x, y, color }),
  ];
}

interface Channels {
  readonly x: object;
  readonly y: object;
  readonly color: object;
}

function exactLines(values: readonly ExactCurvePoint[], channels: Channels) {
  return {
    data: { values },
    mark: { type: "line", strokeWidth: 1, opacity: 0.65 },
    encoding: { ...channels, detail: { field: "series" } },
  };
}

function markers(values: readonly CurvePoint[], channels: Channels) {
  return {
    data: { values },
    mark: { type: "point", filled: true, size: 48, opacity: 1 },
    encoding: {
      ...channels,
      shape: {
        field: "kind",
        type: "nominal",
        title: null,
        scale: { domain: kinds, range: ["circle", "cross", "diamond"] },
        legend: { orient: "bottom", direction: "horizontal" },
      },
    },
  };
}
