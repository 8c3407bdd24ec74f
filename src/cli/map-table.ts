import { type Column, textTable } from "../compare/text-table.js";
import { formatPlain } from "../compare/uncertainty.js";
import { counted } from "../counted.js";
import type { MapRanges, MapSummary } from "../search/map/summary.js";
import { shellPath } from "./search-report.js";

/** More points than this are told by the best ones. */
const MOST_LINES = 61;
const BEST_LINES = 12;
/** Dimensions that a line shows. */
const MOST_QUANTITIES = 6;

interface MapText {
  readonly title: string;
  readonly path: string;
  readonly pictures: readonly string[];
}

/** A map for people: the best point, the ranges that are as good, a line a point. */
export function mapText(map: MapSummary, { title, path, pictures }: MapText): string {
  const { best, lost, points } = map;
  return [
    `${title}\n${counted(map.operators, "operator")}, cut Δ = ${formatPlain(map.cut)}`,
    best === null ? "no point was found" : pointTable(map),
    best === null ? "" : rangeText(map),
    lost.length === 0
      ? ""
      : `${counted(lost.length, "point")} lost, such as ${valuesText(map.grid, lost[0]!.at)}: ${lost[0]!.reason}`,
    `${map.finished ? "finished" : "unfinished"}, ${counted(points.length, "point")}\nstored in ${shellPath(path)}`,
    pictures.map((picture) => `picture: ${shellPath(picture)}`).join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function pointTable(map: MapSummary): string {
  const { grid, unknown, quantities, points } = map;
  const dimensions = quantities
    .map((name, k) => ({ name, k }))
    .filter(({ name }) => name.startsWith("delta"))
    .slice(0, MOST_QUANTITIES);
  const titles = [...grid, ...unknown, "−2 ln evidence", "difference", "tempered"];
  const columns: Column[] = [...titles, ...dimensions.map(({ name }) => name)].map((title) => ({
    title,
    align: "right",
  }));
  const all = points.length <= MOST_LINES;
  const shown = all ? points : [...points].sort((a, b) => a.evidence - b.evidence).slice(0, BEST_LINES);
  const table = textTable(
    columns,
    shown.map((point) => [
      ...[...point.at, ...point.unknown].map((value) => formatPlain(value, 8)),
      point.evidence.toFixed(1),
      point.difference.toFixed(1),
      point.tempered.toFixed(2),
      ...dimensions.map(({ k }) => formatPlain(point.values[k]!, 7)),
    ]),
  );
  return all ? table : `the best ${BEST_LINES} of ${points.length} points\n${table}`;
}

function rangeText({ grid, best, minimum, plain, tempered }: MapSummary): string {
  const ranges = (given: MapRanges) =>
    given.map(([from, to], a) => `${grid[a]} ${formatPlain(from, 8)} to ${formatPlain(to, 8)}`).join(", ");
  return [
    `best    ${valuesText(grid, best!.at)}${minimum === null ? "" : `, the parabola's minimum at ${formatPlain(minimum, 8)}`}`,
    `within 3.84 of −2 ln(evidence): ${ranges(plain)}`,
    `within 3 tempered, which other tails can make up for: ${ranges(tempered)}`,
  ].join("\n");
}

const valuesText = (names: readonly string[], values: readonly number[]) =>
  names.map((name, a) => `${name} = ${formatPlain(values[a]!, 8)}`).join(", ");
