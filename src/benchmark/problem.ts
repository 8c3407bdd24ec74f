import { InputError } from "../errors.js";
import type { EvaluationCounter } from "../problem/evaluation-counter.js";
import { Ladder } from "../search/ladder/ladder.js";
import { ladderPlan } from "../search/ladder/plan.js";
import { rungOf } from "../search/rung/of-result.js";
import type { Rung } from "../search/rung/rung.js";
import { createSetting, type Setting } from "../search/rung/setting.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import type { SuiteProblem } from "./suites.js";

/** The one problem that all methods are set: a rung of the ladder with the tail at one amplitude. */
export interface BenchmarkProblem {
  readonly setting: Setting;
  readonly rung: Rung;
  /** position on the ladder, from 1 */
  readonly position: number;
  readonly amplitude: number;
  /** objective of the best solution of the search that fitted the amplitude; it takes no part in the comparison */
  readonly reference: number;
  readonly counter: EvaluationCounter;
}

/** A problem of a suite: its rung at the amplitude that the suite has for it, without any search. */
export function suiteProblem({ theory: name, load, rung, ...known }: SuiteProblem): BenchmarkProblem {
  const theory = loadTheory(name, load);
  const setting = createSetting(theory, theory.ladder.slice(0, rung));
  const { objective } = theory;
  const counter: EvaluationCounter = { evaluations: 0 };
  const { channelAmplitudes = {}, amplitude, best } = known;
  const step = { ...theory.ladder[rung - 1]!, channelAmplitudes };
  const made = rungOf(setting, step, { objective, counter });
  return { setting, rung: made, position: rung, amplitude, reference: best, counter };
}

/** The reference search's random numbers are none of the seeds that are compared. */
const REFERENCE_SEED = 0;

/**
 * Climbs the ladder once to fit the amplitude, by default to the last rung that it accepts.
 *
 * @param position which rung instead, from 1
 * @throws InputError where there is no such rung or nothing in it is unknown
 */
export async function benchmarkProblem(theory: Theory, position?: number): Promise<BenchmarkProblem> {
  const plan = await ladderPlan(theory, {
    seed: REFERENCE_SEED,
    ...(position !== undefined && { rungs: position }),
  });
  const setting = createSetting(theory, plan.rungs);
  const ladder = new Ladder(setting, plan);
  while (!ladder.state.finished) ladder.step();
  const { accepted, climbed } = ladder.state;
  const {
    rung: index,
    amplitude,
    pool,
    summary,
  } = climbed[position === undefined ? accepted : position - 1]!;
  const counter: EvaluationCounter = { evaluations: 0 };
  const rung = rungOf(setting, summary, { objective: plan.objective, counter });
  if (rung.problem(amplitude).names.length === 0) {
    throw new InputError({
      where: theory.name,
      field: `ladder[${index}]`,
      allowed: "has no unknown dimension: nothing to compare; choose another with --rung",
    });
  }
  return { setting, rung, position: index + 1, amplitude, reference: pool[0]!.objective, counter };
}
