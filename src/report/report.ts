import type { StoredRun } from "../archive/run-lookup.js";
import { InputError } from "../errors.js";
import { configurationSection, reproduceSection } from "./configuration.js";
import { continuationMark, varyingParameter, wholeContinuation } from "./continuation.js";
import { continuationSections } from "./continuation-sections.js";
import { Figures } from "./figure.js";
import { givenParameters } from "./given-parameters.js";
import { html, nothing } from "./html.js";
import { page } from "./page.js";
import { type ReportedRun, reportedRun } from "./reported-run.js";
import { methodLine, titleLine } from "./result-lines.js";
import { runSections, warningBox } from "./run-sections.js";
import { contents, type Section, sections } from "./section.js";
import { seedSections } from "./seed-sections.js";

/**
 * One page about runs of one theory: a single run, many seeds at the same parameters, or values of one parameter. One step of a
 * continuation stands for all of it. The page is complete in itself: no script, nothing loaded, figures inside.
 * @throws {InputError} for a run without a result, and for runs that belong on no common page
 */
export async function report(given: readonly StoredRun[]): Promise<string> {
  const mark = given.length === 1 ? continuationMark(given[0]!) : null;
  const runs = (mark === null ? given : wholeContinuation(given[0]!, mark)).map(reportedRun);
  const first = runs[0]!;
  const figures = new Figures();
  const parts = await allSections(runs, figures);
  const { title, name } = first.theory;
  return page({
    title: `${title}: report`,
    body: html`<header>
<h1>${runs.length === 1 ? titleLine(title, first.result.parameters) : title}</h1>
<p class="faint">${runs.length === 1 ? methodLine(first.result) : several(runs)}</p>
${runs.length === 1 ? warningBox(first) : nothing}
${contents(parts)}
</header>
<main>
${sections(parts)}</main>
<footer>${name}, by crossing ${first.run.document.versions.crossing}. The error bars are calibrated on theories with known answers, not proved.</footer>`,
  });
}

function several(runs: readonly ReportedRun[]): string {
  const parameter = varyingParameter(runs.map(({ run }) => run));
  return parameter === null ? `${runs.length} runs` : `${runs.length} values of ${parameter}`;
}

async function allSections(runs: readonly ReportedRun[], figures: Figures): Promise<Section[]> {
  if (runs.length === 1) {
    const [only] = runs as [ReportedRun];
    return [...(await runSections(only, figures)), configurationSection(only), reproduceSection(runs)];
  }
  const parameter = varyingParameter(runs.map(({ run }) => run));
  if (parameter !== null) return continuationSections(runs, parameter, figures);
  const problems = new Set(runs.map(problemOf));
  if (problems.size === 1) return seedSections(runs, figures);
  throw new InputError({
    where: "report",
    found: [...problems],
    allowed: "one page takes runs of one theory that differ in their seeds, or in one parameter",
  });
}

function problemOf({ run: { document } }: ReportedRun): string {
  const { name, parameters, preset, free } = document.theory;
  const given = givenParameters(document);
  const settings = Object.keys(parameters).map((parameter) =>
    parameter in given ? `${parameter}=${given[parameter]}` : `${parameter} unknown`,
  );
  return [
    name,
    ...settings,
    ...(preset === null ? [] : [`preset ${preset}`]),
    ...(free ? ["free"] : []),
  ].join(" ");
}
