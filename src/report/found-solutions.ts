import type { FoundSolution } from "../archive/distinct-solutions.js";
import { formatPlain } from "../compare/uncertainty.js";
import { chi2Text, normText, placesText } from "./result-tables.js";
import type { Table } from "./table.js";

type Found = FoundSolution & {
  /** largest |Δ − exact|, null where nothing exact is known; absent where nobody asked */
  readonly distance?: number | null;
};

/** Solutions of several runs, best first, with how many of the runs found each. */
export function foundTable(solutions: readonly Found[]): Table {
  const compared = solutions.some(({ distance }) => distance !== undefined);
  return {
    columns: [
      { title: "solution", align: "right" },
      { title: "runs", align: "right" },
      { title: "starts", align: "right" },
      { title: "cut", align: "right" },
      { title: "χ²", align: "right" },
      { title: "‖E‖", align: "right" },
      ...(compared ? [{ title: "max |Δ − exact|", align: "right" } as const] : []),
      { title: "(Δ, ℓ)", align: "left" },
    ],
    rows: solutions.map((solution, index) => [
      String(index + 1),
      String(solution.runs.length),
      String(solution.starts),
      solution.cut === null ? "–" : formatPlain(solution.cut),
      chi2Text(solution.chi2),
      normText(solution.residualNorm),
      ...(compared ? [solution.distance == null ? "–" : formatPlain(solution.distance, 2)] : []),
      placesText(solution.operators),
    ]),
  };
}
