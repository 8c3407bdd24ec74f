import type { Decimal } from "decimal.js";
import type { Term } from "./equation.js";
import type { OperatorData } from "./residual.js";

/** A crossing equation in decimal arithmetic. */
export interface DecimalColumns {
  readonly context: typeof Decimal;
  /** A double as the decimal it is. */
  exact(value: number): Decimal;
  /** E₀ [rows] */
  identity(): Decimal[];
  /** F(Δ, ℓ) [rows] */
  column(term: Term, delta: number): Decimal[];
  /** Sum of the moduli of the terms of E [rows]. @param identity E₀ of the double-precision equation [rows] */
  moduli(identity: Float64Array, operators: readonly OperatorData[]): Float64Array;
}
