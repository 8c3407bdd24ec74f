import { theoryAt } from "../../theory/load.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchResult } from "../result.js";

/**
 * The theory that the numbers of a result belong to: that of the search, at the values found where parameters were unknowns.
 *
 * @param theory as it was given to the search
 */
export function theoryOfResult(theory: Theory, { external = [] }: Pick<SearchResult, "external">): Theory {
  if (external.length === 0) return theory;
  return theoryAt(theory, Object.fromEntries(external.map(({ name, value }) => [name, value])));
}
