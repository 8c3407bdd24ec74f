import { formatPlain } from "../compare/uncertainty.js";
import { curvePlot } from "../plots/curve.js";
import { continueCommand } from "./command-line.js";
import { configurationSection, reproduceSection } from "./configuration.js";
import { type ContinuationMark, continuationMark, curveOf } from "./continuation.js";
import type { Figures } from "./figure.js";
import { type Html, html, nothing } from "./html.js";
import { htmlTable } from "./html-table.js";
import type { ReportedRun } from "./reported-run.js";
import { fitLine, methodLine } from "./result-lines.js";
import { stepTable } from "./result-tables.js";
import { runSections, warningBox } from "./run-sections.js";
import { type Section, subsections } from "./section.js";

interface Step {
  readonly at: number;
  readonly reported: ReportedRun;
}

/** What a page says about runs of one theory along a parameter: a continuation, or searches at several values. */
export async function continuationSections(
  given: readonly ReportedRun[],
  parameter: string,
  figures: Figures,
): Promise<Section[]> {
  const steps = given
    .map((reported) => ({ at: reported.result.parameters[parameter]!, reported }))
    .sort((a, b) => a.at - b.at);
  const details: Html[] = [];
  const curves = await curveFigures(steps, parameter, figures);
  for (const step of steps) details.push(await stepDetails(step, parameter, figures));
  const table = stepTable(
    parameter,
    steps.map(({ at, reported: { result } }) => ({ at, result })),
  );
  const mark = continuationMark(given[0]!.run);
  const first = given.find(({ run }) => continuationMark(run)?.step === 0) ?? given[0]!;
  return [
    {
      title: "Along the parameter",
      body: html`${missingSteps(given.length, mark)}<div class="figures">${curves}</div>
${htmlTable(table, `Values of ${parameter}`)}`,
    },
    { title: "Steps", body: html`${details}` },
    configurationSection(first),
    mark === null ? reproduceSection(given) : reproduceSection([first], [wholeCommand(first, mark)]),
  ];
}

function curveFigures(steps: readonly Step[], parameter: string, figures: Figures): Promise<Html[]> {
  const runs = steps.map(({ reported }) => reported.run);
  const how = `against ${parameter}, one colour a spin, 1σ bars; lines: exact values where they are known.`;
  return figures.drawPanels(curvePlot("", curveOf(runs, parameter)), [
    `Scaling dimensions Δ ${how}`,
    `Squared OPE coefficients a ${how}`,
  ]);
}

async function stepDetails({ at, reported }: Step, parameter: string, figures: Figures): Promise<Html> {
  const { result } = reported;
  const warned = result.warnings.length === 0 ? "" : `, warnings: ${result.warnings.length}`;
  return html`<details class="step"><summary>${parameter} = ${formatPlain(at)}: ${fitLine(result)}${warned}</summary>
<p class="faint">${methodLine(result)}, run ${reported.run.document.id}</p>
${warningBox(reported)}
${subsections(await runSections(reported, figures))}
</details>
`;
}

function missingSteps(found: number, mark: ContinuationMark | null): Html {
  if (mark === null || found === mark.steps) return nothing;
  return html`<p>${found} of ${mark.steps} steps are stored.</p>`;
}

function wholeCommand({ run }: ReportedRun, mark: ContinuationMark): string {
  const { name } = run.document.theory;
  return (
    continueCommand(run.document, mark) ??
    `crossing continue ${name} --along ${mark.parameter}=…   # a path that this run did not keep, ${mark.steps} steps`
  );
}
