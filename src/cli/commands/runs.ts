import type { Command } from "commander";
import { jsonOption, outOption } from "../options.js";
import type { Invocation, Terminal } from "../terminal.js";

interface Options {
  readonly out: string;
  readonly json?: boolean;
}

export function runsCommand(program: Command, { terminal }: Invocation): void {
  const runs = program
    .command("runs")
    .summary("list stored runs, or show one")
    .description("Lists the runs in a folder, or shows one.");
  runs
    .command("list", { isDefault: true })
    .summary("one line a run, oldest first")
    .description("Lists runs, oldest first; folders that hold no readable run are named on standard error.")
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  crossing runs list\n  crossing runs list --out results --json")
    .action((options: Options) => list(options, terminal));
  runs
    .command("show")
    .argument("<run>", "id, beginning of an id, or path")
    .summary("a run's configuration and result")
    .description("Shows a run's configuration and result.")
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExample:\n  crossing runs show 20260314T150926Z")
    .action((reference: string, options: Options) => show(reference, options, terminal));
}

async function list({ out, json }: Options, terminal: Terminal): Promise<void> {
  const { listRuns } = await import("../../archive/run-lookup.js");
  const { textTable } = await import("../../compare/text-table.js");
  const { runs, broken } = listRuns(out);
  for (const { message } of broken) terminal.note(`warning: left out: ${message}\n`);
  const rows = runs.map(
    ({ path, state, document: { id, theory, options, seed, stream, started, result } }) => ({
      id,
      state,
      theory: theory.name,
      parameters: theory.parameters,
      optimiser: result?.optimiser ?? options.optimiser ?? null,
      seed,
      stream,
      chi2: result?.chi2 ?? null,
      residualNorm: result?.residualNorm ?? null,
      stopReason: result?.stopReason ?? null,
      started,
      path,
    }),
  );
  if (json) terminal.print(JSON.stringify({ runs: rows, broken }, null, 2));
  else if (rows.length === 0) terminal.print(`no runs in ${out}; \`crossing search THEORY\` makes one`);
  else {
    terminal.print(
      textTable(
        [
          { title: "run", align: "left" },
          { title: "state", align: "left" },
          { title: "optimiser", align: "left" },
          { title: "seed", align: "right" },
          { title: "χ²", align: "right" },
          { title: "‖E‖", align: "right" },
          { title: "stopped", align: "left" },
        ],
        rows.map((row) => [
          row.id,
          row.state,
          String(row.optimiser ?? "–"),
          row.stream === 0 ? String(row.seed) : `${row.seed}/${row.stream}`,
          row.chi2?.toPrecision(3) ?? "–",
          row.residualNorm?.toExponential(2) ?? "–",
          row.stopReason ?? "–",
        ]),
      ),
    );
  }
}

async function show(reference: string, { out, json }: Options, terminal: Terminal): Promise<void> {
  const { findRun } = await import("../../archive/run-lookup.js");
  const { path, state, document } = findRun(reference, out);
  if (json) {
    terminal.print(JSON.stringify({ path, ...document, state }, null, 2));
    return;
  }
  const { theory, machine, versions, started, finished, failure, result } = document;
  const options = Object.entries(document.options).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const facts = [
    `run      ${document.id} (${state})`,
    `folder   ${path}`,
    `theory   ${theory.name}: ${theory.title}`,
    `options  ${options.join(" ") || "all by default"}`,
    `started  ${started}${finished === null ? "" : `, finished ${finished}`}`,
    `with     crossing ${versions.crossing}, Node ${versions.node}, ${machine.cpu} (${machine.cores} cores, ${machine.platform})`,
    ...(failure === null ? [] : [`failed   ${failure}`]),
    ...(state === "interrupted" ? [`next     crossing search --resume ${document.id}`] : []),
  ].join("\n");
  if (result === null) terminal.print(facts);
  else {
    const { resultText } = await import("../result-table.js");
    terminal.print(`${facts}\n\n${resultText(result, theory.title)}`);
  }
}
