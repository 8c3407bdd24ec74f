import type { Functional } from "../crossing/equation.js";
import type { NamedResidual } from "../plots/residual-bars.js";
import type { PointResidual } from "../plots/residual-map.js";

type Row = Functional & { readonly value: number };

/** Names a row of the crossing equation: a place of the z plane, a derivative, a constraint. */
export function rowName(row: Functional): string {
  if ("z" in row) {
    const place = `z = ${row.z[0].toFixed(6)} + ${row.z[1].toFixed(6)}i`;
    return row.component === undefined ? place : `${place} (${row.component})`;
  }
  return "derivative" in row ? `derivative ${row.derivative}` : row.constraint;
}

/** Rows that are points of the z plane, for a map, and the others, for bars. */
export function splitRows(rows: readonly Row[]): { points: PointResidual[]; named: NamedResidual[] } {
  return {
    points: rows.filter((row) => "z" in row),
    named: rows.filter((row) => !("z" in row)).map((row) => ({ name: rowName(row), value: row.value })),
  };
}
