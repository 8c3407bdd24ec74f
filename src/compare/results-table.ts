import type { SearchResult } from "../search/result.js";
import type { ComparisonRow } from "./compare.js";
import { formatPull, largestPull } from "./comparison-table.js";
import { parameterTexts } from "./parameter-text.js";
import { freeQuantities } from "./quantities.js";
import { formatPlain, formatUncertain } from "./uncertainty.js";

/** A run and its rows beside exact and published values. */
export interface ComparedRun {
  /** with preset and `--free`, where they were given */
  readonly theory: string;
  readonly result: SearchResult;
  readonly rows: readonly ComparisonRow[];
}

const titles = [
  "theory",
  "unknowns",
  "determined",
  "lowest Δ",
  "error",
  "bar",
  "first OPE²",
  "error",
  "bar",
  "largest pull",
  "CPU s",
];

/**
 * One line a run as a Markdown table, by theory: how many unknowns, the lowest dimension and the first coefficient that are determined and have a
 * known value, how far off they are and how far they claim to be, the largest |pull| of all, the cost.
 */
export function resultsTable(runs: readonly ComparedRun[]): string {
  const align = titles.map((_, k) => (k === 0 ? "---" : "--:"));
  const sorted = [...runs].sort((a, b) => Number(a.theory > b.theory) - Number(a.theory < b.theory));
  return [titles, align, ...sorted.map(cells)].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function cells({ theory, result, rows }: ComparedRun): string[] {
  const unknowns = freeQuantities(result.operators);
  const largest = largestPull(rows);
  return [
    [`\`${theory}\``, ...parameterTexts(result.parameters)].join(", "),
    String(unknowns.length),
    String(unknowns.filter(({ index }) => result.operators[index]!.determined).length),
    ...leading(rows, "delta"),
    ...leading(rows, "ope2"),
    largest === null ? "–" : formatPull(largest),
    result.cpuSeconds.toFixed(1),
  ];
}

/** The first of its kind that can be judged by a value: bounds say too little here. */
function leading(rows: readonly ComparisonRow[], which: "delta" | "ope2"): string[] {
  const row = rows.find(
    ({ quantity, pull, kind }) =>
      quantity.startsWith(`${which}[`) && pull !== null && (kind === "exact" || kind === "estimate"),
  );
  if (row === undefined) return ["–", "–", "–"];
  const { quantity, value, error, reference } = row;
  const label = quantity.slice(which.length + 1, -1);
  const name = /^\d+$/.test(label) ? `#${label}` : label;
  return [
    `${name}: ${formatUncertain(value, error)}`,
    formatPlain(value - reference!, 2),
    formatPlain(error!, 2),
  ];
}
