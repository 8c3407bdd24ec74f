import type { ProgressEvent } from "../search/result.js";
import { frame, ink, type PlotSpecification, palette } from "./specification.js";

export interface ConvergenceRun {
  readonly label: string;
  readonly objective: "whitened" | "plain" | "equations";
  readonly events: readonly ProgressEvent[];
}

export interface ConvergencePoint {
  readonly run: string;
  readonly evaluations: number;
  /**
   * best objective so far of this piece: χ² with the rung's last amplitude, or ‖E‖ where the objective is
   * plain
   */
  readonly best: number;
  readonly piece: number;
  /** on the ladder, from 1; null without one */
  readonly rung: number | null;
}

export interface RungStart {
  readonly run: string;
  readonly rung: number;
  readonly evaluations: number;
  readonly label: string;
}

/**
 * Best objective against evaluations, logarithmic, one colour a run. Each rung of a ladder is another
 * objective, so its curve starts anew and a dotted line marks where; inside a rung it is one, with the
 * amplitude that the rung ends with. Several runs share the axes, rungs are marked for the first.
 */
export function convergencePlot(title: string, runs: readonly ConvergenceRun[]): PlotSpecification {
  const labels = runs.map((run) => run.label);
  const points = runs.flatMap(convergencePoints);
  const refits = runs.flatMap(refitted);
  const plain = runs.every((run) => run.objective !== "whitened");
  const x = {
    field: "evaluations",
    type: "quantitative",
    title: "evaluations",
    axis: { format: ",d", tickCount: 6 },
  };
  return {
    ...frame(title, subtitle(runs, refits.length > 0), WIDTH),
    width: WIDTH,
    height: 320,
    data: { values: points },
    layer: [
      ...(runs.length === 0 ? [] : rungMarks(rungStarts(runs[0]!))),
      ...(refits.length === 0 ? [] : [refitMarks(refits, x)]),
      {
        mark: { type: "line", interpolate: "step-after", strokeWidth: 1.8 },
        encoding: {
          x,
          y: {
            field: "best",
            type: "quantitative",
            title: plain ? "best ‖E‖" : "best χ²",
            scale: { type: "log" },
            axis: decades(points.map((point) => point.best)),
          },
          detail: [{ field: "piece" }],
          color: {
            field: "run",
            type: "nominal",
            scale: { domain: labels, range: labels.map((_, index) => palette[index % palette.length]) },
            legend: runs.length > 1 ? { title: null, orient: "bottom", columns: 2, labelLimit: 280 } : null,
          },
        },
      },
    ],
  };
}

/**
 * The curve in its pieces, a rung each. Inside a rung the tail's amplitude A is fitted again and again; χ²
 * goes like 1/A² in all rows where the tail is above the rounding errors, so that χ² (A/A′)² is the same
 * objective throughout, A′ being the rung's last amplitude. Where the best rises all the same, another piece
 * begins: another solution leads, channels have got tails of other sizes, or many rows are near the rounding
 * errors. Each piece is drawn to the beginning of the next. Zeros and non-numbers, which a logarithm cannot
 * show, are left out.
 */
export function convergencePoints(run: ConvergenceRun): ConvergencePoint[] {
  const points: ConvergencePoint[] = [];
  const scale = scaleOfRungs(run);
  let piece = 0;
  let rung: number | undefined;
  for (const event of run.events) {
    const best = run.objective === "whitened" ? event.best * scale(event) : Math.sqrt(event.best);
    if (!(best > 0 && Number.isFinite(best))) continue;
    const last = points.at(-1);
    if (last !== undefined && (event.rung !== rung || best > RISE * last.best)) {
      points.push({ ...last, evaluations: event.evaluations });
      piece++;
    }
    rung = event.rung;
    points.push({ run: run.label, evaluations: event.evaluations, best, piece, rung: rung ?? null });
  }
  return points;
}

/** Less than this factor is what rows near the rounding errors do when an amplitude is fitted again. */
const RISE = 1.02;

/** What brings χ² of an event to the last amplitude of its rung; 1 where the events do not tell it. */
function scaleOfRungs({ events }: ConvergenceRun): (event: ProgressEvent) => number {
  const last = new Map(events.map(({ rung, amplitude }) => [rung, amplitude]));
  return ({ rung, amplitude }) => {
    const of = last.get(rung);
    return amplitude === undefined || of === undefined ? 1 : (amplitude / of) ** 2;
  };
}

/** Where the best rises inside a rung. */
export function refitted(run: ConvergenceRun): ConvergencePoint[] {
  return convergencePoints(run).filter((point, k, all) => {
    const before = all[k - 1];
    return before !== undefined && point.piece !== before.piece && point.rung === before.rung;
  });
}

const WIDTH = 560;

function refitMarks(points: readonly ConvergencePoint[], x: object) {
  return {
    data: { values: points },
    mark: { type: "point", shape: "circle", size: 45, filled: false, strokeWidth: 1.5, color: palette[1] },
    encoding: { x, y: { field: "best", type: "quantitative" } },
  };
}

export function rungStarts(run: ConvergenceRun): RungStart[] {
  const starts: RungStart[] = [];
  for (const { rung, operators, evaluations } of run.events) {
    if (rung === undefined || rung === starts.at(-1)?.rung) continue;
    const label = operators === undefined ? `rung ${rung}` : String(operators);
    starts.push({ run: run.label, rung, evaluations, label });
  }
  return starts;
}

/** Short lines: the picture is as wide as its longest. */
function subtitle(runs: readonly ConvergenceRun[], withRefits: boolean): string[] {
  const what = runs.length === 1 ? runs[0]!.label : `${runs.length} runs`;
  const inOne = runs.some(({ events }) => events.some(({ amplitude }) => amplitude !== undefined));
  const marked = runs.length > 0 && rungStarts(runs[0]!).length > 0;
  return [
    what,
    ...(marked
      ? [
          `dotted: start of a rung, with its number of operators${inOne ? "; χ² of each with its last tail" : ""}`,
        ]
      : []),
    ...(withRefits ? ["circles: fitting the tails again changed more than the unit of χ²"] : []),
  ];
}

/** One tick and grid line a decade, or every second, third … where there are many; labels 10⁻¹, 10⁰. */
function decades(values: readonly number[]) {
  if (values.length === 0) return {};
  const first = decadeBelow(Math.min(...values));
  const last = decadeBelow(Math.max(...values)) + 1;
  const every = Math.ceil((last - first) / 10);
  const exponents = Array.from(
    { length: Math.floor((last - first) / every) + 1 },
    (_, i) => first + i * every,
  );
  const names = exponents.map((exponent) => `'10${superscript(exponent)}'`).join(",");
  return {
    values: exponents.map((exponent) => Number(`1e${exponent}`)),
    labelExpr: `[${names}][round((log(datum.value) / LN10 - ${first}) / ${every})]`,
  };
}

function decadeBelow(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));
}

function rungMarks(starts: readonly RungStart[]) {
  if (starts.length === 0) return [];
  const x = { field: "evaluations", type: "quantitative" };
  return [
    {
      data: { values: starts },
      mark: { type: "rule", color: ink.faint, strokeDash: [2, 3], opacity: 0.7 },
      encoding: { x },
    },
    {
      data: { values: starts },
      mark: { type: "text", align: "left", baseline: "top", dx: 3, fontSize: 10, color: ink.faint },
      encoding: { x, y: { value: 2 }, text: { field: "label" } },
    },
  ];
}
