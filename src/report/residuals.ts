import type { Functional } from "../crossing/equation.js";
import { residualAt } from "../crossing/residual.js";
import { theoryPoints } from "../search/rung/sample-points.js";
import { familyOf } from "../theory/family-of.js";
import type { ReportedRun } from "./reported-run.js";

export interface Residuals {
  /** name of the points or derivatives */
  readonly points: string;
  /** ‖E‖₂ over all rows */
  readonly norm: number;
  readonly rows: readonly (Functional & { readonly value: number })[];
}

/** The crossing equation, row by row, at the numbers of a run's best solution. */
export function residuals({ result, theory, run: { document } }: ReportedRun): Residuals {
  const asked = document.options.points;
  const points = theoryPoints(theory, typeof asked === "string" ? asked : undefined);
  const equation = familyOf(theory).equation(points);
  const data = result.operators.map(({ channel, spin, delta, ope2 }) => ({
    channel,
    spin,
    delta: delta.value,
    ope2: ope2.value,
  }));
  const values = residualAt(equation, data);
  return {
    points: points.name,
    norm: Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)),
    rows: Array.from(values, (value, row) => ({ ...equation.functionals[row]!, value })),
  };
}
