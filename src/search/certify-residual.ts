import type { Decimal } from "decimal.js";
import { CrossedBlocks2d } from "../blocks/crossed-blocks-2d.js";
import { CrossedColumnsDecimal } from "../blocks/decimal/crossed-columns-decimal.js";
import type { CrossingEquation } from "../crossing/equation.js";
import { type OperatorData, residualAt } from "../crossing/residual.js";

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

/** @param digits significant digits of the terms of E */
export function residualPair(
  equation: CrossingEquation,
  operators: readonly OperatorData[],
  digits: number,
): ResidualPair {
  const columns = new CrossedColumnsDecimal(equation.points, equation.externalDelta, digits);
  let sum = columns.identity();
  for (const { spin, delta, ope2 } of operators) {
    const coefficient = columns.exact(ope2);
    const column = columns.column(delta, spin);
    sum = sum.map((entry, i) => entry.plus(column[i]!.times(coefficient)));
  }
  const zero = new columns.context(0);
  return {
    double: residualAt(equation, operators),
    exact: Float64Array.from(sum, (entry) => entry.toNumber()),
    norm: sum.reduce((total, entry) => total.plus(entry.times(entry)), zero).sqrt(),
    terms: sumOfModuli(equation, operators),
  };
}

function sumOfModuli(equation: CrossingEquation, operators: readonly OperatorData[]): Float64Array {
  const blocks = new CrossedBlocks2d(equation.points, equation.externalDelta);
  const sum = equation.identity.map(Math.abs);
  const moduli = new Float64Array(equation.rows);
  for (const { spin, delta, ope2 } of operators) {
    blocks.magnitude(delta, spin, moduli);
    for (let i = 0; i < sum.length; i++) sum[i]! += Math.abs(ope2) * moduli[i]!;
  }
  return sum;
}
