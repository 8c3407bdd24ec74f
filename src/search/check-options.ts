import { z } from "zod";
import type { Option } from "../option.js";
import { checkedDocument } from "../theory/document.js";
import { type SearchOptions, searchOptions } from "./options.js";

const options: readonly (readonly [name: string, option: Option])[] = Object.entries(searchOptions);
const names = options.map(([name]) => name).join(", ");
const schema = z
  .strictObject(Object.fromEntries(options.map(([name, option]) => [name, option.schema])), {
    error: ({ code }) =>
      code === "unrecognized_keys" ? `unknown option; the options are ${names}` : "must be an object",
  })
  .partial();

/**
 * The options of a search as a caller in JavaScript may have them wrong, each by itself; whether they fit together and the theory is
 * decided by `ladderPlan`.
 *
 * @throws InputError for an unknown option, and a value that is none of an option's
 */
export function checkOptions(given: SearchOptions): void {
  checkedDocument(given, "search options", schema);
}
