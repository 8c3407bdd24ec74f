import { formatPlain } from "../compare/uncertainty.js";
import { counted } from "../counted.js";
import { convergencePoints, rungStarts } from "../plots/convergence.js";
import { type Html, html, nothing } from "../report/html.js";
import { factList, htmlTable } from "../report/html-table.js";
import { costLine, fitLine, titleLine } from "../report/result-lines.js";
import { chi2Text, normText, operatorTable } from "../report/result-tables.js";
import type { Table } from "../report/table.js";
import type { ObjectiveName, ProgressEvent, RungSummary } from "../search/result.js";
import { lineChart } from "./line-chart.js";
import { rates } from "./rates.js";
import type { RunMoment } from "./run-follower.js";

/** The parts of a page that change while a run goes on, by the ids of their places. */
export interface View {
  readonly title: string;
  readonly parts: ReadonlyMap<string, Html>;
}

export function runView(moment: RunMoment): View {
  const { theory, id, result } = moment.run.document;
  const parameters = result?.parameters ?? theory.parameters;
  return {
    title: `${theory.name}: ${moment.run.state}`,
    parts: new Map([
      ["heading", html`<h1>${titleLine(theory.title, parameters)}</h1>\n<p class="faint">${id}</p>`],
      ["status", statusPart(moment)],
      ["best", bestPart(moment)],
      ["operators", operatorsPart(moment)],
      ["sac", sacPart(moment.events)],
    ]),
  };
}

function statusPart({ run, events, silence }: RunMoment): Html {
  const last = events.at(-1);
  const { failure, result } = run.document;
  const quiet =
    silence === null || run.state !== "running" ? "" : `, last heard of ${silence.toFixed(0)} s ago`;
  return factList([
    ["state", html`<strong>${run.state}</strong>${quiet}${failure === null ? "" : `: ${failure}`}`],
    ...(last === undefined ? [] : ([["stage", stageText(last)]] as const)),
    ...(last === undefined ? [] : ([["work", workText(last)]] as const)),
    ["throughput", throughputText(events)],
    ...(result === null ? [] : ([["result", html`${fitLine(result)}<br>${costLine(result)}`]] as const)),
  ]);
}

export function stageText({ rung, rungs, operators, stage }: ProgressEvent): string {
  const ladder = rung === undefined ? [] : [`rung ${rung} of ${rungs ?? "?"}`];
  const size = operators === undefined ? [] : [counted(operators, "operator")];
  return [...ladder, ...size, stage].join(", ");
}

function workText({ evaluations, sacSteps, seconds }: ProgressEvent): string {
  const sac = sacSteps === 0 ? "" : `, ${sacSteps} SAC steps`;
  return `${evaluations} evaluations${sac}, ${seconds.toFixed(1)} s`;
}

export function throughputText(events: readonly ProgressEvent[]): string {
  const now = rates(events, "recent");
  const all = rates(events, "all");
  if (now === null || all === null) return "–";
  const sac = now.sacSteps === 0 ? "" : `, ${formatPlain(now.sacSteps, 3)} SAC steps a second`;
  return `${formatPlain(now.evaluations, 3)} evaluations a second${sac} (${formatPlain(all.evaluations, 3)} in all)`;
}

function bestPart({ events, objective }: RunMoment): Html {
  const run = { label: "", objective, events };
  const what = objectiveText(objective);
  const points = convergencePoints(run);
  const best = points.at(-1)?.best ?? null;
  return html`${best === null ? nothing : html`<p>best ${what} <strong>${bestText(best, objective)}</strong></p>`}
${lineChart({
  title: `Best ${what} of the present rung`,
  points: points.map(({ evaluations, best: y, piece }) => ({ x: evaluations, y, piece })),
  logarithmic: true,
  marks: rungStarts(run).map(({ evaluations, label }) => ({ x: evaluations, label })),
})}`;
}

export const objectiveText = (objective: ObjectiveName) => (objective === "whitened" ? "χ²" : "‖E‖");

/** χ² or ‖E‖, as in the tables of results. */
export function bestText(best: number, objective: ObjectiveName): string {
  return objective === "whitened" ? chi2Text(best) : normText(best);
}

function operatorsPart({ run, rungs, events }: RunMoment): Html {
  const { result } = run.document;
  if (result !== null) return htmlTable(operatorTable(result.operators), "Operators of the best solution");
  const last = rungs.at(-1);
  if (last === undefined)
    return html`<p class="faint">${events.at(-1)?.rungs === 1 ? "with the result" : "from the first rung on, at the next checkpoint"}</p>`;
  return html`<p>best solution of rung ${rungs.length}, χ² ${chi2Text(last.chi2)}, cut Δ = ${formatPlain(last.cut)}; no error bars yet</p>
${htmlTable(placeTable(last.best), "Operators at the last checkpoint")}`;
}

function placeTable(best: RungSummary["best"]): Table {
  const several = new Set(best.map(({ channel }) => channel)).size > 1;
  return {
    columns: [
      ...(several ? [{ title: "channel", align: "left" } as const] : []),
      { title: "ℓ", align: "right" },
      { title: "Δ", align: "left" },
      { title: "OPE²", align: "left" },
    ],
    rows: best.map(({ channel, spin, delta, ope2 }) => [
      ...(several ? [channel] : []),
      String(spin),
      formatPlain(delta),
      formatPlain(ope2),
    ]),
  };
}

const diagnostics = [
  ["critic", "Critic's loss"],
  ["actor", "Actor's loss"],
  ["entropy", "Entropy"],
  ["temperature", "Temperature"],
] as const;

function sacPart(events: readonly ProgressEvent[]): Html {
  // before its first step SAC tells zeros
  const learning = events.filter(({ losses }) => losses !== undefined && losses.temperature > 0);
  const last = learning.at(-1)?.losses;
  if (last === undefined) return html`<p class="faint">SAC is not at work</p>`;
  return html`<p>${diagnostics.map(([name, title], k) => html`${k > 0 ? ", " : ""}${title.toLowerCase()} <strong>${formatPlain(last[name], 3)}</strong>`)}</p>
<div class="figures">${diagnostics.map(([name, title]) =>
    lineChart({
      title,
      points: learning.map(({ evaluations, losses }) => ({ x: evaluations, y: losses![name] })),
      logarithmic: false,
    }),
  )}</div>`;
}
