import { relative } from "node:path";
import { bestFirst } from "../archive/ranking.js";
import { readRun } from "../archive/run-lookup.js";
import { type ComparisonRow, compare } from "../compare/compare.js";
import { InputError } from "../errors.js";
import { optionWords, pick } from "../option.js";
import { shellWord } from "../report/command-line.js";
import { runTable } from "../report/result-tables.js";
import { tableText } from "../report/table.js";
import { searchOptions } from "../search/options.js";
import type { SearchResult } from "../search/result.js";
import { theoryOfResult } from "../search/rung/theory-of-result.js";
import { loadOptions } from "../theory/options.js";
import type { Theory } from "../theory/theory.js";
import { resultText } from "./result-table.js";
import { runOptions, type SearchCommandOptions } from "./search-options.js";
import type { Terminal } from "./terminal.js";

interface ReportContext {
  readonly theory: Theory;
  readonly options: SearchCommandOptions;
  readonly terminal: Terminal;
  /** a single run that was stopped before it had found anything */
  readonly without: { readonly id: string; readonly path: string } | null;
}

/** Prints what `search` found: one JSON document, or tables with where the runs are and what to type next. */
export async function printResults(results: readonly SearchResult[], context: ReportContext): Promise<void> {
  const { theory, options, terminal, without } = context;
  const pictures = options.plot ? await draw(results, terminal) : [];
  if (options.json) {
    const nothing = {
      theory: theory.name,
      runId: without?.id ?? null,
      path: without?.path ?? null,
      stopReason: "interrupted",
    };
    const document = options.runs === undefined ? (results[0] ?? nothing) : { runs: results };
    terminal.print(JSON.stringify(document, null, 2));
  } else {
    if (results.length > 1) terminal.print(`${tableText(runTable(results))}\n\nbest run:`);
    const best = bestFirst(results)[0]!;
    terminal.print(
      resultText(best, theory.title, {
        all: options.all ?? false,
        published: besidePublished(best, theory, terminal),
      }),
    );
    for (const picture of pictures) terminal.print(`picture: ${shownPath(picture)}`);
    terminal.print(whatNext(best));
  }
  for (const { path } of results.filter((result) => result.stopReason === "interrupted")) {
    if (path !== null) terminal.note(`interrupted; ${resumeLine(path)}\n`);
  }
}

/** What was published stands in a file of its own, which may be wrong: that must not hide the numbers. */
function besidePublished(result: SearchResult, theory: Theory, terminal: Terminal): ComparisonRow[] {
  try {
    const references = theoryOfResult(theory, result);
    return compare(result, references).filter(({ source }) => source !== "exact");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.note(`warning: no published values: ${error.message}\n`);
    return [];
  }
}

export function resumeLine(path: string, command: "search" | "continue" = "search"): string {
  return `go on with: crossing ${command} --resume ${shellPath(path)}`;
}

/** Says which of several runs were never begun, and the line that begins them. */
export function neverBegun(
  reference: string,
  { set, preset, free, discover, start, runs: _, stream: first = 0, ...options }: SearchCommandOptions,
  { begun, count }: { readonly begun: number; readonly count: number },
): string {
  const rest = count - begun;
  const method = { ...pick(searchOptions, options), stream: first + begun };
  const words = [
    ...["crossing", "search", reference],
    ...optionWords(loadOptions, pick(loadOptions, { set, preset, free, discover })),
    ...optionWords(searchOptions, method),
    ...(start === undefined ? [] : ["--start", start]),
    ...["--runs", rest],
    ...optionWords(runOptions, pick(runOptions, options)),
  ];
  const which = rest === 1 ? `run ${count} was` : `runs ${begun + 1} to ${count} were`;
  return `${which} not begun; begin with: ${words.map((word) => shellWord(String(word))).join(" ")}`;
}

/** Short where it can be: from the present folder where the run is below it. */
function shownPath(path: string): string {
  const short = relative("", path);
  return short.startsWith("..") ? path : short;
}

/** The same as a word of a command line. */
export const shellPath = (path: string) => shellWord(shownPath(path));

function whatNext({ path }: SearchResult): string {
  if (path === null) return "not stored";
  const run = shellPath(path);
  return `stored in ${run}
next: crossing compare ${run}
      crossing plot ${run} --kind convergence`;
}

/** A picture that fails must not hide the numbers. */
async function draw(results: readonly SearchResult[], terminal: Terminal): Promise<string[]> {
  const { drawSpectrum } = await import("./draw.js");
  try {
    return await drawSpectrum(results.flatMap(({ path }) => (path === null ? [] : [readRun(path)])));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.note(`warning: no picture: ${error.message}\n`);
    return [];
  }
}
