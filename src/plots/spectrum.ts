import { parameterTexts } from "../compare/parameter-text.js";
import { counted } from "../counted.js";
import type { SearchResult, SolutionOperator } from "../search/result.js";
import { faded, frame, ink, type PlotSpecification, palette, parameterName } from "./specification.js";

/** What the spectrum plot takes from the theory file. */
export interface SpectrumContext {
  readonly title: string;
  /** draws the unitarity bound Δ = ℓ of two dimensions */
  readonly unitary: boolean;
  readonly exact: readonly {
    readonly channel?: string;
    readonly spin: number;
    readonly delta: number;
    readonly name?: string;
  }[];
  /** values of the theory's parameters, for the title */
  readonly parameters?: Readonly<Record<string, number>>;
}

const kinds = ["found", "undetermined", "fixed", "exact"] as const;
/** so many fit one above the other */
const LABELS = 18;
type Kind = (typeof kinds)[number];

export interface SpectrumPoint {
  readonly kind: Kind;
  readonly channel: string;
  readonly spin: number;
  readonly delta: number;
  /** Δ ± σ; both Δ where there is no bar */
  readonly low: number;
  readonly high: number;
  readonly name: string;
}

/** Shift in spin from one channel's symbols to those of the next. */
const CHANNEL_STEP = 0.22;
/** colours of a found and an undetermined operator of a channel, and its symbol */
const looks = [
  { colour: palette[0], pale: faded, shape: "circle" },
  { colour: palette[2], pale: "#b3e2d5", shape: "square" },
  { colour: palette[3], pale: "#f0d7e5", shape: "triangle-up" },
  { colour: palette[4], pale: "#f7e2b3", shape: "diamond" },
  { colour: palette[5], pale: "#cce9f8", shape: "triangle-down" },
  { colour: palette[6], pale: "#bbbbbb", shape: "cross" },
] as const;
const lookOf = (channel: number) => looks[channel % looks.length]!;

/**
 * Scaling dimensions against spin: found ones with 1σ bars, exact ones as open rings, the cut and the unitarity bound. Channels, where there are
 * several, stand side by side at their spin, each with a colour and a symbol of its own.
 */
export function spectrumPlot(result: SearchResult, context: SpectrumContext): PlotSpecification {
  const points = spectrumPoints(result, context);
  const channels = [...new Set(points.map(({ channel }) => channel))];
  const place = ({ channel, spin }: SpectrumPoint) =>
    spin + (channels.indexOf(channel) - (channels.length - 1) / 2) * CHANNEL_STEP;
  const placed = points.map((point) => ({
    ...point,
    place: place(point),
    look: `${channels.indexOf(point.channel)} ${point.kind}`,
    number: channels.indexOf(point.channel),
  }));
  const present = new Set(placed.map(({ look }) => look));
  const spins = points.map((point) => point.spin);
  const lastSpin = Math.max(2, ...spins);
  const top = Math.ceil(Math.max(result.cut ?? 0, ...points.map((point) => point.high)) + 0.5);
  const x = {
    field: "place",
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
    ...frame(titleOf(context), subtitle(result, channels), WIDTH),
    width: WIDTH,
    height: 360,
    data: { values: placed },
    layer: [
      ...(context.unitary ? [unitarityLine(Math.min(lastSpin + 0.9, top))] : []),
      ...(result.cut === null ? [] : [cutLine(result.cut)]),
      ...channels.map((_, c) => bars(x, c)),
      markers("datum.kind === 'exact'", channels.length > 1 ? 110 : 160, { x, y, channels, present }),
      markers("datum.kind !== 'exact'", 45, { x, y, channels, present }),
      labels(x, apart(points, top / LABELS), {
        room: labelRoom(spins, lastSpin),
        shift: ((channels.length - 1) / 2) * CHANNEL_STEP,
      }),
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
    .map(({ channel = found[0]?.channel ?? "", spin, delta, name }) => ({
      kind: "exact" as const,
      channel,
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
    channel: operator.channel,
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

const WIDTH = 480;

function titleOf({ title, parameters = {} }: SpectrumContext): string {
  const texts = parameterTexts(
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [parameterName(name), value])),
  );
  return texts.length === 0 ? title : `${title}, ${texts.join(", ")}`;
}

function subtitle(result: SearchResult, channels: readonly string[]): string[] {
  const { cut, operators } = result;
  const above = cut === null ? 0 : operators.filter(({ delta }) => delta.value > cut).length;
  return [
    fitText(result),
    ...(channels.length > 1 ? [`side by side, from the left: ${channels.join(", ")}`] : []),
    ...(above > 0
      ? [
          "operators above the cut are kept: it is where the tail begins, a guess to about ½, and they may lie up to 1 above it",
        ]
      : []),
  ];
}

function fitText(result: SearchResult): string {
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
        // beside the plot, where no operator can stand
        mark: { type: "text", align: "left", baseline: "middle", dx: 5, color: palette[4], fontSize: 10 },
        encoding: { y, x: { value: WIDTH }, text: { field: "label" } },
      },
    ],
  };
}

function bars(x: object, channel: number) {
  const own = `datum.number === ${channel} && datum.kind === 'found' && datum.high > datum.low`;
  return {
    transform: [{ filter: own }],
    mark: { type: "rule", strokeWidth: 1.5, color: lookOf(channel).colour },
    encoding: {
      x,
      y: { field: "low", type: "quantitative" },
      y2: { field: "high" },
    },
  };
}

/** One look for each channel and kind; the legend has the kinds of a single channel, of several a line each. */
function markers(
  filter: string,
  size: number,
  {
    x,
    y,
    channels,
    present,
  }: {
    readonly x: object;
    readonly y: object;
    readonly channels: readonly string[];
    /** looks that occur: the legend of several channels has these alone */
    readonly present: ReadonlySet<string>;
  },
) {
  const entries = channels.flatMap((channel, c) =>
    kinds.map((kind) => ({ channel, kind, key: `${c} ${kind}`, ...lookOf(c) })),
  );
  const legend = {
    title: null,
    orient: "bottom",
    direction: "horizontal",
    columns: kinds.length,
    ...(channels.length > 1 && { values: entries.map(({ key }) => key).filter((key) => present.has(key)) }),
    labelExpr: `{${entries.map(({ key, channel, kind }) => `${JSON.stringify(key)}: ${JSON.stringify(channels.length > 1 ? `${channel} ${kind}` : kind)}`).join(", ")}}[datum.label]`,
  };
  const channel = (look: (entry: (typeof entries)[number]) => string) => ({
    field: "look",
    type: "nominal",
    scale: { domain: entries.map(({ key }) => key), range: entries.map(look) },
    legend,
  });
  return {
    transform: [{ filter }],
    mark: { type: "point", size, strokeWidth: 1.6, opacity: 1 },
    encoding: {
      x,
      y,
      fill: channel(
        ({ kind, colour, pale }) =>
          ({ found: colour, undetermined: pale, fixed: ink.text, exact: "transparent" })[kind],
      ),
      stroke: channel(
        ({ kind, colour, pale }) =>
          ({
            found: colour,
            undetermined: pale,
            fixed: channels.length > 1 ? colour : ink.text,
            exact: palette[1],
          })[kind],
      ),
      shape: channel(({ kind, shape }) =>
        channels.length > 1 ? shape : kind === "fixed" ? "diamond" : "circle",
      ),
    },
  };
}

/** Pixels between a symbol and the next spin's: a longer name is cut short. */
function labelRoom(spins: readonly number[], lastSpin: number): number {
  const ticks = spinTicks(spins);
  const gaps = ticks.slice(1).map((spin, k) => spin - ticks[k]!);
  return (WIDTH / (lastSpin + 1.6)) * Math.min(2, ...gaps) - LABEL_OFFSET - 12;
}

const LABEL_OFFSET = 11;

function labels(
  x: object,
  points: readonly SpectrumPoint[],
  { room, shift }: { readonly room: number; readonly shift: number },
) {
  return {
    data: { values: points.map((point) => ({ ...point, place: point.spin + shift })) },
    mark: { type: "text", align: "left", dx: LABEL_OFFSET, fontSize: 12, color: ink.text, limit: room },
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
