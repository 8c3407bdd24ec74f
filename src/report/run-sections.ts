import { comparisonCells } from "../compare/comparison-table.js";
import { judgementCells, judgementTitle } from "../compare/judgement-table.js";
import { counted } from "../counted.js";
import { growthPlot } from "../plots/growth.js";
import type { Figures } from "./figure.js";
import { type Html, html, nothing } from "./html.js";
import { htmlTable } from "./html-table.js";
import type { ReportedRun } from "./reported-run.js";
import { costLine, fitLine, foundLine, solutionsLine } from "./result-lines.js";
import { contentTable, derivedTable, ladderTable, operatorTable, solutionTable } from "./result-tables.js";
import { convergenceFigure, correlatorFigures, residualFigures, spectrumFigure } from "./run-figures.js";
import type { Section } from "./section.js";

/** What a page says about one run, its figures drawn. */
export async function runSections(reported: ReportedRun, figures: Figures): Promise<Section[]> {
  return [
    resultSection(reported),
    await figureSection(reported, figures),
    ...publishedSection(reported),
    ...judgementSection(reported),
    ...solutionSection(reported),
    ...ladderSection(reported),
    ...(await contentSection(reported, figures)),
  ];
}

function resultSection({ result }: ReportedRun): Section {
  const { operators, derived = [] } = result;
  const found = foundLine(result);
  const loose = operators.some(({ determined }) => !determined);
  return {
    title: "Result",
    body: html`<p>${fitLine(result)}</p>
${found === "" ? nothing : html`<p>${found}</p>`}
${htmlTable(operatorTable(operators), "Operators of the best solution")}
${derived.length === 0 ? nothing : htmlTable(derivedTable(derived), "Derived numbers")}
<p class="faint">In brackets: one standard deviation in units of the last digits. OPE² is the squared coefficient in the theory’s block normalisation.${
      loose ? " A number with ~ is undetermined: these data do not fix it, and it has no error bar." : ""
    }</p>
<p>${costLine(result)}</p>`,
  };
}

async function figureSection(reported: ReportedRun, figures: Figures): Promise<Section> {
  const drawn = [
    await spectrumFigure(reported, figures),
    ...(await residualFigures(reported, figures)),
    ...(await correlatorFigures(reported, figures)),
    (await convergenceFigure([reported], figures)) ?? nothing,
  ];
  return {
    title: "Spectrum, residuals and convergence",
    body: html`<div class="figures">${drawn}</div>`,
  };
}

function publishedSection({ comparison }: ReportedRun): Section[] {
  const rows = comparison.filter(({ source }) => source !== "exact");
  if (rows.length === 0) return [];
  return [
    {
      title: "Beside published values",
      body: html`${htmlTable(comparisonCells(rows), "Comparison with published values")}
<p class="faint">pull: the difference over its error; for a bound 0 inside.</p>`,
    },
  ];
}

function judgementSection({ judgements }: ReportedRun): Section[] {
  if (judgements.length === 0) return [];
  return [
    {
      title: "Rigorous intervals",
      body: html`${judgements.map(
        (judgement) => html`<p>${judgementTitle(judgement)}</p>
${htmlTable(judgementCells(judgement), "Numbers beside their rigorous intervals")}`,
      )}
<p class="faint">Every solution with what is assumed has the number between both ends, whatever its other operators; an interval much wider than the bar judges little.</p>`,
    },
  ];
}

function solutionSection({ result: { solutions } }: ReportedRun): Section[] {
  if (solutions.length < 2) return [];
  return [
    {
      title: "Distinct solutions",
      body: html`<p>${solutionsLine(solutions.length)}</p>
${htmlTable(solutionTable(solutions), "Distinct solutions")}`,
    },
  ];
}

function ladderSection({ result: { ladder } }: ReportedRun): Section[] {
  if (!ladder?.length) return [];
  return [{ title: "Ladder", body: htmlTable(ladderTable(ladder), "Rungs of the ladder") }];
}

async function contentSection({ result: { content } }: ReportedRun, figures: Figures): Promise<Section[]> {
  if (!content) return [];
  const { steps, rivals, tried } = content;
  const caption = `The operators chosen at each cut, bars of one standard deviation; ${counted(tried, "content")} solved, ${counted(rivals.length, "other")} as good as the one that settled.`;
  return [
    {
      title: "How the spectrum grew",
      body: html`<div class="figures">${await figures.draw(growthPlot("", steps), caption)}</div>
${htmlTable(contentTable(content), "Contents by cut")}`,
    },
  ];
}

/** Warnings of a run, and what else should make a reader careful; nothing where there is nothing. */
export function warningBox({ result, run }: ReportedRun): Html {
  const lines = [
    ...result.warnings.map(({ code, message }) => html`<li><strong>${code}</strong>: ${message}</li>`),
    ...(run.state === "complete" ? [] : [html`<li>The run is ${run.state}.</li>`]),
  ];
  if (lines.length === 0) return nothing;
  return html`<div class="warnings" role="note" aria-label="Warnings"><ul>${lines}</ul></div>`;
}
