import { basename } from "node:path";
import type { RunDocument } from "../archive/run-document.js";
import { formatPlain } from "../compare/uncertainty.js";
import { html } from "../report/html.js";
import { htmlTable } from "../report/html-table.js";
import type { ObjectiveName, ProgressEvent } from "../search/result.js";
import { rates } from "./rates.js";
import type { RunMoment } from "./run-follower.js";
import { bestText, objectiveText, stageText, type View } from "./run-view.js";

/** A line a run, with a way to its own page. */
export function folderView(path: string, moments: readonly RunMoment[]): View {
  const running = moments.filter(({ run }) => run.state === "running").length;
  const table = {
    columns: [
      { title: "run", align: "left" },
      { title: "state", align: "left" },
      { title: "stage", align: "left" },
      { title: "best", align: "left" },
      { title: "", align: "right" },
      { title: "evaluations", align: "right" },
      { title: "per second", align: "right" },
      { title: "seconds", align: "right" },
    ] as const,
    rows: moments.map(row),
  };
  return {
    title: `${basename(path)}: ${running} running`,
    parts: new Map([
      [
        "heading",
        html`<h1>Runs in ${basename(path)}</h1>\n<p class="faint">${running} running, ${moments.length} shown</p>`,
      ],
      ["runs", moments.length === 0 ? html`<p>No runs yet.</p>` : htmlTable(table, "Runs, newest first")],
    ]),
  };
}

function row({ run, events, objective }: RunMoment) {
  const last = events.at(-1);
  const rate = rates(events, "recent");
  return [
    html`<a href="/runs/${encodeURIComponent(basename(run.path))}">${run.document.id}</a>`,
    run.state,
    last === undefined ? "–" : stageText(last),
    objectiveText(objective),
    bestOf(run.document, last, objective),
    last === undefined ? "–" : String(last.evaluations),
    rate === null ? "–" : formatPlain(rate.evaluations, 3),
    last === undefined ? "–" : last.seconds.toFixed(1),
  ];
}

/** Of the result, or of the last event: the square of ‖E‖, or χ². */
function bestOf({ result }: RunDocument, last: ProgressEvent | undefined, objective: ObjectiveName): string {
  if (result !== null) return bestText(result.chi2 ?? result.residualNorm, objective);
  if (last === undefined) return "–";
  return bestText(objective === "whitened" ? last.best : Math.sqrt(last.best), objective);
}
