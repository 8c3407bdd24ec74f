import type { SearchResult } from "../search/result.js";
import { type OperatorLine, operatorCount } from "./operator-lines.js";

/** What tells how well a result fits, and on which rung. */
export type Fit = Pick<SearchResult, "chi2" | "cut" | "residualNorm"> & {
  readonly operators: readonly OperatorLine[];
  readonly ladder?: readonly {
    readonly operators: number;
    readonly cut: number;
    readonly evidence: number;
  }[];
};

/** −2 ln(evidence) of the rung that a result is from; null for the plain objective and where there was no ladder. */
export function evidenceOf({ chi2, cut, operators, ladder }: Fit): number | null {
  if (chi2 === null) return null;
  const count = operatorCount(operators);
  const rung = ladder?.find((entry) => entry.operators === count && entry.cut === cut);
  return rung?.evidence ?? null;
}

/** Numbers by which results of one problem are ranked. */
export interface FitMeasures {
  readonly evidence: number | null;
  readonly chi2: number | null;
  readonly residualNorm: number | null;
}

/** The numbers by which a result is ranked. */
export function fitMeasures(fit: Fit): FitMeasures {
  return { evidence: evidenceOf(fit), chi2: fit.chi2, residualNorm: fit.residualNorm };
}

/** Results of one problem, best first; of equal ones the first stays first. */
export function bestFirst<Result extends Fit>(results: readonly Result[]): Result[] {
  return [...results].sort((a, b) => compareFits(fitMeasures(a), fitMeasures(b)));
}

/**
 * Orders results of one problem, best first. Rungs have different whitenings: between them −2 ln(evidence) compares, χ² does not. Results
 * without evidence come after those that have it, results without χ² after both, what has no number at the end.
 */
export function compareFits(a: FitMeasures, b: FitMeasures): number {
  for (const measure of ["evidence", "chi2", "residualNorm"] as const) {
    const [first, second] = [number(a[measure]), number(b[measure])];
    if (first !== null && second !== null) return first - second;
    if (first !== null || second !== null) return first === null ? 1 : -1;
  }
  return 0;
}

function number(value: number | null): number | null {
  return value === null || Number.isNaN(value) ? null : value;
}
