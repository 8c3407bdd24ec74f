import { InputError } from "../../errors.js";
import { INFINITE } from "../../families/family.js";
import { familyOf } from "../../theory/family-of.js";
import { theoryAt } from "../../theory/load.js";
import { unknownParameter } from "../../theory/parameters.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchHooks } from "../hooks.js";
import type { SearchOptions } from "../options.js";
import type { SearchResult } from "../result.js";
import { openCache } from "../runtime/cache/disk-cache.js";
import { Clock } from "../runtime/clock.js";
import { type Solved, solve } from "../solve.js";
import { foundParameters, parameterBars, withParameterBars } from "./bars.js";
import {
  type Axes,
  type Descent,
  descend,
  firstAxes,
  follow,
  namedValues,
  owners,
  type ParameterOptimum,
  type SearchedParameter,
} from "./descent.js";

/** Ladders and descents on one rung, in turn. */
const MOST_ROUNDS = 6;
/** Gain in −2 ln(evidence) by a descent from which on the ladder is climbed again where it ended. */
const WORTH_CLIMBING = 1;
/** The first stencil after a change is this much wider than the last one. */
const ROOM = 4;

/**
 * A search in which parameters of the theory are unknowns too. Rung after rung: the ladder is climbed at given parameters, which are then
 * followed to the largest evidence, until the two agree. Where that ends at an end of a range, the same on the last rung alone. The result is the last ladder's, its bars widened by those of the parameters.
 */
export async function searchParameters(
  theory: Theory,
  options: SearchOptions,
  hooks: SearchHooks,
): Promise<SearchResult> {
  const clock = new Clock();
  const parameters = searchedParameters(theory, options);
  const { onCheckpoint: _, resume: __, ...quiet } = hooks;
  const spent = { evaluations: 0, sacSteps: 0 };
  const context: Context = { theory, parameters, options, spent, hooks: summed(quiet, spent, clock) };
  const values = parameters.map(({ name }) => theory.parameters[name]!);
  const rungs = options.rungs ?? theory.ladder.length;
  const first = { values, axes: firstAxes(parameters) };
  let state = await agree(context, { ...first, rung: 0 });
  for (let rung = 1; rung < rungs && state.solved.climbed.rung === rung - 1; rung++)
    state = await agree(context, { ...endOf(state), rung });
  if (isAtEnd(state)) {
    // few operators may solve crossing anywhere and lead away: once more from the beginning, with all of them at once
    const other = await agree(context, { ...first, rung: rungs - 1 });
    if (!isAtEnd(other)) state = other;
  }
  const { descent, optimum } = state;
  const { result } = await climbAt(
    context,
    optimum.place.values,
    descent.rung,
    state.solved.result.operators,
  );
  const bars = await parameterBars(descent, optimum, owners(theory, descent.rung));
  return {
    ...withParameterBars(result, bars, parameters, familyOf(theory).levelSpacing),
    external: foundParameters(descent, optimum.place.values, bars),
    ...context.spent,
    cpuSeconds: clock.cpuSeconds,
    wallSeconds: clock.wallSeconds,
  };
}

const isAtEnd = ({ optimum }: Agreement) => optimum.stencil.some(({ atEnd }) => atEnd.includes(true));

/** Hooks of each ladder, which report what all ladders and descents before it took as well. */
function summed(hooks: SearchHooks, spent: Context["spent"], clock: Clock): SearchHooks {
  const { onProgress } = hooks;
  if (!onProgress) return hooks;
  return {
    ...hooks,
    onProgress: (event) =>
      onProgress({
        ...event,
        seconds: clock.wallSeconds,
        evaluations: spent.evaluations + event.evaluations,
        sacSteps: spent.sacSteps + event.sacSteps,
      }),
  };
}

const endOf = ({ solved, optimum }: Pick<Agreement, "solved" | "optimum">) => ({
  values: optimum.place.values,
  // another tail or rung moves the place by more than the last stencil was wide
  axes: optimum.axes.map((axis) => axis.map((entry) => ROOM * entry)),
  start: solved.result.operators,
});

interface Context {
  readonly theory: Theory;
  readonly parameters: readonly SearchedParameter[];
  readonly options: SearchOptions;
  readonly hooks: SearchHooks;
  /** by all ladders and descents so far */
  readonly spent: { evaluations: number; sacSteps: number };
}

/** A ladder and a descent that agree. */
interface Agreement {
  readonly solved: Solved;
  readonly descent: Descent;
  readonly optimum: ParameterOptimum;
}

interface Beginning {
  readonly values: readonly number[];
  readonly axes: Axes;
  readonly rung: number;
  readonly start?: SearchResult["operators"];
}

async function agree(context: Context, { rung, ...first }: Beginning): Promise<Agreement> {
  let { values, axes, start: operators } = first;
  for (let round = 1; ; round++) {
    const solved = await climbAt(context, values, rung, operators);
    const descent = descentOn(context, solved);
    const { pool, amplitude } = solved.climbed;
    const place = await follow(descent, values, { fit: { x: Float64Array.from(pool[0]!.x), amplitude } });
    const optimum = await descend(descent, place, axes);
    const gain = place.fit.evidence - optimum.place.fit.evidence;
    if (gain < WORTH_CLIMBING || round === MOST_ROUNDS) return { solved, descent, optimum };
    ({ values, axes, start: operators } = endOf({ solved, optimum }));
  }
}

/** The ladder at values of the parameters, up to a rung. */
async function climbAt(
  { theory, parameters, options, hooks, spent }: Context,
  values: readonly number[],
  rung: number,
  start: Beginning["start"],
): Promise<Solved> {
  const given = start?.map(({ channel, spin, delta }) => ({ channel, spin, delta: delta.value }));
  const at = theoryAt(theory, namedValues(parameters, values));
  const solved = await solve(at, { ...options, rungs: rung + 1, ...(given && { start: given }) }, hooks);
  spent.evaluations += solved.result.evaluations;
  spent.sacSteps += solved.result.sacSteps;
  return solved;
}

function descentOn({ theory, parameters, options, hooks, spent }: Context, { climbed }: Solved): Descent {
  return {
    theory,
    parameters,
    rung: climbed.rung,
    amplitudes: climbed.summary.channelAmplitudes ?? {},
    points: options.points,
    cache: hooks.cache === false ? null : openCache(),
    counter: spent,
    signal: hooks.signal,
  };
}

/**
 * The unknown parameters that the options name.
 * @throws InputError for one that the theory has not or that has no least and largest value, and options that do not go with any
 */
export function searchedParameters(
  theory: Theory,
  { unknown = [], objective, strategy }: SearchOptions,
): SearchedParameter[] {
  const refuse = (found: string, allowed: string) => new InputError({ where: "unknown", found, allowed });
  if (unknown.length > 0 && (objective ?? theory.objective) !== "whitened")
    throw refuse(objective ?? theory.objective, "goes with the whitened objective: it compares evidences");
  if (unknown.length > 0 && strategy !== undefined && strategy !== "ladder")
    throw refuse(strategy, "goes with the strategy ladder");
  return unknown.map((name, index) => {
    const spec = Object.hasOwn(theory.parameterSpecs, name) ? theory.parameterSpecs[name]! : null;
    if (!spec) throw refuse(name, unknownParameter(theory.parameterSpecs, theory.name));
    if (unknown.indexOf(name) < index) throw refuse(name, "stands there twice");
    if (spec.min === null || spec.max === null || spec.max >= INFINITE)
      throw refuse(name, `needs a least and a largest value in ${theory.name}`);
    return { name, lower: spec.min, upper: spec.max };
  });
}
