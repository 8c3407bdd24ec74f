import { counted } from "../counted.js";
import type { PublishedValue } from "../theory/theory.js";
import type { Curve } from "./curve.js";
import { faded, frame, ink, type PlotSpecification, palette, parameterName } from "./specification.js";

/** How the parameter is drawn: x = at^exponent, with a name for the axis. */
export interface ParameterAxis {
  readonly exponent: number;
  readonly title: string;
}

/** A value at one place of the parameter, ours or published. */
export interface PanelPoint {
  readonly x: number;
  readonly quantity: string;
  readonly series: string;
  readonly value: number;
  /** value ± σ; both the value where there is no bar */
  readonly low: number;
  readonly high: number;
}

const OURS = "this continuation";
const UNDETERMINED = "undetermined";
const COLUMNS = 3;

/**
 * One panel a quantity for a continuation along a parameter at whose values others have published theirs: our values with their 1σ bars, those not
 * determined pale and without; published estimates with their bars; published bounds as dashed lines.
 *
 * @param published values that hold at one value of the curve's parameter and depend on nothing else
 */
export function curvePanels(
  title: string,
  curve: Curve,
  published: readonly PublishedValue[],
  axis: ParameterAxis,
): PlotSpecification {
  const places = curve.steps.map(({ at }) => at);
  const within = published.filter(({ at }) => {
    const place = at[curve.parameter]!;
    return place >= Math.min(...places) && place <= Math.max(...places);
  });
  const quantities = [...new Set(published.map(({ quantity }) => quantity))];
  const ours = ourPoints(curve, axis);
  const theirs = publishedPoints(within, curve.parameter, axis);
  const drawn = quantities.filter((quantity) => ours.some((point) => point.quantity === quantity));
  const series = [OURS, UNDETERMINED, ...new Set(theirs.map((point) => point.series))];
  return {
    ...frame(
      title,
      `${counted(curve.steps.length, "value")} of ${parameterName(curve.parameter)}; bars: one standard deviation`,
    ),
    columns: COLUMNS,
    resolve: { scale: { color: "shared" } },
    concat: drawn.map((quantity) => {
      const here = (points: readonly PanelPoint[]) => points.filter((point) => point.quantity === quantity);
      return panel(quantity, here(ours), here(theirs), { axis, series });
    }),
  };
}

/** Values of the continuation's named operators; fixed ones are not drawn. */
export function ourPoints({ steps }: Curve, { exponent }: ParameterAxis): PanelPoint[] {
  return steps.flatMap(({ at, operators }) =>
    operators.flatMap((operator) =>
      (["delta", "ope2"] as const).flatMap((kind) => {
        const { value, error, fixed } = operator[kind];
        if (fixed || operator.name === undefined) return [];
        const bar = operator.determined ? (error ?? 0) : 0;
        return [
          {
            x: at ** exponent,
            quantity: `${kind}[${operator.name}]`,
            series: operator.determined ? OURS : UNDETERMINED,
            value,
            low: value - bar,
            high: value + bar,
          },
        ];
      }),
    ),
  );
}

function publishedPoints(
  published: readonly PublishedValue[],
  parameter: string,
  { exponent }: ParameterAxis,
): PanelPoint[] {
  return published.map(({ at, quantity, value, error, kind, source }) => ({
    x: at[parameter]! ** exponent,
    quantity,
    // the words before the reference
    series: kind === "upper" || kind === "lower" ? `${kind} bound` : source.split(/[:,] (?:arXiv|as in)/)[0]!,
    value,
    low: value - (error ?? 0),
    high: value + (error ?? 0),
  }));
}

interface PanelContext {
  readonly axis: ParameterAxis;
  readonly series: readonly string[];
}

function panel(
  quantity: string,
  ours: readonly PanelPoint[],
  theirs: readonly PanelPoint[],
  { axis, series }: PanelContext,
) {
  const x = {
    field: "x",
    type: "quantitative",
    title: axis.title,
    scale: { zero: false, nice: false, padding: 8 },
  };
  const y = {
    field: "value",
    type: "quantitative",
    title: null,
    scale: { zero: false, padding: 8 },
  };
  const color = {
    field: "series",
    type: "nominal",
    title: null,
    scale: { domain: series, range: series.map(colour) },
    legend: {
      orient: "bottom",
      direction: "horizontal",
      columns: 3,
      labelLimit: 260,
      symbolType: "circle",
      symbolOpacity: 1,
    },
  };
  const isBound = ({ series: name }: PanelPoint) => name.endsWith(" bound");
  const points = [...theirs.filter((point) => !isBound(point)), ...ours];
  return {
    title: { text: quantity, fontSize: 12, fontWeight: "normal", anchor: "start" },
    width: 250,
    height: 190,
    layer: [
      {
        data: { values: theirs.filter(isBound) },
        mark: { type: "line", strokeWidth: 1.5, strokeDash: [5, 3] },
        encoding: { x, y, color },
      },
      {
        data: { values: points.filter(({ low, high }) => high > low) },
        mark: { type: "rule", strokeWidth: 1.2 },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 26, opacity: 1 },
        encoding: { x, y, color },
      },
    ],
  };
}

function colour(name: string, index: number): string {
  if (name === UNDETERMINED) return faded;
  if (name.endsWith(" bound")) return ink.faint;
  return palette[(index === 0 ? 0 : index - 1) % palette.length]!;
}
