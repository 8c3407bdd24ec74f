import { familyOf } from "../../theory/family-of.js";
import { theoryAt } from "../../theory/load.js";
import type { Theory } from "../../theory/theory.js";
import type { SearchHooks } from "../hooks.js";
import type { SearchOptions } from "../options.js";
import type { SearchResult } from "../result.js";
import { openCache } from "../runtime/cache/disk-cache.js";
import { type Solved, solve } from "../solve.js";
import { NothingFound } from "../stopped.js";
import { foundParameters, parameterBars, withoutParameterBars, withParameterBars } from "./bars.js";
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
import { Effort, Stopped } from "./effort.js";
import { searchedParameters } from "./searched.js";

/** Ladders and descents on one rung, in turn. */
const MOST_ROUNDS = 6;
/** Gain in −2 ln(evidence) by a descent from which on the ladder is climbed again where it ended. */
const WORTH_CLIMBING = 1;
/** The first stencil after a change is this much wider than the last one. */
const ROOM = 4;

/**
 * A search in which parameters of the theory are unknowns too. Rung after rung: the ladder is climbed at
 * given parameters, which are then followed to the largest evidence, until the two agree. Where that ends at
 * an end of a range, the same on the last rung alone. The result is the last ladder's, its bars widened by
 * those of the parameters. A budget is that of all ladders and descents together; where it or an interrupt
 * ends the search before, the result is that of the last ladder, and nothing in it is determined.
 *
 * @throws InputError where a budget or an interrupt ended it before any ladder had found anything
 */
export async function searchParameters(
  theory: Theory,
  options: SearchOptions,
  hooks: SearchHooks,
): Promise<SearchResult> {
  const parameters = searchedParameters(theory, options);
  const effort = new Effort(options.budget ?? {}, hooks);
  const context: Context = { theory, parameters, options, hooks, effort, last: null };
  const found = await parametersFound(context).catch(async (error) => {
    const told = unfinished(context, error);
    await effort.keep();
    return told;
  });
  return { ...found, ...effort.told() };
}

async function parametersFound(context: Context): Promise<SearchResult> {
  const { theory, parameters, options, effort } = context;
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
  const at = optimum.place.values;
  const { result } = await climbAt(context, at, descent.rung, state.solved.result.operators);
  const bars = await effort.descent(() => parameterBars(descent, optimum, owners(theory, descent.rung)));
  return {
    ...withParameterBars(result, bars, parameters, familyOf(theory).levelSpacing),
    external: foundParameters(parameters, at, bars.errors),
  };
}

/**
 * What the last ladder found, without a bar. @throws the error itself, where there was none or it is another
 * one
 */
function unfinished({ parameters, last }: Context, error: unknown): SearchResult {
  if (!(error instanceof Stopped)) throw error;
  const { reason } = error;
  const result = last ?? error.result;
  if (result === null) throw error.cause ?? new NothingFound(reason);
  const values = parameters.map(({ name }) => result.parameters[name]!);
  const names = parameters.map(({ name }) => name).join(", ");
  const message = `the search ended before ${names} had been followed to the largest evidence: nothing is determined`;
  return {
    ...withoutParameterBars(result, { code: "unfinished", message }),
    external: foundParameters(
      parameters,
      values,
      parameters.map(() => null),
    ),
    stopReason: reason,
  };
}

const isAtEnd = ({ optimum }: Agreement) => optimum.stencil.some(({ atEnd }) => atEnd.includes(true));

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
  readonly effort: Effort;
  /** of the last ladder that was climbed to its end */
  last: SearchResult | null;
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
    const { gain, optimum } = await context.effort.descent(async () => {
      const fit = { x: Float64Array.from(pool[0]!.x), amplitude };
      const place = await follow(descent, values, { fit });
      const found = await descend(descent, place, axes);
      return { gain: place.fit.evidence - found.place.fit.evidence, optimum: found };
    });
    if (gain < WORTH_CLIMBING || round === MOST_ROUNDS) return { solved, descent, optimum };
    ({ values, axes, start: operators } = endOf({ solved, optimum }));
  }
}

/** The ladder at values of the parameters, up to a rung. */
async function climbAt(
  context: Context,
  values: readonly number[],
  rung: number,
  start: Beginning["start"],
): Promise<Solved> {
  const { theory, parameters, options, effort } = context;
  const given = start?.map(({ channel, spin, delta }) => ({ channel, spin, delta: delta.value }));
  const at = theoryAt(theory, namedValues(parameters, values));
  const own = { ...options, rungs: rung + 1, ...(given && { start: given }) };
  const solved = await effort.ladder((budget, hooks) => solve(at, { ...own, budget }, hooks));
  context.last = solved.result;
  return solved;
}

function descentOn({ theory, parameters, options, hooks, effort }: Context, { climbed }: Solved): Descent {
  return {
    theory,
    parameters,
    rung: climbed.rung,
    amplitudes: climbed.summary.channelAmplitudes ?? {},
    points: options.points,
    cache: hooks.cache === false ? null : openCache(),
    counter: effort.counter,
    stopped: () => effort.stopped(),
  };
}
