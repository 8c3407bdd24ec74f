import { counted } from "../counted.js";
import type { SearchResult, SolutionOperator } from "../search/result.js";
import { faded, frame, ink, type PlotSpecification, palette } from "./specification.js";

/** What the spectrum plot takes from the theory file. */
export interface SpectrumContext {
  readonly title: string;
  /** draws the unitarity bound Δ = ℓ of two dimensions */
  readonly unitary: boolean;
  readonly exact: readonly { readonly spin: number; readonly delta: number; readonly name?: string }[];
}

const kinds = ["found", "undetermined", "fixed", "exact"] as const;
/** so many fit one above the other */
const LABELS = 18;
type Kind = (typeof kinds)[number];

export interface SpectrumPoint {
  readonly kind: Kind;
  readonly spin: number;
  readonly delta: number;
  /** Δ ± σ; both Δ where there is no bar */
  readonly low: number;
  readonly high: number;
  readonly name: string;
}

/** Scaling dimensions against spin: found ones with 1σ bars, exact ones as open rings, the cut and the unitarity bound. */
export function spectrumPlot(result: SearchResult, context: SpectrumContext): PlotSpecification {
  const points = spectrumPoints(result, context);
  const spins = points.map((point) => point.spin);
  const lastSpin = Math.max(2, ...spins);
  const top = Math.ceil(Math.max(result.cut ?? 0, ...points.map((point) => point.high)) + 0.5);
  const x = {
    field: "spin",
    type: "quantitative",
    title: "spin ℓ",
    scale: { domain: [-0.7, lastSpin + 0.9], nice: false },
    axis: { values: spinTicks(spins), grid: false, format: "d" },
  };
  const y = {
    field: "delta",
    type: "quantitative",
    title: "scaling dimension Δ",
    scale: { domain: [0, top], nice: false },
  };
  return {
    ...frame(context.title, subtitle(result)),
    width: 480,
    height: 360,
    data: { values: points },
    layer: [
      ...(context.unitary ? [unitarityLine(Math.min(lastSpin + 0.9, top))] : []),
      ...(result.cut === null ? [] : [cutLine(result.cut)]),
      bars(x),
      markers("datum.kind === 'exact'", 160, { x, y }),
      markers("datum.kind !== 'exact'", 45, { x, y }),
      labels(x, apart(points, top / LABELS)),
    ],
  };
}

/** The data of the plot: operators in printed order, then exact points below the top of the picture. */
export function spectrumPoints(result: SearchResult, context: SpectrumContext): SpectrumPoint[] {
  const found = result.operators.map(toPoint);
  const ceiling = Math.max(result.cut ?? 0, ...found.map((point) => point.high)) + 0.5;
  const shown = new Set(found.map((point) => point.name));
  const exact = context.exact
    .filter(({ delta }) => delta <= ceiling)
    .map(({ spin, delta, name }) => ({
      kind: "exact" as const,
      spin,
      delta,
      low: delta,
      high: delta,
      name: name !== undefined && !shown.has(name) ? name : "",
    }));
  return [...found, ...exact];
}

function toPoint(operator: SolutionOperator): SpectrumPoint {
  const { value, error, fixed } = operator.delta;
  const kind = fixed ? "fixed" : operator.determined ? "found" : "undetermined";
  const bar = operator.determined ? (error ?? 0) : 0;
  return {
    kind,
    spin: operator.spin,
    delta: value,
    low: value - bar,
    high: value + bar,
    name: operator.name ?? "",
  };
}

function spinTicks(spins: readonly number[]): number[] {
  return [...new Set([0, ...spins])].sort((a, b) => a - b);
}

function subtitle(result: SearchResult): string {
  const fit =
    result.chi2 === null
      ? `‖E‖ = ${result.residualNorm.toExponential(1)}`
      : `χ² = ${result.chi2.toPrecision(3)}`;
  const others = result.solutions.length > 1 ? `, best of ${result.solutions.length} distinct solutions` : "";
  return `${fit}, ${counted(result.operators.length, "operator")}, seed ${result.seed}${others}`;
}

function unitarityLine(end: number) {
  return {
    data: {
      values: [
        { spin: 0, delta: 0 },
        { spin: end, delta: end },
      ],
    },
    mark: { type: "line", color: ink.faint, strokeWidth: 1, strokeDash: [2, 3] },
    encoding: { x: { field: "spin", type: "quantitative" }, y: { field: "delta", type: "quantitative" } },
  };
}

function cutLine(cut: number) {
  const y = { field: "delta", type: "quantitative" };
  return {
    data: { values: [{ delta: cut, label: `cut Δ = ${Number(cut.toPrecision(4))}` }] },
    layer: [
      { mark: { type: "rule", color: palette[4], strokeDash: [6, 4] }, encoding: { y } },
      {
        mark: {
          type: "text",
          align: "left",
          baseline: "bottom",
          dx: 4,
          dy: -3,
          color: palette[4],
          fontSize: 10,
        },
        encoding: { y, x: { value: 0 }, text: { field: "label" } },
      },
    ],
  };
}

function bars(x: object) {
  return {
    transform: [{ filter: "datum.kind === 'found' && datum.high > datum.low" }],
    mark: { type: "rule", strokeWidth: 1.5, color: palette[0] },
    encoding: { x, y: { field: "low", type: "quantitative" }, y2: { field: "high" } },
  };
}

function markers(filter: string, size: number, { x, y }: { x: object; y: object }) {
  const legend = { title: null, orient: "bottom", direction: "horizontal" };
  const channel = (range: readonly string[]) => ({
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range },
    legend,
  });
  return {
    transform: [{ filter }],
    mark: { type: "point", size, strokeWidth: 1.6, opacity: 1 },
    encoding: {
      x,
      y,
      fill: channel([palette[0], faded, ink.text, "transparent"]),
      stroke: channel([palette[0], faded, ink.text, palette[1]]),
      shape: channel(["circle", "circle", "diamond", "circle"]),
    },
  };
}

function labels(x: object, points: readonly SpectrumPoint[]) {
  return {
    data: { values: points },
    mark: { type: "text", align: "left", dx: 11, fontSize: 12, color: ink.text },
    encoding: { x, y: { field: "delta", type: "quantitative" }, text: { field: "name" } },
  };
}

/** Names that can be read: of those of one spin, from below, each at least `distance` above the last. */
export function apart(points: readonly SpectrumPoint[], distance: number): SpectrumPoint[] {
  const last = new Map<number, number>();
  return points
    .filter(({ name }) => name !== "")
    .sort((a, b) => a.delta - b.delta)
    .filter(({ spin, delta }) => {
      if (delta - (last.get(spin) ?? Number.NEGATIVE_INFINITY) < distance) return false;
      last.set(spin, delta);
      return true;
    });
}
