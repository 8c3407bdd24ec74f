import { findRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { type ComparisonRow, compare as rowsBeside } from "../compare/compare.js";
import { InputError } from "../errors.js";
import type { SearchResult } from "../search/result.js";
import { loadTheory } from "../theory/load.js";
import { listTheories } from "../theory/registry.js";
import type { Theory } from "../theory/theory.js";
import { rememberedTheory } from "./searched-theories.js";

/**
 * The free quantities of a run beside exact and published values: the rows that `crossing compare --json` prints.
 *
 * @param run a stored run (id or its beginning under `runs/`, or path), or the result of a search
 * @param theory what to hold it against, unless given the theory the run was made with; needed for a result that was read or copied, where its
 * theory is a file of one's own or of a preset
 * @throws InputError where there is no such run, it has no result yet, or its theory is needed and missing
 */
export function compare(run: string | SearchResult, theory?: Theory): { readonly rows: ComparisonRow[] } {
  if (typeof run !== "string") {
    return { rows: rowsBeside(run, theory ?? rememberedTheory(run) ?? namedTheory(run)) };
  }
  const { document, path, state } = findRun(run, "runs");
  if (document.result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to compare` });
  }
  return { rows: rowsBeside(document.result, theory ?? theoryOfRun(document)) };
}

/** @throws InputError where no theory of the package has that name */
function namedTheory({ theory, parameters }: SearchResult): Theory {
  if (listTheories().includes(theory)) return loadTheory(theory, { set: parameters });
  const allowed = "no theory of this name comes with the package: give the theory as the second argument";
  throw new InputError({ where: "compare", field: "theory", found: theory, allowed });
}
