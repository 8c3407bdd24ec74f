import { readJudgements } from "../archive/judgement-file.js";
import { findRun, type StoredRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import type { Judgement } from "../bounds/judge/judge.js";
import { compare } from "../compare/compare.js";
import { comparisonTable } from "../compare/comparison-table.js";
import { judgementCells, judgementTitle } from "../compare/judgement-table.js";
import { type ComparedRun, resultsTable } from "../compare/results-table.js";
import { type RunVerdict, runVerdict, verdictCells } from "../compare/run-verdict.js";
import { textTable } from "../compare/text-table.js";
import { InputError } from "../errors.js";
import type { SearchResult } from "../search/result.js";
import { type OperatorData, readOperatorData } from "./data-file.js";
import { exitCodes, type Invocation } from "./terminal.js";

/** What `crossing compare` is told. */
export interface CompareOptions {
  readonly failAbove?: number;
  readonly data?: string;
  readonly markdown?: boolean;
  readonly out: string;
  readonly json?: boolean;
}

type Compared = ComparedRun & {
  readonly id: string;
  readonly title: string;
  readonly judgements: readonly Judgement[];
};

/** The command `compare`. */
export async function compareRuns(
  references: readonly string[],
  options: CompareOptions,
  invocation: Invocation,
): Promise<void> {
  const data = options.data === undefined ? null : await readOperatorData(options.data, options.out);
  const given = data && { source: options.data!, operators: data };
  const runs = references.map((reference) => compareRun(findRun(reference, options.out), given));
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
    const judgements = runs.flatMap(({ id, judgements }) => judgements.map((one) => ({ run: id, ...one })));
    return JSON.stringify({ rows, runs: verdicts, judgements }, null, 2);
  }
  const tables = runs.flatMap(({ id, title, rows, judgements }) => [
    `${title}, run ${id}\n${comparisonTable(rows)}`,
    ...judgements.map((judgement) => {
      const cells = judgementCells(judgement);
      return `${judgementTitle(judgement)}\n${textTable(cells.columns, cells.rows)}`;
    }),
  ]);
  const { columns, rows } = verdictCells(verdicts);
  return [...tables, ...(runs.length > 1 ? [textTable(columns, rows)] : [])].join("\n\n");
}

function compareRun({ document, path, state }: StoredRun, given: GivenData | null): Compared {
  const { id, result } = document;
  if (result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to compare` });
  }
  const theory = theoryOfRun(document);
  const rows = given === null ? compare(result, theory) : besideData(result, given);
  const judgements = readJudgements(path, result);
  return { id, title: theory.title, theory: theoryText(document), result, rows, judgements };
}

interface GivenData {
  readonly source: string;
  readonly operators: OperatorData;
}

/** Beside operators of a file: no error is known of them. */
function besideData(result: SearchResult, { source, operators }: GivenData) {
  const exact = operators.map(({ channel = result.operators[0]!.channel, ...rest }) => ({
    channel,
    ...rest,
  }));
  const rows = compare(result, { parameters: result.parameters, exact, published: [] });
  return rows.map((row) => ({ ...row, kind: "estimate" as const, source }));
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
