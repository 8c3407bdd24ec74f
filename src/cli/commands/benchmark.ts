import type { Command } from "commander";
import type { BenchmarkMethod, BenchmarkResult, MethodResult } from "../../benchmark/benchmark.js";
import { counted } from "../../counted.js";
import { InputError } from "../../errors.js";
import {
  type Budget,
  jsonOption,
  searchOption,
  type TheoryOptions,
  theoryOptions,
  wholeNumber,
} from "../options.js";
import type { Invocation, Terminal } from "../terminal.js";

interface Options extends TheoryOptions {
  readonly suite?: string;
  readonly problems?: readonly string[];
  readonly methods?: readonly BenchmarkMethod[];
  readonly seeds?: number;
  readonly evaluations?: number;
  readonly budget?: Budget;
  readonly rung?: number;
  readonly out?: string;
  readonly plot?: boolean;
  readonly json?: boolean;
}

export function benchmarkCommand(program: Command, { terminal }: Invocation): void {
  const command = program
    .command("benchmark")
    .argument("[theory]", "a theory's name or the path of a YAML file; none with --suite")
    .summary("all optimisers on one problem, same seeds and budgets")
    .description(
      "Compares the optimisers on one fixed problem, a rung of the ladder at one tail amplitude: best χ² and reward, how often the best basin is reached and after how much work, error against exact data.",
    );
  theoryOptions(command)
    .option(
      "--suite <name>",
      "problems with known basins instead of a theory, easy or hard: how often and after how much work each method reaches them, and paired tests; with --out adds to what is there",
    )
    .option("--problems <names>", "some of the suite's, comma-separated (default: all)", (text) =>
      text.split(","),
    )
    .option(
      "--methods <names>",
      "comma-separated (default: all; of a suite least-squares, hybrid, hybrid-uniform)",
      (text) => text.split(","),
    )
    .option("--seeds <number>", "seeds 1 to this (default: 10; of a suite 16)", wholeNumber("--seeds", 1))
    .option(
      "--evaluations <number>",
      "most evaluations of each trial (default: 10000)",
      wholeNumber("--evaluations", 1),
    )
    .addOption(
      searchOption(
        "budget",
        "most effort of each trial, in processor time or evaluations: 3s, 10000e or 3s,10000e (default: both of these)",
      ),
    )
    .option(
      "--rung <number>",
      "which rung, from 1 (default: the last that the ladder accepts)",
      wholeNumber("--rung", 1),
    )
    .option("--out <dir>", "writes benchmark.json there, and the plot")
    .option("--plot", "draw best value against evaluations and processor time, as SVG and PNG; needs --out")
    .addOption(jsonOption())
    .addHelpText("after", examples)
    .action(async (theory: string | undefined, options: Options) => {
      if (options.suite !== undefined) {
        const { runSuite } = await import("../benchmark-suite.js");
        await runSuite(options.suite, { ...options, theory }, terminal);
      } else await runBenchmark(givenTheory(theory), options, terminal);
    });
}

const examples = `
Examples:
  crossing benchmark ising-2d --seeds 10 --out results/ising-2d --plot
  crossing benchmark --suite hard --methods least-squares,hybrid --out results/hard
  crossing benchmark ising-2d --free --rung 4 --methods hybrid,hybrid-uniform --evaluations 8000

Ctrl-C ends it at once and keeps nothing.`;

function givenTheory(theory: string | undefined): string {
  if (theory !== undefined) return theory;
  throw new InputError({ where: "benchmark", allowed: "give a theory, or a suite with --suite" });
}

async function runBenchmark(reference: string, options: Options, terminal: Terminal): Promise<void> {
  const { out, plot, json, methods, seeds, rung } = options;
  if (plot && out === undefined) {
    throw new InputError({ where: "--plot", allowed: "give the folder for the picture with --out" });
  }
  const { loadTheory } = await import("../../theory/load.js");
  const { benchmark } = await import("../../benchmark/benchmark.js");
  const theory = loadTheory(reference, options);
  const result = await benchmark(theory, {
    ...(methods && { methods }),
    ...(seeds !== undefined && { seeds }),
    ...(rung !== undefined && { rung }),
    budget: budgetOf(options),
    onTrial: (method, seed) => {
      if (seed === 1) terminal.note(`${method}\n`);
    },
  });
  if (out !== undefined) await store(out, result, plot ? theory.title : null);
  terminal.print(json ? JSON.stringify(result, null, 2) : await benchmarkText(result, theory.title));
}

function budgetOf({ budget = {}, evaluations }: Options): Budget {
  if (evaluations === undefined) return budget;
  if (budget.evaluations === undefined) return { ...budget, evaluations };
  throw new InputError({
    where: "--evaluations",
    found: evaluations,
    allowed: `--budget gives a number of evaluations already, ${budget.evaluations}`,
  });
}

async function store(folder: string, result: BenchmarkResult, title: string | null): Promise<void> {
  const { join } = await import("node:path");
  const { onDisk, replaceFile } = await import("../../archive/atomic-file.js");
  const { makeFolder } = await import("../../make-folder.js");
  onDisk(folder, () => makeFolder(folder));
  replaceFile(join(folder, "benchmark.json"), `${JSON.stringify(result)}\n`);
  if (title === null) return;
  const { benchmarkPlot } = await import("../../plots/benchmark.js");
  const { renderPng, renderSvg } = await import("../../plots/render.js");
  const svg = await renderSvg(benchmarkPlot(title, result));
  replaceFile(join(folder, "benchmark.svg"), svg);
  replaceFile(join(folder, "benchmark.png"), await renderPng(svg));
}

async function benchmarkText(result: BenchmarkResult, title: string): Promise<string> {
  const { textTable } = await import("../../compare/text-table.js");
  const { rung, unknowns, budget, methods } = result;
  const objective = result.objective === "whitened" ? "χ²" : "‖E‖²";
  const table = textTable(
    [
      { title: "method", align: "left" },
      { title: "global", align: "right" },
      { title: `best ${objective}`, align: "right" },
      { title: "quartiles", align: "left" },
      { title: "reward", align: "right" },
      { title: "|Δ − exact|", align: "right" },
      { title: "evaluations", align: "right" },
      { title: "CPU s", align: "right" },
      { title: "to global: evaluations", align: "right" },
      { title: "CPU s", align: "right" },
    ],
    methods.map(methodRow),
  );
  return [
    `${title}, rung ${rung.position}: ${counted(rung.operators, "operator")}, cut ${rung.cut}, ${counted(unknowns.length, "unknown dimension")}; amplitude ${figures(result.amplitude)}`,
    `each trial: ${budget.evaluations} evaluations or ${budget.cpuSeconds} CPU s; global basin: ${objective} ≤ ${figures(result.globalBelow)}; medians over ${methods[0]!.seeds.length} seeds`,
    "",
    table,
  ].join("\n");
}

function methodRow({ name, globalProbability, median, quartiles }: MethodResult): string[] {
  const { lower, upper } = quartiles.best;
  return [
    name,
    `${Math.round(100 * globalProbability)} %`,
    figures(median.best),
    `${figures(lower)} … ${figures(upper)}`,
    figures(median.reward),
    median.error === null ? "–" : median.error.toExponential(1),
    String(Math.round(median.evaluations)),
    median.cpuSeconds.toFixed(2),
    median.evaluationsToGlobal === null ? "–" : String(Math.round(median.evaluationsToGlobal)),
    median.cpuSecondsToGlobal === null ? "–" : median.cpuSecondsToGlobal.toFixed(2),
  ];
}

const figures = (value: number) =>
  value >= 1e4 || value < 1e-2 ? value.toExponential(2) : value.toPrecision(4);
