import { freeDimensions, isKnown, placedTerms } from "../crossing/truncated/truncation.js";
import { InputError } from "../errors.js";
import { Random } from "../math/random.js";
import type { Theory } from "../theory/theory.js";
import { checkSearch } from "./check.js";
import { createExplorer } from "./explore/create-explorer.js";
import { emptyLedger } from "./explore/ledger.js";
import { ladderPlan } from "./ladder/plan.js";
import { initialState } from "./ladder/state.js";
import type { ObjectiveName, SearchOptions } from "./options.js";
import { Rung } from "./rung/rung.js";
import { createSetting } from "./rung/setting.js";
import { Clock } from "./runtime/clock.js";

/** What a search will do, measured on this machine before it is done. */
export interface Forecast {
  readonly theory: string;
  readonly objective: ObjectiveName;
  /** sample points by name, or derivatives and constraints */
  readonly rows: number;
  readonly rungs: readonly RungForecast[];
  /** tables of the blocks' columns: how many numbers they hold, and the seconds to make them and what the first evaluation needs */
  readonly tables: { readonly count: number; readonly bytes: number; readonly seconds: number };
  /** every rung explored once; null where the schedule has no end of its own */
  readonly once: { readonly evaluations: number; readonly cpuSeconds: number } | null;
}

export interface RungForecast {
  readonly operators: number;
  readonly cut: number;
  readonly unknownDimensions: number;
  readonly unknownCoefficients: number;
  /** processor seconds of one evaluation, its Jacobian included as often as the search needs it */
  readonly evaluationSeconds: number;
  /** one exploration, from those starts that were tried; null where it has no end of its own */
  readonly evaluations: number | null;
}

/** A rung is tried for so long, and at least one start of it. */
const TRIAL_SECONDS = 0.3;
const NUMBER_BYTES = 8;

/**
 * Makes the tables and tries a few starts of every rung. It stores nothing, and a search after it does all of its work.
 *
 * @throws InputError for everything that the search would refuse
 */
export async function forecast(theory: Theory, options: SearchOptions): Promise<Forecast> {
  await checkSearch(theory, options);
  if (theory.partition === "auto")
    throw new InputError({
      where: "dry run",
      found: theory.name,
      allowed: "how many rungs there will be is found on the way: nothing can be foretold",
    });
  const plan = await ladderPlan(theory, options);
  const making = new Clock();
  const setting = createSetting(theory, plan.rungs, options.points);
  const state = initialState(theory.tail);
  const rungs = plan.rungs.map((spec) => new Rung(setting, spec, plan.objective, state.counter));
  const tables = [...setting.columns.tables.values()].flat();
  const bytes = tables.reduce((sum, table) => sum + NUMBER_BYTES * table.pack().length, 0);
  const { cpuSeconds: seconds } = making;
  const tried = rungs.map((rung, position): RungForecast => {
    const random = Random.stream(plan.seed, plan.stream, position, 0);
    const context = { amplitude: state.amplitude, bases: [], random, resume: null, ledger: emptyLedger };
    const explorer = createExplorer(plan.explorer, rung, context);
    const clock = new Clock();
    const before = state.counter.evaluations;
    do explorer.step();
    while (!explorer.finished && clock.cpuSeconds < TRIAL_SECONDS);
    const evaluations = state.counter.evaluations - before;
    const { starts } = explorer.save();
    const { truncation } = rung;
    return {
      operators: truncation.operators.length,
      cut: truncation.cut,
      unknownDimensions: freeDimensions(truncation).length,
      unknownCoefficients: placedTerms(truncation).filter((term) => !isKnown(term)).length,
      evaluationSeconds: clock.cpuSeconds / evaluations,
      evaluations: explorer.finished ? evaluations : wholeRung(evaluations, starts, plan.explorer.starts),
    };
  });
  return {
    theory: theory.name,
    objective: plan.objective,
    rows: setting.equation.rows,
    rungs: tried,
    tables: { count: tables.length, bytes, seconds },
    once: inAll(tried),
  };
}

function wholeRung(evaluations: number, tried: number, starts: number): number | null {
  if (!Number.isFinite(starts)) return null;
  return Math.round((evaluations * starts) / Math.max(1, tried));
}

function inAll(rungs: readonly RungForecast[]): Forecast["once"] {
  let sum = 0;
  let cpuSeconds = 0;
  for (const { evaluations, evaluationSeconds } of rungs) {
    if (evaluations === null) return null;
    sum += evaluations;
    cpuSeconds += evaluations * evaluationSeconds;
  }
  return { evaluations: sum, cpuSeconds };
}
