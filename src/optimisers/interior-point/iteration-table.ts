import { log } from "../../math/elementary.js";

/** One line of Ipopt's iteration table. */
export interface IterationRow {
  readonly iteration: number;
  /** the iterate belongs to the feasibility restoration ("r" in the table) */
  readonly restoration: boolean;
  /** unscaled f(x) */
  readonly objective: number;
  /** largest unscaled violation of a constraint */
  readonly primalInfeasibility: number;
  /** largest component of the scaled gradient of the Lagrangian */
  readonly dualInfeasibility: number;
  /** barrier parameter μ */
  readonly barrier: number;
  /** ‖Δw‖∞ of the step that led here */
  readonly step: number;
  /** δ_w added to the Hessian for that step; 0 for none */
  readonly regularisation: number;
  readonly dualStep: number;
  readonly primalStep: number;
  /** trial points of the line search */
  readonly trials: number;
  /** f: by the objective, h: by the filter; capitals after a second-order correction; R: restored; t, T: tiny steps */
  readonly tag: string;
}

export const iterationHeader =
  "iter    objective    inf_pr   inf_du lg(mu)  ||d||  lg(rg) alpha_du alpha_pr  ls";

/** A row in Ipopt's columns. */
export function formatIteration(row: IterationRow): string {
  return [
    String(row.iteration).padStart(4) + (row.restoration ? "r" : " "),
    signed(row.objective, 7).padStart(14),
    ` ${signed(row.primalInfeasibility, 2)}`,
    ` ${signed(row.dualInfeasibility, 2)}`,
    logarithm(row.barrier).padStart(5),
    ` ${signed(row.step, 2)}`,
    row.regularisation > 0 ? logarithm(row.regularisation).padStart(5) : "   - ",
    ` ${signed(row.dualStep, 2)}`,
    ` ${signed(row.primalStep, 2)}${row.tag.padEnd(1)}`,
    String(row.trials).padStart(3),
  ].join(" ");
}

/** As C's %.ne: at least two digits in the exponent. */
function signed(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\d)$/, "e$10$2");
}

function logarithm(value: number): string {
  return (Math.round(log10(value) * 10) / 10).toFixed(1);
}

function log10(value: number): number {
  return value > 0 ? log(value) / Math.LN10 : Number.NEGATIVE_INFINITY;
}
