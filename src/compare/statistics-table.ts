import { formatPull } from "./comparison-table.js";
import type { QuantityStatistics } from "./seed-statistics.js";
import type { Column } from "./text-table.js";
import { formatPlain, formatReference, formatUncertain } from "./uncertainty.js";

/** Statistics over runs before they are laid out: a line a quantity. */
export function statisticsCells(quantities: readonly QuantityStatistics[]) {
  const columns: readonly Column[] = [
    { title: "quantity", align: "left" },
    { title: "ℓ", align: "right" },
    { title: "runs", align: "right" },
    { title: "determined", align: "right" },
    { title: "mean", align: "right" },
    { title: "std", align: "right" },
    { title: "quartile", align: "right" },
    { title: "median", align: "right" },
    { title: "quartile", align: "right" },
    { title: "weighted mean", align: "right" },
    { title: "median bar", align: "right" },
    { title: "reference", align: "right" },
    { title: "median − reference", align: "right" },
    { title: "pull", align: "right" },
  ];
  return { columns, rows: quantities.map(cells) };
}

function cells(row: QuantityStatistics): string[] {
  const { std, error, reference, distance } = row;
  // as many digits as the spread or the bar of one run gives meaning to
  const digits = (value: number) => formatReference(value, std !== null && std > 0 ? std : error);
  return [
    row.quantity,
    String(row.spin),
    String(row.runs),
    String(row.determined),
    digits(row.mean),
    std === null ? "–" : short(std),
    digits(row.lowerQuartile),
    digits(row.median),
    digits(row.upperQuartile),
    row.weightedMean === null ? "–" : formatUncertain(row.weightedMean, row.weightedError),
    error === null ? "–" : short(error),
    reference === null ? "–" : formatReference(reference, error),
    distance === null ? "–" : short(distance),
    formatPull(row.pull),
  ];
}

/** Two digits of a size. */
const short = (value: number) => formatPlain(value, 2);
