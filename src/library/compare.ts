import { findRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { type ComparisonRow, compare as rowsBeside } from "../compare/compare.js";
import { InputError } from "../errors.js";
import type { SearchResult } from "../search/result.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";

/**
 * The free quantities of a run beside exact and published values: the rows that `crossing compare --json` prints.
 *
 * @param run a stored run (id or its beginning under `runs/`, or path), or the result of a search
 * @param theory what to hold it against, unless given the theory the run was made with
 * @throws InputError where there is no such run or it has no result yet
 */
export function compare(run: string | SearchResult, theory?: Theory): { readonly rows: ComparisonRow[] } {
  if (typeof run !== "string") {
    return { rows: rowsBeside(run, theory ?? loadTheory(run.theory, { set: run.parameters })) };
  }
  const { document, path, state } = findRun(run, "runs");
  if (document.result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to compare` });
  }
  return { rows: rowsBeside(document.result, theory ?? theoryOfRun(document).theory) };
}
