import type { ComparisonRow } from "./compare.js";
import { type Column, textTable } from "./text-table.js";
import { formatPlain, formatReference, formatUncertain } from "./uncertainty.js";

/** The rows of one run for a terminal. */
export function comparisonTable(rows: readonly ComparisonRow[]): string {
  const cells = comparisonCells(rows);
  return textTable(cells.columns, cells.rows);
}

/** The same table before it is laid out. */
export function comparisonCells(rows: readonly ComparisonRow[]) {
  const columns: readonly Column[] = [
    { title: "quantity", align: "left" },
    { title: "ℓ", align: "right" },
    { title: "value", align: "right" },
    { title: "reference", align: "right" },
    { title: "kind", align: "left" },
    { title: "pull", align: "right" },
    { title: "", align: "left" },
    { title: "source", align: "left" },
  ];
  return {
    columns,
    rows: rows.map((row) => [
      row.quantity,
      row.spin === null ? "" : String(row.spin),
      row.determined ? formatUncertain(row.value, row.error) : `~${formatPlain(row.value)}`,
      row.reference === null ? "–" : formatReference(row.reference, row.error),
      row.kind,
      formatPull(row.pull),
      row.side ?? (row.determined ? "" : "undetermined"),
      row.source,
    ]),
  };
}

export function formatPull(pull: number | null): string {
  if (pull === null) return "–";
  return Math.abs(pull) < 1e4 ? pull.toFixed(1).replace(/^-0\.0$/, "0.0") : formatPlain(pull);
}

/** Largest |pull| of the rows; null where there is nothing to judge. */
export function largestPull(rows: readonly ComparisonRow[]): number | null {
  const pulls = rows.flatMap((row) => (row.pull === null ? [] : [Math.abs(row.pull)]));
  return pulls.length === 0 ? null : Math.max(...pulls);
}
