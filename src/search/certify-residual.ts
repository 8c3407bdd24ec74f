import type { Decimal } from "decimal.js";
import { CrossedBlocks2d } from "../blocks/crossed-blocks-2d.js";
import { CrossedColumnsDecimal } from "../blocks/decimal/crossed-columns-decimal.js";
import { LineDefectDecimal } from "../crossing/line-defect/decimal-equation.js";
import type { PointSet } from "../crossing/points.js";
import { type OperatorData, residualAt } from "../crossing/residual.js";
import { InputError } from "../errors.js";
import type { Theory } from "../theory/theory.js";
import type { Setting } from "./setting.js";

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
    terms: columns.moduli(equation.identity, operators),
  };
}

/** An equation in decimal arithmetic. */
interface DecimalColumns {
  readonly context: typeof Decimal;
  exact(value: number): Decimal;
  /** E₀ [rows] */
  identity(): Decimal[];
  /** F(Δ, ℓ) [rows] */
  column(delta: number, spin: number): Decimal[];
  /** sum of the moduli of the terms of E [rows] */
  moduli(identity: Float64Array, operators: readonly OperatorData[]): Float64Array;
}

function decimalColumns({ family, external }: Theory, points: PointSet, digits: number): DecimalColumns {
  if (family === "line-defect") return new LineDefectDecimal(external.coupling!, points, digits);
  if (family !== "global-2d")
    throw new InputError({
      where: "family",
      found: family,
      allowed: "global-2d or line-defect: only their runs are certified",
    });
  const blocks = new CrossedBlocks2d(points, external.delta!);
  const columns = new CrossedColumnsDecimal(points, external.delta!, digits);
  return {
    context: columns.context,
    exact: (value) => columns.exact(value),
    identity: () => columns.identity(),
    column: (delta, spin) => columns.column(delta, spin),
    moduli: (identity, operators) => sumOfModuli(blocks, identity, operators),
  };
}

function sumOfModuli(
  blocks: CrossedBlocks2d,
  identity: Float64Array,
  operators: readonly OperatorData[],
): Float64Array {
  const sum = identity.map(Math.abs);
  const moduli = new Float64Array(sum.length);
  for (const { spin, delta, ope2 } of operators) {
    blocks.magnitude(delta, spin, moduli);
    for (let i = 0; i < sum.length; i++) sum[i]! += Math.abs(ope2) * moduli[i]!;
  }
  return sum;
}
