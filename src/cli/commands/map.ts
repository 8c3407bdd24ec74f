import type { Command } from "commander";
import type { MapCommandOptions } from "../map-and-store.js";
import { jsonOption, outOption, quietOption, searchOption, theoryOptions, wholeNumber } from "../options.js";
import type { Invocation } from "../terminal.js";

export function mapCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command("map")
    .argument("[theory]", "a theory's name or the path of a YAML file; not with --resume");
  theoryOptions(command)
    .summary("evidence over one or two parameters of a theory")
    .description(
      "Searches at the point of a grid nearest to the theory's own values and follows that solution, one rung of the ladder, from neighbour to neighbour over the grid: −2 ln(evidence) and what was found at each point, as a table (CSV), a document (JSON) and a picture.",
    )
    .option(
      "--grid <axis...>",
      "name=first..last:count, one or two of them: sigma=0.5181..0.5182:41 epsilon=1.412..1.414:41",
    )
    .addOption(
      searchOption(
        "unknown",
        "parameters that go where the evidence is largest, at every point: a valley followed in the steps of the grid",
      ),
    )
    .addOption(searchOption("points"))
    .addOption(searchOption("rungs"))
    .addOption(searchOption("seed", "of the first search (default: 1)"))
    .addOption(searchOption("budget", "most effort of the first search: 60s or 20000e"))
    .addOption(searchOption("start", "start the first search from CFT data: a file or a run"))
    .option(
      "--workers <number>",
      "worker threads; results do not depend on it (default: one a core, or SLURM_CPUS_PER_TASK)",
      wholeNumber("--workers", 1),
    )
    .option("--resume <folder>", "go on with an interrupted map")
    .addOption(outOption("folder of the maps", "maps"))
    .addOption(quietOption())
    .addOption(jsonOption())
    .addHelpText("after", examples)
    .action(async (theory: string | undefined, options: MapCommandOptions) => {
      const { mapAndStore } = await import("../map-and-store.js");
      await mapAndStore(theory, options, invocation);
    });
}

const examples = `
Examples:
  crossing map ising-3d --grid sigma=0.517..0.519:41
  crossing map ising-2d-mixed --grid sigma=0.124..0.126:21 epsilon=0.99..1.01:21
  crossing map ising-2d-mixed --grid sigma=0.12..0.13:41 --unknown epsilon
  crossing map --resume maps/20260314T150926Z-ising-3d-k3f9a

A small step is one over which the solution hardly moves: grids that follow a narrow valley need many points.
Ctrl-C stops after the points under way, stores what there is and prints how to go on, to the same numbers as without it.
--json prints {theory, grid, quantities, points: [{at, evidence, difference, tempered, …}], best, plain, tempered, path, …}.`;
