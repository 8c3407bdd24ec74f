import { type NamedResidual, residualBarsPlot } from "../plots/residual-bars.js";
import { type PointResidual, residualMapPlot } from "../plots/residual-map.js";
import type { PlotSpecification } from "../plots/specification.js";
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
  const points: PointResidual[] = [];
  const named: NamedResidual[] = [];
  for (const row of evaluate(theory, { data }).perPoint) {
    if ("z" in row) points.push(row);
    else
      named.push({
        name: "derivative" in row ? `derivative ${row.derivative}` : row.constraint,
        value: row.value,
      });
  }
  const title = titleLine(theory.title, result.parameters);
  return [
    ...(points.length > 0 ? [residualMapPlot(title, points)] : []),
    ...(named.length > 0 ? [residualBarsPlot(title, named)] : []),
  ];
}
