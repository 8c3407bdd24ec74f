import type { Theory } from "../theory/theory.js";
import type { SearchOptions } from "./options.js";
import { checkOptions } from "./options-schema.js";
import { searchedParameters } from "./parameter-search.js";
import { theoryPoints } from "./places.js";
import { ladderPlan } from "./plan.js";

/** Refuses, before any work, what a search would refuse. @throws InputError as the search itself */
export async function checkSearch(theory: Theory, options: SearchOptions): Promise<void> {
  checkOptions(options);
  await ladderPlan(theory, options);
  searchedParameters(theory, options);
  theoryPoints(theory, options.points);
}
