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
  /** best objective so far of this piece: χ², or ‖E‖ where the objective is plain */
  readonly best: number;
  readonly piece: number;
}

export interface RungStart {
  readonly run: string;
  readonly rung: number;
  readonly evaluations: number;
  readonly label: string;
}

/**
 * Best objective against evaluations, logarithmic, one colour a run. Each rung of a ladder is another objective, so its curve
 * starts anew and a dotted line marks where; several runs share the axes, rungs are marked for the first.
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
 * The curve in its pieces. A new one begins with each rung, and where the best rises: there the search has gone over to another
 * objective, as when the tail's amplitude is fitted anew. Each piece is drawn to the beginning of the next. Zeros and
 * non-numbers, which a logarithm cannot show, are left out.
 */
export function convergencePoints(run: ConvergenceRun): ConvergencePoint[] {
  const points: ConvergencePoint[] = [];
  let piece = 0;
  let rung: number | undefined;
  for (const event of run.events) {
    const best = run.objective === "whitened" ? event.best : Math.sqrt(event.best);
    if (!(best > 0 && Number.isFinite(best))) continue;
    const last = points.at(-1);
    if (last !== undefined && (event.rung !== rung || best > last.best)) {
      points.push({ ...last, evaluations: event.evaluations });
      piece++;
    }
    rung = event.rung;
    points.push({ run: run.label, evaluations: event.evaluations, best, piece });
  }
  return points;
}

/** Where the best rises inside a rung: the objective is another one from there on, since the tail's amplitude was fitted again. */
export function refitted(run: ConvergenceRun): ConvergencePoint[] {
  const rungs = new Set(rungStarts(run).map(({ evaluations }) => evaluations));
  return convergencePoints(run).filter(
    (point, k, all) => k > 0 && point.piece !== all[k - 1]!.piece && !rungs.has(point.evaluations),
  );
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
  const marked = runs.length > 0 && rungStarts(runs[0]!).length > 0;
  return [
    what,
    ...(marked ? ["dotted: start of a rung, with its number of operators"] : []),
    ...(withRefits
      ? ["circles: the tail's amplitude fitted again, from where on χ² is measured in other units"]
      : []),
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
