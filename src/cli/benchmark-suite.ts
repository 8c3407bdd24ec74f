import type { BenchmarkMethod } from "../benchmark/benchmark.js";
import type { Quartiles } from "../benchmark/statistics.js";
import type { SuiteComparison, SuiteMethod, SuiteProblemResult, SuiteResult } from "../benchmark/suite.js";
import { counted } from "../counted.js";
import { InputError } from "../errors.js";
import { readSuite, writeSuite } from "./suite-file.js";
import type { Terminal } from "./terminal.js";

interface Options {
  readonly theory?: string | undefined;
  readonly problems?: readonly string[];
  readonly methods?: readonly BenchmarkMethod[];
  readonly seeds?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Options that say what a suite's problems say themselves. */
const TAKEN = ["theory", "set", "preset", "free", "rung", "evaluations", "budget", "plot"];

/** `crossing benchmark --suite`: with a folder each problem's trials are kept as it ends, so that a table can be made in pieces. */
export async function runSuite(suite: string, options: Options, terminal: Terminal): Promise<void> {
  const wrong = TAKEN.find((name) => name in options && options[name as keyof Options] !== undefined);
  if (wrong !== undefined)
    throw new InputError({ where: `--${wrong}`, allowed: "leave it out: a suite's problems say it" });
  const { benchmarkSuite } = await import("../benchmark/suite.js");
  const { problems, methods, seeds, out, json } = options;
  const { suiteNamed } = await import("../benchmark/suites.js");
  let result = out === undefined ? null : readSuite(out, suite);
  for (const name of problems ?? suiteNamed(suite).map((problem) => problem.name)) {
    result = await benchmarkSuite(suite, {
      problems: [name],
      ...(methods && { methods }),
      ...(seeds !== undefined && { seeds }),
      ...(result && { before: result }),
      onTrial: (problem, method, { seed, evaluations }) =>
        terminal.note(
          `${problem}, ${method}, seed ${seed}: ${evaluations === null ? "not reached" : `reached after ${counted(evaluations, "evaluation")}`}\n`,
        ),
    });
    if (out !== undefined) writeSuite(out, result, suiteMarkdown(result));
  }
  if (result === null) throw new InputError({ where: "--problems", allowed: "name one at least" });
  terminal.print(json ? JSON.stringify(result, null, 2) : suiteMarkdown(result));
}

/** One table a problem, as Markdown. */
export function suiteMarkdown({ problems }: SuiteResult): string {
  return problems.map(problemMarkdown).join("\n\n");
}

function problemMarkdown({ problem, unknowns, rows, methods, comparisons }: SuiteProblemResult): string {
  const head = `**${problem.name}**: ${counted(unknowns, "unknown dimension")}, ${counted(rows, "row")}, ${counted(problem.evaluations, "evaluation")} a trial; basin: objective ≤ ${problem.within} × ${problem.best.toPrecision(6)}`;
  const titles = [
    "method",
    "in the basin",
    "evaluations to it",
    "CPU s to it",
    "alone : baseline alone",
    "p (McNemar)",
    "p (Wilcoxon)",
  ];
  const lines = methods.map((method) => {
    const paired = comparisons.find((entry) => entry.method === method.name);
    return row(methodCells(method, paired));
  });
  return [head, "", row(titles), row(titles.map(() => "---")), ...lines].join("\n");
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function methodCells(
  { name, trials, success, evaluations, cpuSeconds }: SuiteMethod,
  paired?: SuiteComparison,
) {
  const reached = Math.round(success * trials.length);
  return [
    name,
    `${reached} of ${trials.length}`,
    quartileText(evaluations, (value) => String(Math.round(value))),
    quartileText(cpuSeconds, (value) => value.toPrecision(2)),
    paired ? `${paired.alone} : ${paired.baselineAlone}` : "baseline",
    paired ? paired.successP.toPrecision(2) : "",
    paired ? paired.evaluationsP.toPrecision(2) : "",
  ];
}

/** Median (lower – upper quartile). */
function quartileText({ lower, median, upper }: Quartiles, text: (value: number) => string): string {
  const shown = (value: number) => (Number.isFinite(value) ? text(value) : "∞");
  return `${shown(median)} (${shown(lower)} – ${shown(upper)})`;
}
