import { familyOf } from "../theory/family-of.js";
import type { Theory } from "../theory/theory.js";
import { checkOptions } from "./check-options.js";
import { requireUnknownContent } from "./discover/discover.js";
import { explorerSetup, ladderPlan } from "./ladder/plan.js";
import { requireUsed } from "./ladder/used-options.js";
import type { SearchOptions } from "./options.js";
import { searchedParameters } from "./parameters/searched.js";
import { theoryPoints } from "./rung/sample-points.js";
import { equationAt } from "./rung/setting.js";

/** Refuses, before any work, what a search would refuse. @throws InputError as the search itself */
export async function checkSearch(theory: Theory, options: SearchOptions): Promise<void> {
  checkOptions(options);
  if (theory.partition === "auto") {
    requireUnknownContent(theory, options);
    requireUsed(theory, options);
    await explorerSetup(options);
  } else {
    await ladderPlan(theory, options);
    searchedParameters(theory, options);
  }
  equationAt(familyOf(theory), theoryPoints(theory, options.points));
}
