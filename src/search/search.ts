import type { Theory } from "../theory/theory.js";
import { checkOptions } from "./check-options.js";
import { discover } from "./discover/discover.js";
import type { SearchHooks } from "./hooks.js";
import { withDerived } from "./inference/derived.js";
import type { SearchOptions } from "./options.js";
import { searchParameters } from "./parameters/parameter-search.js";
import { requireCertain, withUncertainInputs } from "./parameters/uncertain-inputs.js";
import type { SearchResult } from "./result.js";
import { theoryOfResult } from "./rung/theory-of-result.js";
import { solve } from "./solve.js";

export type { SearchHooks } from "./hooks.js";
export type { SearchOptions } from "./options.js";

/**
 * Searches a theory's truncated crossing equation.
 *
 * The same theory, options and seed give the same result bit for bit, on any machine, unless a budget is given in seconds.
 *
 * @throws InputError for unknown options or values, options that do not fit together or with the theory, and where a budget or an interrupt ended it before
 * anything was found
 */
export async function search(
  theory: Theory,
  options: SearchOptions = {},
  hooks: SearchHooks = {},
): Promise<SearchResult> {
  checkOptions(options);
  const result = await searched(theory, options, hooks);
  return withDerived(theoryOfResult(theory, result), result);
}

async function searched(theory: Theory, options: SearchOptions, hooks: SearchHooks): Promise<SearchResult> {
  requireCertain(theory, options);
  if (theory.partition === "auto") return discover(theory, options, hooks);
  return options.unknown?.length
    ? searchParameters(theory, options, hooks)
    : withUncertainInputs(theory, await solve(theory, options, hooks), options, hooks);
}
