import { convergencePlot } from "../plots/convergence.js";
import { residualBarsPlot } from "../plots/residual-bars.js";
import { residualMapPlot } from "../plots/residual-map.js";
import { spectrumPlot } from "../plots/spectrum.js";
import type { Figures } from "./figure.js";
import type { Html } from "./html.js";
import type { ReportedRun } from "./reported-run.js";
import { splitRows } from "./residual-rows.js";
import { residuals } from "./residuals.js";
import { normText } from "./result-tables.js";

export function spectrumFigure({ result, theory }: ReportedRun, figures: Figures): Promise<Html> {
  const known = theory.exact.length > 0 ? "; open circles: exact values" : "";
  return figures.draw(
    spectrumPlot(result, theory),
    `Scaling dimensions Δ against spin ℓ, with 1σ bars; dashed: the cut${known}.`,
  );
}

/** Null where the run kept no trace. */
export async function convergenceFigure(
  runs: readonly ReportedRun[],
  figures: Figures,
): Promise<Html | null> {
  const traced = runs.filter(({ events }) => events.length > 0);
  if (traced.length === 0) return null;
  const curves = traced.map(({ result, events }) => ({
    label: `seed ${result.seed}${result.stream === 0 ? "" : `, stream ${result.stream}`}`,
    objective: result.objective,
    events,
  }));
  const what = traced.every(({ result }) => result.objective === "whitened") ? "χ²" : "‖E‖";
  return figures.draw(
    convergencePlot("", curves),
    `Best ${what} so far against evaluations; dotted: the start of a rung, with its number of operators. Each rung is another objective.`,
  );
}

/** A map of the z plane for rows that are points of it, bars for the others. */
export async function residualFigures(reported: ReportedRun, figures: Figures): Promise<Html[]> {
  const { rows, norm, points: set } = residuals(reported);
  const rest = reported.result.objective === "whitened" ? ": what is left is the tail above the cut" : "";
  const total = `‖E‖ = ${normText(norm)} on ${set}${rest}`;
  const { points, named } = splitRows(rows);
  const drawn: Html[] = [];
  if (points.length > 0) {
    const caption = `The crossing equation E(z) at ${points.length} points; ${total}.`;
    drawn.push(await figures.draw(residualMapPlot("", points), caption));
  }
  if (named.length > 0) {
    const caption = `Rows of the crossing equation that are no points of the z plane; ${total}.`;
    drawn.push(await figures.draw(residualBarsPlot("", named), caption));
  }
  return drawn;
}
