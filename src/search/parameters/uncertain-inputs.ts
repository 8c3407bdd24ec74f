import { InputError } from "../../errors.js";
import { type EvaluationCounter, EvaluationsSpent } from "../../problem/evaluation-counter.js";
import { familyOf } from "../../theory/family-of.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchHooks } from "../hooks.js";
import { BARS_UNAFFORDED } from "../inference/warnings.js";
import type { SearchOptions } from "../options.js";
import type { SearchResult } from "../result.js";
import { openCache } from "../runtime/cache/disk-cache.js";
import type { Solved } from "../solve.js";
import { type ParameterBars, slope, withoutParameterBars, withParameterBars } from "./bars.js";
import { type Descent, follow, owners } from "./descent.js";

/** How far, in standard deviations, a parameter may be from its value; more than it is moved. */
const ROOM = 10;

/**
 * A result whose bars contain what is not known of parameters that the theory file interpolates: the solution is followed to one standard deviation on
 * either side of each, blocks and tail being made anew there, and half the difference is the error that it makes.
 */
export async function withUncertainInputs(
  theory: Theory,
  { result, climbed }: Solved,
  { points, budget }: SearchOptions,
  { cache }: SearchHooks,
): Promise<SearchResult> {
  const errors = Object.entries(theory.uncertain);
  if (errors.length === 0 || result.objective !== "whitened") return result;
  // a search that starts from given data climbs the last rung that they cover alone
  const rung = theory.ladder.findIndex(({ operators }) => operators === climbed.summary.operators);
  const counter: EvaluationCounter = { evaluations: result.evaluations };
  if (budget?.evaluations !== undefined) counter.most = budget.evaluations;
  const parameters = errors.map(([name, error]) => {
    const value = theory.parameters[name]!;
    return { name, lower: value - ROOM * error, upper: value + ROOM * error };
  });
  const descent: Descent = {
    theory,
    parameters,
    rung,
    amplitudes: climbed.summary.channelAmplitudes ?? {},
    points,
    cache: cache === false ? null : openCache(),
    counter,
  };
  const from = { fit: { x: Float64Array.from(climbed.pool[0]!.x), amplitude: climbed.amplitude } };
  const values = errors.map(([name]) => theory.parameters[name]!);
  const own = owners(theory, rung);
  const slopes: ParameterBars["slopes"][number][] = [];
  try {
    for (const [p, [, error]] of errors.entries()) {
      const at = (step: number) => follow(descent, values.with(p, values[p]! + step), from);
      slopes.push(slope(await at(error), await at(-error), own));
    }
  } catch (error) {
    if (!(error instanceof EvaluationsSpent)) throw error;
    return unafforded(result, counter);
  }
  const unit = (size: (p: number) => number) =>
    errors.map((_, p) => errors.map((__, q) => (p === q ? size(p) : 0)));
  const bars: ParameterBars = {
    covariance: unit(() => 1),
    atEnd: errors.map(() => false),
    errors: errors.map(([, error]) => error),
    axes: unit((p) => errors[p]![1]),
    slopes,
  };
  const widened = withParameterBars(result, bars, parameters, familyOf(theory).levelSpacing);
  return { ...widened, evaluations: counter.evaluations };
}

/** Bars that lack what is not known of the parameters would be too narrow. */
function unafforded(result: SearchResult, { evaluations }: EvaluationCounter): SearchResult {
  const isEnded = result.stopReason === "interrupted" || result.stopReason.startsWith("budget");
  const told = result.warnings.some(({ code }) => code === BARS_UNAFFORDED.code);
  const bare = withoutParameterBars(result, BARS_UNAFFORDED);
  return {
    ...bare,
    ...(told && { warnings: result.warnings }),
    evaluations,
    stopReason: isEnded ? result.stopReason : "budget-evaluations",
  };
}

/** @throws InputError where some parameters are to be found while others are known within an error alone */
export function requireCertain({ name, uncertain }: Theory, { unknown = [] }: SearchOptions): void {
  const left = Object.keys(uncertain).filter((parameter) => !unknown.includes(parameter));
  if (unknown.length === 0 || left.length === 0) return;
  throw new InputError({
    where: "unknown",
    found: unknown.join(" "),
    allowed: `${left.join(" and ")} of ${name} is interpolated, with an error: give it with --set, or make it unknown too`,
  });
}
