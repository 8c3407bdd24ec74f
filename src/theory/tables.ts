import { z } from "zod";
import { InputError } from "../errors.js";
import { type Interpolated, interpolate } from "../math/interpolation.js";
import { parsedDocument, shownPath } from "./document.js";
import { evaluateExpression, reservedNames } from "./expressions.js";
import { Reader } from "./reader.js";
import type { TheoryDocument } from "./schema.js";
import type { TheoryFiles } from "./theory-files.js";

/** A data file beside theory.yaml: one row a value of a parameter, which stands in the first column. */
const tableSchema = z.strictObject({
  source: z.string({ error: "must be a reference" }),
  note: z.string().optional(),
  columns: z.array(z.string(), { error: "must be a list of names" }).min(2),
  rows: z.array(z.array(z.number()), { error: "must be a list of rows of numbers" }).min(2),
});

/** What the tables of a theory say at its parameter values, by name of the column. */
export interface TableValues {
  readonly values: Readonly<Record<string, number>>;
  /** the same by the smaller of two interpolation stencils; equal to `values` where the parameter is in the table */
  readonly alternatives: Readonly<Record<string, number>>;
}

type TableEntry = TheoryDocument["tables"][string];

/**
 * Reads the tables of a theory file at parameter values.
 *
 * @throws InputError for a table that cannot be read or whose names are taken, a parameter outside it (nothing is extrapolated), and one between its
 * rows where two interpolation stencils differ by more than the table's tolerance
 */
export function readTables(
  document: TheoryDocument,
  parameters: Readonly<Record<string, number>>,
  files: TheoryFiles,
): TableValues {
  const reader = new Reader(shownPath(files.file), parameters);
  const values: Record<string, number> = {};
  const alternatives: Record<string, number> = {};
  for (const [name, entry] of Object.entries(document.tables)) {
    const field = `tables.${name}`;
    if (parameters[entry.parameter] === undefined)
      throw reader.fail(`${field}.parameter`, entry.parameter, "must be a parameter of the theory");
    for (const [column, found] of readTable({ entry, field, parameters, files })) {
      if (reservedNames.has(column) || Object.hasOwn({ ...parameters, ...values }, column))
        throw reader.fail(
          `${field}.file`,
          column,
          "names a column like a parameter, a table's column or a function",
        );
      values[column] = found.value;
      alternatives[column] = found.value - found.difference;
    }
  }
  return { values, alternatives };
}

interface TablePlace {
  readonly entry: TableEntry;
  readonly field: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly files: TheoryFiles;
}

function readTable({ entry, field, parameters, files }: TablePlace): [string, Interpolated][] {
  const file = files.path(entry.file);
  const { columns, rows } = parsedDocument(files.text(entry.file, `${field}.file`), file, tableSchema);
  const where = shownPath(file);
  rows.forEach((row, k) => {
    if (row.length !== columns.length || (k > 0 && row[0]! <= rows[k - 1]![0]!))
      throw new InputError({
        where,
        field: `rows[${k}]`,
        found: row[0],
        allowed: `a row has ${columns.length} numbers, the first of them rising from row to row`,
      });
  });
  const at = parameters[entry.parameter]!;
  const [first, last] = [rows[0]![0]!, rows[rows.length - 1]![0]!];
  if (!(at >= first && at <= last))
    throw new InputError({
      where: "--set",
      field: entry.parameter,
      found: at,
      allowed: `${where} goes from ${first} to ${last}; nothing is extrapolated`,
    });
  const mapped = (value: number) =>
    evaluateExpression(entry.variable ?? entry.parameter, {
      where: shownPath(files.file),
      field: `${field}.variable`,
      names: { ...parameters, [entry.parameter]: value },
    });
  const nodes = Float64Array.from(rows, (row) => mapped(row[0]!));
  return columns.slice(1).map((column, k) => {
    const found = interpolate(
      nodes,
      rows.map((row) => row[k + 1]!),
      mapped(at),
    );
    if (found.difference <= entry.tolerance) return [column, found];
    throw new InputError({
      where: "--set",
      field: entry.parameter,
      found: at,
      allowed: `not between these rows of ${where}, where interpolations of ${column} differ by ${found.difference.toExponential(1)}, more than ${entry.tolerance}; nearest rows: ${neighbours(rows, at)}`,
    });
  });
}

function neighbours(rows: readonly (readonly number[])[], at: number): string {
  const above = rows.findIndex((row) => row[0]! >= at);
  return `${rows[above - 1]![0]} and ${rows[above]![0]}`;
}
