import type { Command } from "commander";
import { searchOptions } from "../../search/options.js";
import { loadOptions } from "../../theory/options.js";
import { addOptions, outOption } from "../options.js";
import { runOptions, type SearchCommandOptions } from "../search-options.js";
import type { Invocation } from "../terminal.js";

const { out: _, ...ownOptions } = runOptions;

export function searchCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command("search")
    .argument("[theory]", "a theory's name or the path of a YAML file; not with --resume")
    .summary("find the CFT data of a theory")
    .description(
      "Solves a theory's truncated crossing equations: scaling dimensions and squared OPE coefficients with 1σ error bars, every distinct solution that fits. The run is stored in a folder of its own.",
    );
  addOptions(addOptions(command, loadOptions), searchOptions);
  addOptions(command, ownOptions)
    .addOption(outOption())
    .addHelpText("after", examples)
    .action(async (theory: string | undefined, options: SearchCommandOptions) => {
      const { searchAndStore } = await import("../search-and-store.js");
      await searchAndStore(theory, options, invocation);
    });
}

const examples = `
Examples:
  crossing search ising-2d --plot
  crossing search ising-2d --seed 7 --budget 60s --json > result.json
  crossing search gff-2d --set delta=0.3 --runs 10
  crossing search ising-2d --preset bootstop --optimiser sac --sac classic --form joint --strategy windows
  crossing search ising-2d-mixed --set sigma=0.14 epsilon=1.05 --unknown sigma epsilon
  crossing search --resume 20260314T150926Z

Ctrl-C stops after the present step, stores what there is and prints how to go on; a second Ctrl-C stops at once.
--json prints {theory, parameters, …, operators, solutions, ladder, stopReason, warnings}, with --runs {runs: […]}.`;
