import { type ListedRun, listSummaries, summaryOf } from "../../archive/run-listing.js";
import { type BrokenRun, findRun } from "../../archive/run-lookup.js";
import { matches, type RunFilter } from "../../archive/run-selection.js";
import { INFINITE } from "../../families/family.js";
import { evaluateExpression } from "../../theory/expressions.js";
import type { Terminal } from "../terminal.js";
import type { SelectionOptions } from "./options.js";

/** More lines about folders that are no runs would hide the runs. */
const SHOWN_BROKEN = 5;

export interface Selection {
  readonly runs: ListedRun[];
  readonly broken: BrokenRun[];
}

/** The runs that a command is about: those named, or all under `--out`; of these the ones that pass the filters. */
export function selectRuns(references: readonly string[], options: SelectionOptions): Selection {
  const { runs, broken } =
    references.length === 0
      ? listSummaries(options.out)
      : { runs: references.map((reference) => summaryOf(findRun(reference, options.out))), broken: [] };
  const filter = runFilter(options);
  return { runs: runs.filter((run) => matches(run, filter)), broken };
}

function runFilter({ theory, optimiser, state, since, set }: SelectionOptions): RunFilter {
  const parameters = Object.entries<number | string>(set ?? {}).map(([name, value]) => [
    name,
    evaluateExpression(value, { where: "--set", field: name, names: { inf: INFINITE } }),
  ]);
  return {
    ...(theory !== undefined && { theories: theory }),
    ...(optimiser !== undefined && { optimisers: optimiser }),
    ...(state !== undefined && { states: state }),
    ...(since !== undefined && { since }),
    parameters: Object.fromEntries(parameters),
  };
}

/** Says on standard error which folders are no readable runs. */
export function noteBroken(broken: readonly BrokenRun[], terminal: Terminal): void {
  for (const { message } of broken.slice(0, SHOWN_BROKEN)) terminal.note(`warning: left out: ${message}\n`);
  const more = broken.length - SHOWN_BROKEN;
  if (more > 0) terminal.note(`warning: left out: ${more} more folders that hold no readable run\n`);
}
