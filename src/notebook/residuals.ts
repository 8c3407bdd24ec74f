import { residualBarsPlot } from "../plots/residual-bars.js";
import { residualMapPlot } from "../plots/residual-map.js";
import type { PlotSpecification } from "../plots/specification.js";
import { splitRows } from "../report/residual-rows.js";
import { titleLine } from "../report/result-lines.js";
import { evaluate } from "../search/evaluate.js";
import type { Run } from "./run.js";

/**
 * The crossing equation at the numbers of the best solution, on the theory's own rows: a map for those that are points of the z plane,
 * bars for the others. What is left at a solution is the tail above the cut.
 */
export function residuals({ result, theory }: Run): PlotSpecification[] {
  const data = result.operators.map(({ channel, spin, delta, ope2 }) => ({
    channel,
    spin,
    delta: delta.value,
    ope2: ope2.value,
  }));
  const { points, named } = splitRows(evaluate(theory, { data }).perPoint);
  const title = titleLine(theory.title, result.parameters);
  return [
    ...(points.length > 0 ? [residualMapPlot(title, points)] : []),
    ...(named.length > 0 ? [residualBarsPlot(title, named)] : []),
  ];
}
