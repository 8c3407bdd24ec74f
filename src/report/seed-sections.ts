import { compareFits, fitMeasures } from "../archive/ranking.js";
import { seedStatistics } from "../compare/seed-statistics.js";
import { statisticsCells } from "../compare/statistics-table.js";
import { configurationSection, reproduceSection } from "./configuration.js";
import type { Figures } from "./figure.js";
import { foundTable } from "./found-solutions.js";
import { html } from "./html.js";
import { htmlTable } from "./html-table.js";
import type { ReportedRun } from "./reported-run.js";
import { methodLine } from "./result-lines.js";
import { runTable } from "./result-tables.js";
import { convergenceFigure } from "./run-figures.js";
import { runSections, warningBox } from "./run-sections.js";
import { type Section, subsections } from "./section.js";

/** More curves than colours would not be told apart. */
const CURVES = 7;

/** What a page says about runs of one problem with different seeds: what they agree on, and the best of them. */
export async function seedSections(given: readonly ReportedRun[], figures: Figures): Promise<Section[]> {
  const runs = [...given].sort((a, b) => compareFits(fitMeasures(a.result), fitMeasures(b.result)));
  const results = runs.map(({ result }) => result);
  const best = runs[0]!;
  const { agree, quantities, solutions } = seedStatistics(results, best.theory);
  const convergence = await convergenceFigure(runs.slice(0, CURVES), figures);
  return [
    {
      title: "Over the runs",
      body: html`<p>${agree} of ${runs.length} runs end at the same, best solution.</p>
${htmlTable(statisticsCells(quantities), "Statistics over the runs, by quantity")}
<p class="faint">From the best solution of each run. The weighted mean takes the runs for independent; they share the truncation, so that the bar of one run, the median bar, is the honest one.</p>`,
    },
    { title: "Runs", body: htmlTable(runTable(results), "Runs, best first") },
    {
      title: "Distinct solutions of all runs",
      body: htmlTable(foundTable(solutions), "Distinct solutions of all runs, best first"),
    },
    ...(convergence === null
      ? []
      : [{ title: "Convergence of the best", body: html`<div class="figures">${convergence}</div>` }]),
    {
      title: "The best run",
      body: html`<p class="faint">${best.run.document.id}: ${methodLine(best.result)}</p>
${warningBox(best)}
${subsections(await runSections(best, figures))}`,
    },
    configurationSection(best),
    reproduceSection(runs),
  ];
}
