import { dirname } from "node:path";
import { listRuns, type StoredRun } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import { InputError } from "../errors.js";
import type { Curve, CurveStep } from "../plots/curve.js";
import { exactAlong } from "./exact-curve.js";
import { givenParameters } from "./given-parameters.js";

/** What each run of a continuation keeps of it among its options. */
export interface ContinuationMark {
  /** the same for all its runs */
  readonly id: string;
  readonly parameter: string;
  /** from 0 */
  readonly step: number;
  readonly steps: number;
  /** the path as typed after `--along`; older runs have none */
  readonly along?: string;
}

export function continuationMark({ document }: Pick<StoredRun, "document">): ContinuationMark | null {
  return (document.options.continuation as ContinuationMark | undefined) ?? null;
}

/** All finished steps of the continuation that a run belongs to, from the folder that holds it, in their order. */
export function wholeContinuation(run: StoredRun, { id }: ContinuationMark): readonly StoredRun[] {
  const siblings = listRuns(dirname(run.path)).runs.filter((other) => continuationMark(other)?.id === id);
  return siblings
    .filter(({ document }) => document.result !== null)
    .sort((a, b) => continuationMark(a)!.step - continuationMark(b)!.step);
}

/** The one given parameter in which runs of one theory differ; null where there is no such. */
export function varyingParameter(runs: readonly StoredRun[]): string | null {
  const values = runs.map(({ document }) => givenParameters(document));
  const names = Object.keys(values[0] ?? {}).filter((name) =>
    values.some((other) => other[name] !== values[0]![name]),
  );
  // others may follow from the one that was set
  const set = names.filter((name) => runs.some(({ document }) => Object.hasOwn(document.theory.set, name)));
  const [parameter, ...more] = names.length === 1 ? names : set;
  const theories = new Set(runs.map(({ document }) => document.theory.name));
  return more.length === 0 && theories.size === 1 ? (parameter ?? null) : null;
}

/**
 * Δ and a of runs of one theory against the parameter, with the exact data along it.
 * @throws {InputError} for a run without a result
 */
export function curveOf(runs: readonly StoredRun[], parameter: string): Curve {
  const steps = runs.map((run) => curveStep(run, parameter)).sort((a, b) => a.at - b.at);
  return { parameter, steps, exact: exactAlong(theoryOfRun(runs[0]!.document), parameter, steps) };
}

function curveStep({ document, path, state }: StoredRun, parameter: string): CurveStep {
  if (document.result === null)
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to draw` });
  const theory = theoryOfRun(document);
  return {
    at: document.result.parameters[parameter]!,
    operators: document.result.operators,
    exact: theory.exact,
  };
}
