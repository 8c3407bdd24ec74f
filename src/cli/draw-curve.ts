import { join } from "node:path";
import type { StoredRun } from "../archive/run-lookup.js";
import { InputError } from "../errors.js";
import { curvePlot } from "../plots/curve.js";
import { continuationMark, curveOf, varyingParameter, wholeContinuation } from "../report/continuation.js";
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
  const plot = curvePlot(runs[0]!.document.theory.title, curveOf(runs, parameter));
  return writePlot(plot, output, join(given[0]!.path, "curve"));
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
