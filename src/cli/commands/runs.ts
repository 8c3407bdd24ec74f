import { type Command, Option } from "commander";
import { requireKnown } from "../help.js";
import { commandOption, jsonOption, outOption, setOption, wholeNumber } from "../options.js";
import type {
  ExportOptions,
  ListOptions,
  PlaceOptions,
  SelectionOptions,
  ShowOptions,
} from "../runs/options.js";
import { parseSince } from "../runs/since.js";
import { runOptions } from "../search-options.js";
import type { Invocation } from "../terminal.js";

export function runsCommand(program: Command, invocation: Invocation): void {
  const runs = program
    .command("runs")
    .summary("stored runs: list, show, stats, export, sql, replay")
    .description(
      "Looks at stored runs: lists and filters them, shows one, gathers statistics over seeds, exports tables, answers SQL, replays.",
    );
  misspelt(runs);
  for (const register of [listCommand, showCommand, statsCommand, exportCommand, sqlCommand, replayCommand]) {
    register(runs, invocation);
  }
}

function selection(command: Command): Command {
  return command
    .option("--theory <name...>", "only of these theories")
    .option("--optimiser <name...>", "only of these optimisers")
    .addOption(
      new Option("--state <state...>", "only in these states").choices([
        "running",
        "complete",
        "interrupted",
        "failed",
      ]),
    )
    .option(
      "--since <time>",
      "only those started since: an age (30m, 12h, 3d, 2w) or a date (2026-03-14, 2026-03-14T09:00Z)",
      (text: string) => parseSince(text),
    )
    .addOption(setOption())
    .addOption(outOption())
    .addOption(jsonOption());
}

/** Without a subcommand runs are listed; a word that is none of them is a mistake, and says which was meant. */
function misspelt(runs: Command): void {
  runs.hook("preSubcommand", (_, subcommand) => {
    const [word] = runs.args;
    if (word === undefined || word.startsWith("-") || word === subcommand.name()) return;
    requireKnown(runs, word);
  });
}

function listCommand(runs: Command, { terminal }: Invocation): void {
  selection(runs.command("list", { isDefault: true }))
    .summary("one line a run")
    .description("Lists runs, oldest first; folders that hold no readable run are named on standard error.")
    .option(
      "--sort <key>",
      "started, theory, fit (−2 ln evidence, then χ², then ‖E‖), chi2, residual, held-out, evaluations or cpu; key:desc for the largest first (default: started; with --top, fit)",
    )
    .option("--top <number>", "only the first so many in that order", wholeNumber("--top", 1))
    .option("--best", "only the run that fits best of each theory, parameters, preset and objective")
    .addHelpText(
      "after",
      `
Examples:
  crossing runs list
  crossing runs list --theory ising-2d --since 2d --top 5
  crossing runs list --set delta=0.3 --sort cpu:desc
  crossing runs list --best --json`,
    )
    .action(async (options: ListOptions) => {
      const { listRuns } = await import("../runs/list.js");
      listRuns(options, terminal);
    });
}

function showCommand(runs: Command, { terminal }: Invocation): void {
  runs
    .command("show")
    .argument("<run>", "id, beginning of an id, or path")
    .summary("a run's configuration and result")
    .description("Shows a run's configuration and result.")
    .addOption(commandOption("all", runOptions.all))
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExample:\n  crossing runs show 20260314T150926Z")
    .action(async (reference: string, options: ShowOptions) => {
      const { showRun } = await import("../runs/show.js");
      await showRun(reference, options, terminal);
    });
}

function statsCommand(runs: Command, { terminal }: Invocation): void {
  selection(runs.command("stats"))
    .argument("[run...]", "runs; without any, all under --out")
    .summary("what the runs of a problem say together: statistics, distinct solutions")
    .description(
      "Over the finished runs of each theory, parameters, preset and objective: mean, spread and quartiles of every number, the inverse-variance mean, distance to exact or published values, and the distinct solutions with how many runs found each.",
    )
    .addHelpText(
      "after",
      `
Examples:
  crossing runs stats
  crossing runs stats --theory ising-2d --optimiser hybrid
  crossing runs stats 20260314T150926Z 20260314T151203Z --json`,
    )
    .action(async (references: string[], options: SelectionOptions) => {
      const { showStatistics } = await import("../runs/stats.js");
      showStatistics(references, options, terminal);
    });
}

function exportCommand(runs: Command, { terminal }: Invocation): void {
  selection(runs.command("export"))
    .argument("[run...]", "runs; without any, all under --out")
    .summary("runs as a table for other programs: CSV, Parquet")
    .description(
      "Writes runs as a flat table: one line a run, an operator (of every distinct solution), a rung, a derived number or a warning. Parquet needs @duckdb/node-api.",
    )
    .addOption(
      new Option("--table <name>", "what a line is")
        .choices(["runs", "operators", "ladder", "derived", "warnings"])
        .default("runs"),
    )
    .addOption(new Option("--format <name>", "format of the file").choices(["csv", "parquet"]).default("csv"))
    .option("-o, --output <file>", "file to write; without it CSV goes to standard output")
    .addHelpText(
      "after",
      `
Examples:
  crossing runs export > runs.csv
  crossing runs export --table operators --theory ising-2d -o operators.csv
  crossing runs export --table operators --format parquet -o operators.parquet

--json prints {table, columns, rows}, with --output {table, format, file, count}.`,
    )
    .action(async (references: string[], options: ExportOptions) => {
      const { exportRuns } = await import("../runs/export.js");
      await exportRuns(references, options, terminal);
    });
}

function sqlCommand(runs: Command, { terminal }: Invocation): void {
  runs
    .command("sql")
    .argument("<query>", "a query in DuckDB's SQL")
    .summary("SQL over the runs under --out")
    .description(
      "Answers one SELECT over the tables runs, operators, ladder, derived and warnings, those of `runs export`. It reads no files, reaches no network and changes nothing. Needs @duckdb/node-api.",
    )
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing runs sql "SELECT theory, count(*), min(chi2) FROM runs GROUP BY theory"
  crossing runs sql "SELECT run, delta, delta_error FROM operators WHERE name = 'ε' AND solution = 1"
  crossing runs sql "SELECT column_name, column_type FROM (DESCRIBE operators)"

--json prints {columns, rows}.`,
    )
    .action(async (text: string, options: PlaceOptions) => {
      const { answer } = await import("../runs/sql.js");
      await answer(text, options, terminal);
    });
}

function replayCommand(runs: Command, invocation: Invocation): void {
  runs
    .command("replay")
    .argument("<run>", "id, beginning of an id, or path")
    .summary("the same search again: the same bits, or what differs")
    .description(
      "Does a stored run's search again, from the theory file and the options that the run keeps, and compares the results bit for bit. Exits 1 and names the fields where they differ. Nothing is stored.",
    )
    .option("--quiet", "no progress on standard error")
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExample:\n  crossing runs replay 20260314T150926Z")
    .action(async (reference: string, options: PlaceOptions & { readonly quiet?: boolean }) => {
      const { replay } = await import("../runs/replay.js");
      await replay(reference, options, invocation);
    });
}
