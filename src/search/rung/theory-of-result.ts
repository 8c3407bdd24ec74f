import { theoryAt } from "../../theory/load.js";
import type { Theory } from "../../theory/theory.js";
import { withPartition } from "../discover/content.js";
import type { SearchResult } from "../result.js";

/**
 * The theory that the numbers of a result belong to: that of the search, at the values found where parameters were unknowns, with the content
 * found where that was.
 *
 * @param theory as it was given to the search
 */
export function theoryOfResult(
  theory: Theory,
  { external = [], content }: Pick<SearchResult, "external" | "content">,
): Theory {
  if (content && theory.partition === "auto") return withPartition(theory, content);
  if (external.length === 0) return theory;
  return theoryAt(theory, Object.fromEntries(external.map(({ name, value }) => [name, value])));
}
