import type { ComparisonRow } from "./compare.js";
import { formatPull, largestPull } from "./comparison-table.js";
import type { Column } from "./text-table.js";

/** What the rows of one run say together. */
export interface RunVerdict {
  readonly run: string;
  readonly theory: string;
  /** numbers that are determined and have a reference, bounds included */
  readonly judged: number;
  /** largest |pull| of them; null where none could be judged */
  readonly largestPull: number | null;
  /** determined numbers outside a published bound */
  readonly outside: number;
}

export function runVerdict(run: string, theory: string, rows: readonly ComparisonRow[]): RunVerdict {
  return {
    run,
    theory,
    judged: rows.filter(({ pull }) => pull !== null).length,
    largestPull: largestPull(rows),
    outside: rows.filter(({ side }) => side === "outside").length,
  };
}

/** Several runs in one table before it is laid out. */
export function verdictCells(verdicts: readonly RunVerdict[]) {
  const columns: readonly Column[] = [
    { title: "run", align: "left" },
    { title: "theory", align: "left" },
    { title: "compared", align: "right" },
    { title: "largest pull", align: "right" },
    { title: "outside bounds", align: "right" },
  ];
  const rows = verdicts.map(({ run, theory, judged, largestPull: largest, outside }) => [
    run,
    theory,
    String(judged),
    formatPull(largest),
    String(outside),
  ]);
  return { columns, rows };
}
