import { withExact } from "../compare/compare.js";
import type { SearchHooks } from "../search/hooks.js";
import type { SearchOptions } from "../search/options.js";
import type { SearchResult } from "../search/result.js";
import { theoryOfResult } from "../search/rung/theory-of-result.js";
import { search as solve } from "../search/search.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import { rememberTheory } from "./searched-theories.js";

/**
 * Searches a theory's truncated crossing equation: what `crossing search --json` prints, stored nowhere. Exact values of the theory file
 * stand beside the operators; the search itself does not see them.
 *
 * The same theory, options and seed give the same result bit for bit, unless a budget is given in seconds.
 *
 * @param theory id, path of a theory file, or a loaded theory
 * @throws InputError for what is wrong with the theory or the options, and where a budget or an interrupt ended it before anything
 * was found
 */
export async function search(
  theory: string | Theory,
  options: SearchOptions = {},
  hooks: SearchHooks = {},
): Promise<SearchResult> {
  const loaded = typeof theory === "string" ? loadTheory(theory) : theory;
  const result = await solve(loaded, options, hooks);
  const found = theoryOfResult(loaded, result);
  return rememberTheory(withExact(result, found), found);
}
