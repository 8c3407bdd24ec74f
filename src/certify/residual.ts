import type { Decimal } from "decimal.js";
import type { DecimalColumns } from "../crossing/decimal-columns.js";
import type { PointSet } from "../crossing/points.js";
import { type OperatorData, residualAt } from "../crossing/residual.js";
import { InputError } from "../errors.js";
import type { Setting } from "../search/rung/setting.js";
import { familyOf } from "../theory/family-of.js";
import type { Theory } from "../theory/theory.js";

/** E of given data at the points of an equation, in double precision and beside it to many digits. */
export interface ResidualPair {
  /** E from double-precision blocks [points] */
  readonly double: Float64Array;
  /** E from decimal blocks, rounded once, at the end [points] */
  readonly exact: Float64Array;
  /** ‖E‖₂ from decimal blocks, to as many digits as hold */
  readonly norm: Decimal;
  /** sum of the moduli of the terms of E [points]: what its rounding errors are relative to */
  readonly terms: Float64Array;
}

/**
 * @param digits significant digits of the terms of E
 * @throws InputError for a family whose blocks have no version in many digits
 */
export function residualPair(
  { theory, points, equation }: Setting,
  operators: readonly OperatorData[],
  digits: number,
): ResidualPair {
  const columns = decimalColumns(theory, points, digits);
  let sum = columns.identity();
  for (const { delta, ope2, ...term } of operators) {
    const coefficient = columns.exact(ope2);
    const column = columns.column(term, delta);
    sum = sum.map((entry, i) => entry.plus(column[i]!.times(coefficient)));
  }
  const zero = new columns.context(0);
  return {
    double: residualAt(equation, operators),
    exact: Float64Array.from(sum, (entry) => entry.toNumber()),
    norm: sum.reduce((total, entry) => total.plus(entry.times(entry)), zero).sqrt(),
    terms: columns.moduli(equation.identity, operators),
  };
}

/** @throws InputError for the families whose crossing equation there is in double precision alone */
function decimalColumns(theory: Theory, points: PointSet, digits: number): DecimalColumns {
  const { decimal } = familyOf(theory);
  if (decimal) return decimal(points, digits);
  const allowed = "only runs of families with decimal blocks are certified: this one has none";
  throw new InputError({ where: theory.name, field: "family", found: theory.family, allowed });
}

/** ‖a − b‖₂ */
export function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(square(a.map((entry, i) => entry - b[i]!)));
}

/** ‖v‖₂² */
export function square(vector: Float64Array): number {
  return vector.reduce((sum, entry) => sum + entry * entry, 0);
}
