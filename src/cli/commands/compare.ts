import type { Command } from "commander";
import type { ComparisonRow } from "../../compare/compare.js";
import { jsonOption, outOption, realNumber } from "../options.js";
import { exitCodes, type Invocation } from "../terminal.js";

interface Options {
  readonly failAbove?: number;
  readonly out: string;
  readonly json?: boolean;
}

export function compareCommand(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command("compare")
    .argument("<run...>", "runs: id, beginning of an id, or path")
    .summary("a run beside exact and published values")
    .description(
      "Puts the numbers of runs beside the exact and published values of their theory: error bar, pull (difference over σ), inside or outside of bounds.",
    )
    .option(
      "--fail-above <sigma>",
      "exit 1 where a pull is larger or nothing can be compared",
      realNumber("--fail-above"),
    )
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing compare 20260314T150926Z
  crossing compare runs/* --fail-above 3 --json`,
    )
    .action(async (references: string[], options: Options) => {
      const { findRun } = await import("../../archive/run-lookup.js");
      const tables: { id: string; title: string; rows: readonly ComparisonRow[] }[] = [];
      for (const reference of references)
        tables.push(await compareRun(findRun(reference, options.out), invocation));
      const { comparisonTable } = await import("../../compare/comparison-table.js");
      if (options.json) {
        const rows = tables.flatMap(({ id, rows }) => rows.map((row) => ({ run: id, ...row })));
        terminal.print(JSON.stringify({ rows }, null, 2));
      } else {
        terminal.print(
          tables.map(({ id, title, rows }) => `${title}, run ${id}\n${comparisonTable(rows)}`).join("\n\n"),
        );
      }
      if (options.failAbove !== undefined) await judge(tables, options.failAbove, invocation);
    });
}

async function compareRun(
  run: import("../../archive/run-lookup.js").StoredRun,
  { terminal }: Invocation,
): Promise<{ id: string; title: string; rows: readonly ComparisonRow[] }> {
  const { InputError } = await import("../../errors.js");
  const { compare } = await import("../../compare/compare.js");
  const { theoryOfRun } = await import("../../archive/run-theory.js");
  const { document, path, state } = run;
  if (document.result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to compare` });
  }
  const { theory, changed } = theoryOfRun(document);
  if (changed) terminal.note(`warning: ${theory.file} has changed since run ${document.id}\n`);
  return { id: document.id, title: theory.title, rows: compare(document.result, theory) };
}

async function judge(
  tables: readonly { id: string; rows: readonly ComparisonRow[] }[],
  limit: number,
  invocation: Invocation,
): Promise<void> {
  const { largestPull } = await import("../../compare/comparison-table.js");
  for (const { id, rows } of tables) {
    const largest = largestPull(rows);
    if (largest !== null && largest <= limit) continue;
    const reason = largest === null ? "nothing can be compared" : `largest pull ${largest.toPrecision(3)} σ`;
    invocation.terminal.note(`crossing: ${id}: ${reason}, allowed ${limit} σ\n`);
    invocation.exitCode = exitCodes.failed;
  }
}
