import type { SearchResult } from "../search/result.js";
import type { Theory } from "../theory/theory.js";

/** A result names its theory alone; that of a file of one's own, or of a preset, is not found again by its name. */
const theories = new WeakMap<SearchResult, Theory>();

/** Keeps the theory of a result, at the values found, for as long as the result itself. */
export function rememberTheory(result: SearchResult, theory: Theory): SearchResult {
  theories.set(result, theory);
  return result;
}

/** The theory that a search of this process found a result with; undefined for one that was read or copied. */
export const rememberedTheory = (result: SearchResult): Theory | undefined => theories.get(result);
