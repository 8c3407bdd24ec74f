import { type Command, Option } from "commander";
import { jsonOption, outOption } from "../options.js";
import type { Invocation } from "../terminal.js";

interface Options {
  readonly kind: "spectrum" | "convergence" | "curve";
  readonly out: string;
  readonly output?: string;
  readonly json?: boolean;
}

export function plotCommand(program: Command, { terminal }: Invocation): void {
  program
    .command("plot")
    .argument("<run...>", "runs: id, beginning of an id, or path")
    .summary("pictures of runs, as SVG and PNG")
    .description("Draws runs as SVG and PNG, next to run.json unless --output names another place.")
    .addOption(
      new Option(
        "--kind <kind>",
        "spectrum: Δ against spin, one picture a run; convergence: best value against evaluations, runs overlaid; curve: Δ and OPE² against a parameter, over the runs given or the whole continuation of one",
      )
        .choices(["spectrum", "convergence", "curve"])
        .default("spectrum"),
    )
    .addOption(
      new Option("-o, --output <file>", "where to: one file ending in .svg or .png (one picture only)"),
    )
    .addOption(outOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing plot 20260314T150926Z
  crossing plot runs/*ising-2d* --kind convergence -o convergence.svg
  crossing plot 20260314T150926Z --kind curve`,
    )
    .action(async (references: string[], options: Options) => {
      const { findRun } = await import("../../archive/run-lookup.js");
      const { drawConvergence, drawSpectrum } = await import("../draw.js");
      const { drawCurve } = await import("../draw-curve.js");
      const draw = { spectrum: drawSpectrum, convergence: drawConvergence, curve: drawCurve }[options.kind];
      const runs = references.map((reference) => findRun(reference, options.out));
      const files = await draw(runs, options.output);
      if (options.json) terminal.print(JSON.stringify({ files }, null, 2));
      else for (const file of files) terminal.print(file);
    });
}
