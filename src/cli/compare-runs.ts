import { findRun, type StoredRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { compare } from "../compare/compare.js";
import { comparisonTable } from "../compare/comparison-table.js";
import { type ComparedRun, resultsTable } from "../compare/results-table.js";
import { type RunVerdict, runVerdict, verdictCells } from "../compare/run-verdict.js";
import { textTable } from "../compare/text-table.js";
import { InputError } from "../errors.js";
import { exitCodes, type Invocation } from "./terminal.js";

/** What `crossing compare` is told. */
export interface CompareOptions {
  readonly failAbove?: number;
  readonly markdown?: boolean;
  readonly out: string;
  readonly json?: boolean;
}

type Compared = ComparedRun & { readonly id: string; readonly title: string };

/** The command `compare`. */
export function compareRuns(
  references: readonly string[],
  options: CompareOptions,
  invocation: Invocation,
): void {
  const runs = references.map((reference) => compareRun(findRun(reference, options.out)));
  const verdicts = runs.map(({ id, theory, rows }) => runVerdict(id, theory, rows));
  invocation.terminal.print(print(runs, verdicts, options));
  if (options.failAbove !== undefined) judge(verdicts, options.failAbove, invocation);
}

function print(
  runs: readonly Compared[],
  verdicts: readonly RunVerdict[],
  { json, markdown }: CompareOptions,
): string {
  if (markdown) return resultsTable(runs);
  if (json) {
    const rows = runs.flatMap(({ id, rows }) => rows.map((row) => ({ run: id, ...row })));
    return JSON.stringify({ rows, runs: verdicts }, null, 2);
  }
  const tables = runs.map(({ id, title, rows }) => `${title}, run ${id}\n${comparisonTable(rows)}`);
  const { columns, rows } = verdictCells(verdicts);
  return [...tables, ...(runs.length > 1 ? [textTable(columns, rows)] : [])].join("\n\n");
}

function compareRun({ document, path, state }: StoredRun): Compared {
  const { id, result } = document;
  if (result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to compare` });
  }
  const theory = theoryOfRun(document);
  const rows = compare(result, theory);
  return { id, title: theory.title, theory: theoryText(document), result, rows };
}

function theoryText({ theory: { name, preset, free } }: StoredRun["document"]): string {
  return [name, ...(preset === null ? [] : [`--preset ${preset}`]), ...(free ? ["--free"] : [])].join(" ");
}

function judge(verdicts: readonly RunVerdict[], limit: number, invocation: Invocation): void {
  for (const { run, largestPull } of verdicts) {
    if (largestPull !== null && largestPull <= limit) continue;
    const reason =
      largestPull === null ? "nothing can be compared" : `largest pull ${largestPull.toPrecision(3)} σ`;
    invocation.terminal.note(`crossing: ${run}: ${reason}, allowed ${limit} σ\n`);
    invocation.exitCode = exitCodes.failed;
  }
}
