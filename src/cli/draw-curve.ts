import { join } from "node:path";
import type { StoredRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { InputError } from "../errors.js";
import { curvePlot } from "../plots/curve.js";
import { curvePanels, type ParameterAxis } from "../plots/curve-panels.js";
import { parameterName } from "../plots/specification.js";
import { continuationMark, curveOf, varyingParameter, wholeContinuation } from "../report/continuation.js";
import { parseAlong } from "../search/continuation.js";
import { writePlot } from "./draw.js";

/** Draws Δ and a of runs of one theory against the parameter in which they differ; one run of a continuation stands for all of it. */
export async function drawCurve(given: readonly StoredRun[], output?: string): Promise<string[]> {
  const runs = given.length === 1 ? stepsAround(given[0]!) : given;
  const parameter = varyingParameter(runs);
  if (parameter === null) {
    throw new InputError({
      where: "--kind curve",
      found: [...new Set(runs.map(({ document }) => document.theory.name))],
      allowed: "the runs must be of one theory and differ in one parameter",
    });
  }
  const first = runs[0]!;
  const { title } = first.document.theory;
  const curve = curveOf(runs, parameter);
  const published = publishedAlong(first, parameter);
  const plot =
    published.length === 0
      ? curvePlot(title, curve)
      : curvePanels(title, curve, published, parameterAxis(first, parameter));
  return writePlot(plot, output, join(given[0]!.path, "curve"));
}

/** Published values that hold at one value of the parameter and depend on nothing else. */
function publishedAlong({ document }: StoredRun, parameter: string) {
  const { published } = theoryOfRun(document);
  return published.filter(({ at }) => Object.keys(at).length === 1 && parameter in at);
}

/** A continuation spread evenly in a power of its parameter is drawn against that power. */
function parameterAxis(run: StoredRun, parameter: string): ParameterAxis {
  const along = continuationMark(run)?.along;
  const spacing = along === undefined ? null : parseAlong(along).spacing;
  if (spacing?.kind !== "power" || spacing.exponent > 0)
    return { exponent: 1, title: parameterName(parameter) };
  const { exponent } = spacing;
  const root = Math.round(1 / exponent);
  const power = Math.abs(root * exponent - 1) < 1e-12 && root !== -1 ? `1/${-root}` : String(-exponent);
  return { exponent, title: `${parameterName(parameter)}^(−${power})` };
}

function stepsAround(run: StoredRun): readonly StoredRun[] {
  const mark = continuationMark(run);
  if (mark !== null) return wholeContinuation(run, mark);
  throw new InputError({
    where: "--kind curve",
    found: run.document.id,
    allowed: "give several runs, or one step of a continuation",
  });
}
