import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../errors.js";
import { keyOf, type MapState } from "../search/map/map.js";
import type { MapProblem } from "../search/map/point.js";
import type { MapSummary } from "../search/map/summary.js";
import { checkedDocument, readText } from "../theory/document.js";
import { replaceFile } from "./atomic-file.js";
import { csvText } from "./csv.js";
import { type RunDocument, runDocumentSchema, toJson } from "./run-document.js";
import type { TableColumn } from "./run-tables.js";
import { storedTheory } from "./run-theory.js";

/** Files of a map's folder. */
export const mapFiles = { document: "map.json", table: "map.csv", picture: "map", lock: "lock" } as const;

const index = z.array(z.int().nonnegative());
const numbers = z.array(z.number());
const start = z.object({
  x: numbers,
  amplitude: z.number(),
  values: numbers,
  axes: z.array(numbers).exactOptional(),
});
const point = z.union([
  start.extend({
    index,
    at: numbers,
    evidence: z.number(),
    rows: z.number(),
    chi2: z.number(),
    delta: numbers,
    ope2: numbers,
    evaluations: z.number(),
  }),
  z.object({ index, at: numbers, lost: z.string() }),
]);

const mapSchema = z.object({
  kind: z.literal("crossing-map"),
  schema: z.literal(1),
  theory: runDocumentSchema.shape.theory,
  versions: runDocumentSchema.shape.versions,
  options: z.record(z.string(), z.json()),
  unknown: z.array(z.object({ name: z.string(), lower: z.number(), upper: z.number() })),
  rung: z.int().nonnegative(),
  amplitudes: z.record(z.string(), z.number()),
  axes: z.array(z.object({ parameter: z.string(), from: z.number(), to: z.number(), count: z.int().min(2) })),
  root: index,
  start,
  points: z.array(point),
  rounds: z.int().nonnegative(),
  finished: z.boolean(),
});

export type MapDocument = z.infer<typeof mapSchema>;

/** What a map was begun with, kept in its file. */
export type MapOrigin = Pick<MapDocument, "options" | "versions"> & {
  readonly theory: RunDocument["theory"];
};

export interface StoredMap {
  readonly path: string;
  readonly origin: MapOrigin;
  readonly problem: MapProblem;
  readonly state: MapState;
}

/** Replaces the map's document and table. */
export function writeMap({ path, origin, problem, state }: StoredMap, summary: MapSummary): void {
  const { unknown, rung, amplitudes } = problem;
  const { points, ...rest } = state;
  const document = {
    kind: "crossing-map",
    schema: 1,
    ...origin,
    unknown,
    rung,
    amplitudes,
    ...rest,
    points: [...points.values()],
  };
  replaceFile(join(path, mapFiles.document), toJson(document));
  replaceFile(join(path, mapFiles.table), mapTable(summary));
}

/** One line a point: parameters, evidence, and the numbers found. */
export function mapTable({ grid, unknown, quantities, points }: MapSummary): string {
  const names = [
    ...grid,
    ...unknown,
    "evidence",
    "difference",
    "tempered",
    "chi2",
    "amplitude",
    ...quantities,
  ];
  const columns = names.map((name): TableColumn => ({ name, type: "real" }));
  const rows = points.map((point) => [
    ...point.at,
    ...point.unknown,
    ...[point.evidence, point.difference, point.tempered, point.chi2, point.amplitude],
    ...point.values,
  ]);
  return csvText(columns, rows);
}

/** @throws InputError where there is no map, or its file is damaged or of another version */
export function readMap(path: string, cache: boolean): StoredMap {
  const file = join(path, mapFiles.document);
  if (!existsSync(file)) throw new InputError({ where: path, allowed: "holds no map (map.json)" });
  const document = checkedDocument(parsed(readText(file), file), file, mapSchema);
  const { theory, options, versions, unknown, rung, amplitudes, points, axes, root, rounds, finished } =
    document;
  const { set, free, preset } = theory;
  const loaded = storedTheory(theory, { set, free, ...(preset !== null && { preset }) });
  const named = options.points;
  return {
    path,
    origin: { theory, options, versions },
    problem: {
      theory: loaded,
      unknown,
      rung,
      amplitudes,
      cache,
      ...(typeof named === "string" && { points: named }),
    },
    state: {
      axes,
      root,
      start: document.start,
      rounds,
      finished,
      points: new Map(points.map((each) => [keyOf(each.index), each])),
    },
  };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError({ where: file, allowed: `is damaged: ${(error as Error).message}` });
  }
}
