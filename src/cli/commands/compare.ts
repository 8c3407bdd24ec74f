import { type Command, Option } from "commander";
import type { CompareOptions } from "../compare-runs.js";
import { jsonOption, outOption, realNumber } from "../options.js";
import type { Invocation } from "../terminal.js";

export function compareCommand(program: Command, invocation: Invocation): void {
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
    .option("--data <file>", "beside CFT data, such as an extremal spectrum, instead")
    .addOption(new Option("--markdown", "one line a run, as a Markdown table").conflicts("json"))
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing compare 20260314T150926Z
  crossing compare runs/* --fail-above 3 --json
  crossing compare results/*/run.json --markdown

--json prints {rows: [{run, quantity, value, error, reference, kind, pull, side, …}], runs: [{run, theory, judged, largestPull, outside}]}.`,
    )
    .action(async (references: string[], options: CompareOptions) => {
      const { compareRuns } = await import("../compare-runs.js");
      await compareRuns(references, options, invocation);
    });
}
