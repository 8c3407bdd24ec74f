import { type Command, Option } from "commander";
import {
  type Budget,
  jsonOption,
  outOption,
  parseBudget,
  type TheoryOptions,
  theoryOptions,
  wholeNumber,
} from "../options.js";
import type { Invocation } from "../terminal.js";

export interface SearchCommandOptions extends TheoryOptions {
  readonly optimiser?: "hybrid" | "sac" | "interior-point" | "least-squares" | "random";
  readonly polish?: "least-squares" | "interior-point";
  readonly sac?: "modern" | "classic";
  readonly form?: "reduced" | "joint";
  readonly backend?: "wasm" | "tfjs";
  readonly fastMath?: boolean;
  readonly objective?: "whitened" | "plain" | "equations";
  readonly strategy?: "ladder" | "windows" | "multistart" | "continuation";
  readonly points?: string;
  readonly rungs?: number;
  readonly unknown?: readonly string[];
  readonly seed?: number;
  readonly stream?: number;
  readonly budget?: Budget;
  readonly start?: string;
  readonly resume?: string;
  readonly runs?: number;
  readonly workers?: number;
  readonly out: string;
  readonly cache?: boolean;
  readonly plot?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export function searchCommand(program: Command, invocation: Invocation): void {
  const command = program
    .command("search")
    .argument("[theory]", "a theory's name or the path of a YAML file; not with --resume")
    .summary("find the CFT data of a theory")
    .description(
      "Solves a theory's truncated crossing equations: scaling dimensions and squared OPE coefficients with 1σ error bars, every distinct solution that fits. The run is stored in a folder of its own.",
    );
  methodOptions(theoryOptions(command));
  runOptions(command);
  command
    .addOption(jsonOption())
    .addHelpText("after", examples)
    .action(async (theory: string | undefined, options: SearchCommandOptions) => {
      const { searchAndStore } = await import("../search-and-store.js");
      await searchAndStore(theory, options, invocation);
    });
}

/** What is searched and how, apart from which run and where: the same for a search here and on a cluster. */
export function methodOptions(command: Command): Command {
  return command
    .addOption(
      choice(
        "--optimiser <name>",
        "hybrid: SAC proposes, least squares polishes; random: uniform proposals instead of SAC (default: hybrid)",
        ["hybrid", "sac", "interior-point", "least-squares", "random"],
      ),
    )
    .addOption(
      choice("--polish <name>", "who polishes the proposals of hybrid (default: least-squares)", [
        "least-squares",
        "interior-point",
      ]),
    )
    .addOption(choice("--sac <form>", "classic is BootSTOP's (default: modern)", ["modern", "classic"]))
    .addOption(
      choice(
        "--form <form>",
        "unknowns of SAC: dimensions alone, or OPE coefficients too (default: reduced)",
        ["reduced", "joint"],
      ),
    )
    .addOption(choice("--backend <name>", "networks of SAC (default: wasm)", ["wasm", "tfjs"]))
    .option(
      "--fast-math",
      "fused multiply-adds in SAC's networks: faster, other bits on other processors; Node 22 or newer",
    )
    .addOption(
      choice(
        "--objective <name>",
        "whitened: weighted by the truncation's uncertainty; plain: ‖E‖ (default: the theory's)",
        ["whitened", "plain", "equations"],
      ),
    )
    .addOption(
      choice("--strategy <name>", "what surrounds the optimiser (default: ladder)", [
        "ladder",
        "windows",
        "multistart",
        "continuation",
      ]),
    )
    .option(
      "--points <name>",
      "sample points: spread, spread-150, bootstop-180; on a line derivatives:10, derivatives:auto, line-130 (default: those of the theory file)",
    )
    .option("--rungs <number>", "stop the ladder after that many rungs", wholeNumber("--rungs", 1))
    .option(
      "--unknown <name...>",
      "parameters to be found as well, such as external dimensions, from their present values on; put THEORY before it",
    )
    .option(
      "--start <file>",
      "start from CFT data: JSON or YAML {operators: [{spin, delta, ope2}]}, or a run",
    )
    .option(
      "--seed <number>",
      "the same seed gives the same result, bit for bit (default: 1)",
      wholeNumber("--seed", 0),
    )
    .option(
      "--budget <amount>",
      "most effort: 60s, 5m, 2h or 20000e (evaluations), or two of them with a comma",
      parseBudget,
    );
}

function runOptions(command: Command): void {
  command
    .option(
      "--stream <number>",
      "which of the seed's independent random streams; with --runs the first of them (default: 0)",
      wholeNumber("--stream", 0),
    )
    .option(
      "--runs <number>",
      "that many runs with independent random streams of the seed",
      wholeNumber("--runs", 1),
    )
    .option(
      "--workers <number>",
      "worker threads for --runs; results do not depend on it (default: one a core, or SLURM_CPUS_PER_TASK)",
      wholeNumber("--workers", 1),
    )
    .option("--resume <run>", "go on with an interrupted run from its checkpoint")
    .addOption(outOption())
    .option("--no-cache", "neither read nor write the cache of tables on disk; results do not depend on it")
    .option("--plot", "draw the spectrum next to the run, as SVG and PNG")
    .option("--quiet", "no progress on standard error");
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
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
