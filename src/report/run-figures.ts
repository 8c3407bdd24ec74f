import { convergencePlot } from "../plots/convergence.js";
import { correlatorPlot } from "../plots/correlator.js";
import { residualBarsPlot } from "../plots/residual-bars.js";
import { residualMapPlot } from "../plots/residual-map.js";
import { spectrumPlot } from "../plots/spectrum.js";
import { correlator } from "../search/correlator.js";
import { familyOf } from "../theory/family-of.js";
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
    `Best ${what} so far against evaluations; dotted: the start of a rung, with its number of operators, from where on the objective is another; circles: so it is where the tail’s amplitude is fitted again.`,
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

/** None for families without correlators of identical scalars. */
export async function correlatorFigures({ result, theory }: ReportedRun, figures: Figures): Promise<Html[]> {
  if (!familyOf(theory).diagonal) return [];
  const drawn: Html[] = [];
  for (const channel of correlator(theory, result).channels) {
    const caption = `The four-point function along z = z̄ in the channel ${channel.channel}, as ((1−z)/z)^Δ_φ G(z), which crossing makes symmetric about ½: the sum over the run’s operators, and the same by crossing; bands: one standard deviation of the omitted tail.`;
    drawn.push(await figures.draw(correlatorPlot("", channel), caption));
  }
  return drawn;
}
