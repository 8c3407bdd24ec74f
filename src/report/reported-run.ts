import { readJudgements } from "../archive/judgement-file.js";
import type { StoredRun } from "../archive/run-lookup.js";
import { readRunTrace } from "../archive/run-lookup.js";
import { theoryOfRun } from "../archive/run-theory.js";
import type { Judgement } from "../bounds/judge/judge.js";
import { type ComparisonRow, compare } from "../compare/compare.js";
import { InputError } from "../errors.js";
import type { ProgressEvent, SearchResult } from "../search/result.js";
import type { Theory } from "../theory/theory.js";

/** A stored run with everything a page says about it. */
export interface ReportedRun {
  readonly run: StoredRun;
  readonly result: SearchResult;
  readonly theory: Theory;
  readonly comparison: readonly ComparisonRow[];
  /** what rigorous bounds say of it, where they were asked */
  readonly judgements: readonly Judgement[];
  /** empty where the trace was not kept */
  readonly events: readonly ProgressEvent[];
}

/** @throws {InputError} for a run without a result, a damaged trace */
export function reportedRun(run: StoredRun): ReportedRun {
  const { document, path, state } = run;
  const { result } = document;
  if (result === null) {
    throw new InputError({ where: path, allowed: `the run is ${state} and has no result to report` });
  }
  const theory = theoryOfRun(document);
  const { events } = readRunTrace(run);
  return {
    run,
    result,
    theory,
    comparison: compare(result, theory),
    events,
    judgements: readJudgements(path, result),
  };
}
