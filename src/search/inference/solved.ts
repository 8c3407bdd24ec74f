import type { Candidate } from "../explore/candidates.js";
import type { Fit, SolutionValues } from "./error-bars.js";

/** A candidate with its coefficients and, for the whitened objective, its posterior. */
export interface Solved extends SolutionValues {
  readonly candidate: Candidate;
  readonly fit: Fit | null;
}
