import type { Command } from "commander";
import { type ContinueCommandOptions, type Step, stepOptimisers } from "../continuation-options.js";
import { jsonOption, outOption, quietOption, searchOption, theoryOptions, wholeNumber } from "../options.js";
import { exitCodes, type Invocation } from "../terminal.js";

export function continueCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command("continue")
    .argument("[theory]", "a theory's name or the path of a YAML file; not with --resume");
  theoryOptions(command)
    .summary("follow a theory's solutions along a parameter")
    .description(
      "Adiabatic continuation: a search at the first value of the parameter, then at each next one from every distinct solution of the last. Each step is a run of its own; together they make a curve (`crossing plot RUN --kind curve`).",
    )
    .option(
      "--along <path>",
      "x=first..last, spread linearly or, with :log or :power:p after it, as t^p from the first (p < 0: evenly in x^p)",
    )
    .option(
      "--steps <number>",
      "values of the parameter, both ends among them (default: 10)",
      wholeNumber("--steps", 2),
    )
    .addOption(searchOption("optimiser", "of each step (default: hybrid)").choices(stepOptimisers))
    .addOption(searchOption("points"))
    .addOption(searchOption("rungs"))
    .addOption(searchOption("seed"))
    .addOption(searchOption("budget", "most effort of each step: 60s or 20000e"))
    .addOption(
      searchOption("start", "start the first step from CFT data, a file or a run, instead of the ladder"),
    )
    .option("--resume <run>", "go on with an interrupted continuation; RUN: any step")
    .addOption(outOption())
    .addOption(quietOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  crossing continue gff-2d --along delta=0.1..0.9 --steps 9
  crossing continue gff-2d --along delta=0.05..2:log --steps 20 --rungs 3 --json
  crossing continue sixd-20 --along c=1e6..25:power:-1/3 --steps 30 --rungs 3
  crossing continue line-defect --along g=0.1..4 --steps 40
  crossing continue --resume 20260314T150926Z
  crossing plot RUN --kind curve        RUN: any step

Ctrl-C stops after the present step of the search, stores what there is and prints how to go on, to the same numbers as without it.
--json prints {steps: [{at, …as search --json}]}.`,
    )
    .action(async (reference: string | undefined, options: ContinueCommandOptions) => {
      const { continueAndStore } = await import("../continue-and-store.js");
      const { steps, parameter, resume } = await continueAndStore(reference, options, invocation);
      const { terminal } = invocation;
      terminal.print(options.json ? JSON.stringify({ steps }, null, 2) : await text(steps, parameter));
      if (resume === null) return;
      terminal.note(`interrupted; ${resume}\n`);
      invocation.exitCode = exitCodes.interrupted;
    });
}

async function text(steps: readonly Step[], parameter: string): Promise<string> {
  const { stepTable } = await import("../../report/result-tables.js");
  const { tableText } = await import("../../report/table.js");
  const table = tableText(
    stepTable(
      parameter,
      steps.map(({ at, ...result }) => ({ at, result })),
    ),
  );
  const { shellPath } = await import("../search-report.js");
  const run = steps[0]?.path;
  return run ? `${table}\nnext: crossing plot ${shellPath(run)} --kind curve` : table;
}
