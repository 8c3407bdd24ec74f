import { type CrossingEquation, columnScale, type Term } from "./equation.js";

/** CFT data of one operator in one channel: a = `ope2` in the block normalisation of the equation's family. */
export interface OperatorData extends Term {
  readonly delta: number;
  readonly ope2: number;
}

/** E = E₀ + Σ a F [rows] of given data, from the blocks themselves. */
export function residualAt(equation: CrossingEquation, operators: readonly OperatorData[]): Float64Array {
  const residual = Float64Array.from(equation.identity);
  const value = new Float64Array(equation.rows);
  const derivative = new Float64Array(equation.rows);
  for (const { delta, ope2, ...term } of operators) {
    equation.column(term, delta, value, derivative);
    const b = ope2 * columnScale(delta);
    for (let i = 0; i < equation.rows; i++) residual[i]! += b * value[i]!;
  }
  return residual;
}

/** ‖E‖₂ of given data. */
export function residualNorm(equation: CrossingEquation, operators: readonly OperatorData[]): number {
  let sum = 0;
  for (const entry of residualAt(equation, operators)) sum += entry * entry;
  return Math.sqrt(sum);
}
