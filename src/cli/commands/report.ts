import { type Command, Option } from "commander";
import { jsonOption, outOption } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options {
  readonly out: string;
  readonly output: string;
  readonly json?: boolean;
}

export function reportCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("report")
    .argument("<run...>", "runs of one theory: id, beginning of an id, or path")
    .summary("one page about runs, to send to somebody")
    .description(
      "Writes one HTML page that is complete in itself: numbers with error bars beside exact and published ones, spectrum, residuals, convergence, ladder, other solutions, warnings, how to make it again. Several runs may differ in their seeds, or in one parameter; one step of a continuation stands for all of it.",
    )
    .addOption(new Option("-o, --output <file>", "where to").default("report.html"))
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing report 20260314T150926Z -o report.html
  crossing report runs/*ising-2d* -o seeds.html
  crossing report RUN -o curve.html        RUN: any step of a continuation`,
    )
    .action(async (references: string[], { out, output, json }: Options) => {
      const { findRun } = await import("../../archive/run-lookup.js");
      const { replaceFile } = await import("../../archive/atomic-file.js");
      const { report } = await import("../../report/report.js");
      const page = await report(references.map((reference) => findRun(reference, out)));
      replaceFile(output, page);
      terminal.print(json ? JSON.stringify({ file: output }, null, 2) : output);
    });
}
