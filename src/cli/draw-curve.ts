import { dirname, join } from "node:path";
import { listRuns, type StoredRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { InputError } from "../errors.js";
import { exp, log } from "../math/elementary.js";
import { type CurveStep, curvePlot, spansDecades } from "../plots/curve.js";
import { loadTheory } from "../theory/load.js";
import type { ContinuationMark } from "./continue-and-store.js";
import { writePlot } from "./draw.js";

/** Places at which the exact curves are computed. */
const EXACT_PLACES = 80;

/** Draws Δ and a of runs of one theory against the parameter in which they differ; one run of a continuation stands for all of it. */
export async function drawCurve(given: readonly StoredRun[], output?: string): Promise<string[]> {
  const runs = given.length === 1 ? wholeContinuation(given[0]!) : given;
  const parameter = varyingParameter(runs);
  const steps = runs.map((run) => curveStep(run, parameter)).sort((a, b) => a.at - b.at);
  const { document } = runs[0]!;
  const plot = curvePlot(document.theory.title, {
    parameter,
    steps,
    exact: exactAlong(runs[0]!, parameter, steps),
  });
  return writePlot(plot, output, join(given[0]!.path, "curve"));
}

function markOf({ document }: StoredRun): ContinuationMark | null {
  return (document.options.continuation as ContinuationMark | undefined) ?? null;
}

function wholeContinuation(run: StoredRun): readonly StoredRun[] {
  const mark = markOf(run);
  if (mark === null) {
    throw new InputError({
      where: "--kind curve",
      found: run.document.id,
      allowed: "give several runs, or one step of a continuation",
    });
  }
  const siblings = listRuns(dirname(run.path)).runs.filter((other) => markOf(other)?.id === mark.id);
  return siblings.filter(({ document }) => document.result !== null);
}

function varyingParameter(runs: readonly StoredRun[]): string {
  const values = runs.map(({ document }) => document.theory.parameters);
  const names = Object.keys(values[0] ?? {}).filter((name) =>
    values.some((other) => other[name] !== values[0]![name]),
  );
  const theories = new Set(runs.map(({ document }) => document.theory.name));
  if (names.length === 1 && theories.size === 1) return names[0]!;
  const found = theories.size > 1 ? [...theories] : names;
  throw new InputError({
    where: "--kind curve",
    found,
    allowed: "the runs must be of one theory and differ in one parameter",
  });
}

function curveStep(run: StoredRun, parameter: string): CurveStep {
  const { document, path, state } = run;
  if (document.result === null)
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to draw` });
  const { theory } = theoryOfRun(document);
  return {
    at: document.theory.parameters[parameter]!,
    operators: document.result.operators,
    exact: theory.exact,
  };
}

/** The exact data of the theory along the parameter, recomputed at each place. */
function exactAlong({ document }: StoredRun, parameter: string, steps: readonly CurveStep[]) {
  const { file, set, preset, free } = document.theory;
  const first = steps[0]!.at;
  const last = steps[steps.length - 1]!.at;
  const ratio = spansDecades(first, last) ? log(last / first) : null;
  return Array.from({ length: EXACT_PLACES + 1 }, (_, k) => {
    const t = k / EXACT_PLACES;
    // the last bit of an end must not leave the parameter's range
    const at = Math.min(last, ratio === null ? first + (last - first) * t : first * exp(t * ratio));
    const theory = loadTheory(file, {
      set: { ...set, [parameter]: at },
      free,
      ...(preset !== null && { preset }),
    });
    return { at, operators: theory.exact };
  });
}
