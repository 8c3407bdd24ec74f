import { replaceFile } from "../../archive/atomic-file.js";
import { type Collection, collect } from "../../cluster/collection.js";
import { findSubmission } from "../../cluster/submission.js";
import { textTable } from "../../compare/text-table.js";
import { formatPlain } from "../../compare/uncertainty.js";
import { foundText, moreText } from "../found-solutions.js";
import { operatorTable } from "../result-table.js";
import type { Terminal } from "../terminal.js";
import type { CollectOptions } from "./options.js";

const SHOWN_RUNS = 20;

/** The command `cluster collect`. */
export function showCollection(
  reference: string | undefined,
  { out, json, output }: CollectOptions,
  terminal: Terminal,
): void {
  const collection = collect(findSubmission(reference, out));
  const document = JSON.stringify(collection, null, 2);
  if (output !== undefined) replaceFile(output, `${document}\n`);
  terminal.print(json ? document : text(collection));
}

function text(collection: Collection): string {
  const { theory, tasks, complete, best, solutions } = collection;
  const heading = `${theory}: ${complete} of ${tasks} tasks have a finished run`;
  if (best === null) return heading;
  return [
    heading,
    runTable(collection),
    `best run, stream ${best.stream}, ${best.path}:\n${operatorTable(best.operators, false)}`,
    foundText(solutions),
  ].join("\n\n");
}

function runTable({ runs }: Collection): string {
  const shown = runs.slice(0, SHOWN_RUNS);
  const table = textTable(
    [
      { title: "run", align: "left" },
      { title: "stream", align: "right" },
      { title: "operators", align: "right" },
      { title: "cut", align: "right" },
      { title: "−2 ln evidence", align: "right" },
      { title: "χ²", align: "right" },
      { title: "‖E‖", align: "right" },
      { title: "CPU s", align: "right" },
      { title: "stopped", align: "left" },
    ],
    shown.map((run) => [
      run.runId ?? "–",
      String(run.stream),
      String(run.operators),
      run.cut === null ? "–" : formatPlain(run.cut),
      run.evidence?.toFixed(1) ?? "–",
      run.chi2?.toPrecision(3) ?? "–",
      run.residualNorm.toExponential(2),
      run.cpuSeconds.toFixed(1),
      run.stopReason,
    ]),
  );
  return table + moreText(runs.length - shown.length, "runs");
}
