import { dirname } from "node:path";
import { newRunId } from "../archive/run-id.js";
import { findRun, listRuns, type RunState, type StoredRun } from "../archive/run-lookup.js";
import { storedTheory } from "../archive/run-theory.js";
import { InputError } from "../errors.js";
import { pick } from "../option.js";
import { alongText } from "../report/command-line.js";
import { type ContinuationMark, continuationMark } from "../report/continuation.js";
import { type Along, alongValues, continued, parseAlong } from "../search/continuation.js";
import type { SearchOptions } from "../search/options.js";
import { loadTheory } from "../theory/load.js";
import { type LoadOptions, loadOptions } from "../theory/options.js";
import type { Theory } from "../theory/theory.js";
import type { ContinueCommandOptions, Step } from "./continuation-options.js";
import { engineOptions } from "./search-options.js";

/** A continuation to begin or to go on with. */
export interface ContinuationPath {
  /** the theory as it was named */
  readonly reference: string;
  /** folder of its runs */
  readonly out: string;
  readonly mark: Omit<ContinuationMark, "step">;
  /** one a step */
  readonly places: readonly Place[];
  /** the first steps, which are finished */
  readonly done: readonly Step[];
  /** how to search at the place after them */
  readonly options: SearchOptions;
  /** the run there, where it was interrupted */
  readonly begun: StoredRun | null;
}

export interface Place {
  readonly at: number;
  readonly theory: Theory;
  readonly theoryOptions: LoadOptions;
}

const STEPS = 10;

/** @throws InputError for a parameter that the theory has not, or a value out of its range */
export async function newPath(
  reference: string | undefined,
  options: ContinueCommandOptions,
): Promise<ContinuationPath> {
  if (reference === undefined)
    throw new InputError({ where: "continue", allowed: "which theory? `crossing theories` lists them" });
  if (options.along === undefined)
    throw new InputError({ where: "--along", allowed: "give the path, such as delta=0.1..0.9" });
  const along = parseAlong(options.along);
  const load = (own: LoadOptions) => loadTheory(reference, own);
  const places = placesAlong(load, options, { along, steps: options.steps ?? STEPS });
  const { start, ...shared } = await engineOptions(options);
  const own: SearchOptions = { ...shared, seed: options.seed ?? 1 };
  return {
    reference,
    out: options.out,
    mark: {
      id: newRunId(places[0]!.theory.name, new Date()),
      parameter: along.parameter,
      steps: places.length,
      along: alongText(along),
    },
    places,
    done: [],
    options: start === undefined ? own : { ...own, strategy: "continuation", start },
    begun: null,
  };
}

const kept = [
  "set",
  "preset",
  "free",
  "along",
  "steps",
  "optimiser",
  "points",
  "rungs",
  "seed",
  "budget",
  "start",
] as const;

/**
 * The rest of a continuation, from what its runs keep: the same steps as if it had not been interrupted.
 * @throws InputError where there is no rest, and for a theory file that has changed since
 */
export function resumedPath(
  reference: string | undefined,
  options: ContinueCommandOptions,
): ContinuationPath {
  const clash = kept.find((name) => options[name] !== undefined);
  if (reference !== undefined || clash !== undefined)
    throw new InputError({
      where: clash === undefined ? "continue" : `--${clash}`,
      allowed: "a resumed continuation keeps its own theory and options",
    });
  const { path, document } = findRun(options.resume!, options.out);
  const mark = continuationMark({ document });
  if (mark?.along === undefined)
    throw new InputError({ where: document.id, allowed: "is no step of a continuation that keeps its path" });
  const { set, preset, free, reference: named } = document.theory;
  const load = (own: LoadOptions) => storedTheory(document.theory, own);
  const physics = { set, free, ...(preset !== null && { preset }) };
  const places = placesAlong(load, physics, { along: parseAlong(mark.along), steps: mark.steps });
  const out = dirname(path);
  const { step: _, ...shared } = mark;
  const runs = listRuns(out).runs.filter((run) => continuationMark(run)?.id === mark.id);
  return { reference: named, out, mark: shared, places, ...standing(runs, places) };
}

/** How far the runs of a continuation got. */
function standing(
  runs: readonly StoredRun[],
  places: readonly Place[],
): Pick<ContinuationPath, "done" | "options" | "begun"> {
  const ofStep = (step: number, states: readonly RunState[]) =>
    runs.find((run) => continuationMark(run)!.step === step && states.includes(run.state));
  const done: Step[] = [];
  let last: StoredRun | undefined;
  for (const [step, { at }] of places.entries()) {
    const run = ofStep(step, ["complete"]);
    if (!run) break;
    done.push({ at, ...run.document.result! });
    last = run;
  }
  if (done.length === places.length)
    throw new InputError({ where: last!.document.id, allowed: "all steps of the continuation are finished" });
  const begun = ofStep(done.length, ["interrupted", "running"]) ?? null;
  const same = begun ?? ofStep(done.length, ["failed"]);
  if (same) return { done, begun, options: optionsOf(same) };
  if (last) {
    const { theory } = places[done.length - 1]!;
    return { done, begun, options: continued(theory, optionsOf(last), last.document.result!) };
  }
  throw new InputError({
    where: runs[0]!.document.id,
    allowed: "the first step of the continuation is no longer in this folder",
  });
}

function optionsOf({ document }: StoredRun): SearchOptions {
  const { continuation: _, ...options } = document.options;
  return options as unknown as SearchOptions;
}

interface Path {
  readonly along: Along;
  readonly steps: number;
}

function placesAlong(
  load: (options: LoadOptions) => Theory,
  physics: LoadOptions,
  { along, steps }: Path,
): readonly Place[] {
  return alongValues(along, steps).map((at) => {
    const theoryOptions = {
      ...pick(loadOptions, physics),
      set: { ...physics.set, [along.parameter]: at },
    };
    return { at, theoryOptions, theory: load(theoryOptions) };
  });
}
