import type { Command } from "commander";
import { searchOptions } from "../../search/options.js";
import { loadOptions } from "../../theory/options.js";
import { type DiscoverCommandOptions, discoverOptions } from "../discover-options.js";
import { addOptions, outOption } from "../options.js";
import { runOptions } from "../search-options.js";
import type { Invocation } from "../terminal.js";

export function discoverCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command("discover")
    .argument("[theory]", "a theory's name or the path of a YAML file; not with --family or --resume")
    .summary("find which operators a theory has, and their CFT data")
    .description(
      "As search, but how many operators of each spin there are below the cut is an unknown too. Of a theory file it reads what the equations depend on, rows of fixed dimension and gaps marked gap: true; counts, ranges, rungs and cuts it does not read. A number is determined where every comparable content agrees.",
    );
  addOptions(command, loadOptions, ["set", "preset", "free"]);
  addOptions(command, discoverOptions);
  addOptions(command, searchOptions, [
    "optimiser",
    "polish",
    "agent",
    "backend",
    "proposer",
    "points",
    "budget",
    "seed",
    "stream",
  ]);
  addOptions(command, runOptions, ["runs", "workers", "resume", "cache", "all", "plot", "quiet", "json"])
    .addOption(outOption())
    .addHelpText("after", examples)
    .action(async (theory: string | undefined, options: DiscoverCommandOptions) => {
      const { discoverAndStore } = await import("../discover-and-store.js");
      await discoverAndStore(theory, options, invocation);
    });
}

const examples = `
Examples:
  crossing discover ising-2d
  crossing discover --family global-d --set d=3 delta=0.518148806 --fixed "T: 2, 3"
  crossing discover --family global-2d --set delta=1 --gap "0 > 2.5" --write found.yaml
  crossing discover --resume 20260314T150926Z

Ctrl-C stops after the present content, stores what there is and prints how to go on; a second Ctrl-C stops at once.
--json prints the document of a search with content {spectrum, ladder, steps, rivals, tried}.`;
