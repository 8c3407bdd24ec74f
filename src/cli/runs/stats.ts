import type { ListedRun } from "../../archive/run-listing.js";
import { readRun } from "../../archive/run-lookup.js";
import { bestOfEach, byProblem } from "../../archive/run-selection.js";
import { theoryOfRun } from "../../archive/run-theory.js";
import { parameterTexts } from "../../compare/parameter-text.js";
import { type SeedStatistics, seedStatistics } from "../../compare/seed-statistics.js";
import { statisticsCells } from "../../compare/statistics-table.js";
import { textTable } from "../../compare/text-table.js";
import { InputError } from "../../errors.js";
import { foundText } from "../found-solutions.js";
import type { Terminal } from "../terminal.js";
import type { SelectionOptions } from "./options.js";
import { noteBroken, selectRuns } from "./selection.js";

/** Statistics of the runs of one problem, with what the problem is. */
type Problem = Pick<
  ListedRun,
  "theory" | "title" | "parameters" | "preset" | "free" | "objective" | "points"
> & {
  /** id of the run that fits best */
  readonly best: string;
} & SeedStatistics;

/** The command `runs stats`. */
export function showStatistics(
  references: readonly string[],
  options: SelectionOptions,
  terminal: Terminal,
): void {
  const { runs, broken } = selectRuns(references, options);
  noteBroken(broken, terminal);
  const finished = runs.filter(({ state, residualNorm }) => state === "complete" && residualNorm !== null);
  const problems = byProblem(finished).flatMap((group) => readable(group, terminal));
  if (options.json) terminal.print(JSON.stringify({ problems }, null, 2));
  else if (problems.length === 0) terminal.print(`no finished runs among the ${runs.length} selected`);
  else terminal.print(problems.map(problemText).join("\n\n"));
}

/** A problem whose runs cannot be read does not take the others along. */
function readable(group: readonly ListedRun[], terminal: Terminal): Problem[] {
  try {
    return [statistics(group)];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.note(`warning: left out: ${error.message}\n`);
    return [];
  }
}

function statistics(group: readonly ListedRun[]): Problem {
  const [best] = bestOfEach(group) as [ListedRun];
  const { document } = readRun(best.path);
  const theory = theoryOfRun(document);
  const { title, parameters, preset, free, objective, points } = best;
  return {
    theory: best.theory,
    title,
    parameters,
    preset,
    free,
    objective,
    points,
    best: best.id,
    ...seedStatistics(group.map(resultOf), theory),
  };
}

function resultOf({ path }: ListedRun) {
  const { result } = readRun(path).document;
  if (result === null)
    throw new InputError({ where: path, allowed: "the run has lost its result since it was listed" });
  return result;
}

function problemText(problem: Problem): string {
  const { columns, rows } = statisticsCells(problem.quantities);
  return [heading(problem), textTable(columns, rows), foundText(problem.solutions)].join("\n\n");
}

function heading({ title, parameters, preset, free, runs, agree, best }: Problem): string {
  const words = [
    title,
    ...parameterTexts(parameters),
    ...(preset === null ? [] : [`preset ${preset}`]),
    ...(free ? ["free"] : []),
  ];
  const agreement = runs === 1 ? "1 run" : `${runs} runs, ${agree} of them end at the same, best solution`;
  return `${words.join(", ")}: ${agreement}; best run ${best}`;
}
