import type { NumberCache } from "../crossing/number-cache.js";
import type { EvaluationCounter } from "../crossing/problem.js";
import type { ChannelAmplitudes } from "../crossing/tail.js";
import { theoryAt } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import { type Fit, fit, fitAt } from "./error-bars.js";
import { ParameterSlopes, type SearchedParameter } from "./parameter-slopes.js";
import { Rung } from "./rung.js";
import { createSetting } from "./setting.js";

/** A solution of one rung at values of the unknown parameters. */
export interface ParameterPlace {
  /** [parameters] */
  readonly values: readonly number[];
  /** the fit there, its evidence that of given parameters */
  readonly fit: Fit;
  /** where the linearised rows have their minimum, as differences [parameters] and [operators] */
  readonly step: { readonly parameters: readonly number[]; readonly delta: readonly number[] };
  /** one standard deviation of each parameter */
  readonly errors: readonly number[];
}

/** What a descent is told besides where it starts. */
export interface Descent {
  readonly theory: Theory;
  readonly parameters: readonly SearchedParameter[];
  /** index into the theory's ladder */
  readonly rung: number;
  readonly amplitudes: ChannelAmplitudes;
  readonly points: string | undefined;
  readonly cache: NumberCache | null;
  readonly counter: EvaluationCounter;
}

const MOST_PLACES = 30;
/** Longest step of a parameter as a share of its range: the first, and one that is too short to go on. */
const FIRST_REACH = 0.1;
const LAST_REACH = 1e-7;
/** The search ends where the next step would be shorter than this many bars of every parameter. */
const CONVERGED = 0.02;
/** Values keep this share of the range away from its ends, where differences would have no room. */
const MARGIN = 0.005;

/**
 * The unknown parameters of largest evidence near a place. Blocks, tables and whitening belong to given external dimensions: at each place
 * they are made anew and the rung's solution is followed there by least squares; the next place is the minimum of the linearised rows,
 * parameters included (Gauss–Newton), but no further than the last steps were good for. A step that does not raise the evidence is shortened.
 */
export function descend(
  descent: Descent,
  start: Pick<ParameterPlace, "values"> & { readonly x: Float64Array; readonly amplitude: number },
): ParameterPlace {
  let present = place(descent, start);
  let reach = FIRST_REACH;
  for (let places = 1; places < MOST_PLACES && reach > LAST_REACH; places++) {
    const share = shortened(descent.parameters, present, reach);
    const isShort = (by: number, p: number) => Math.abs(by) < CONVERGED * present.errors[p]!;
    if (present.step.parameters.every(isShort)) break;
    const next = place(descent, ahead(descent, present, share));
    if (next.fit.evidence < present.fit.evidence) {
      present = next;
      reach = Math.min(4 * reach, FIRST_REACH);
    } else reach = length(descent.parameters, present, share) / 4;
  }
  return present;
}

/** Follows a rung's solution to values of the parameters. */
export function place(
  { theory, parameters, rung: index, amplitudes, points, cache, counter }: Descent,
  {
    values,
    x,
    amplitude,
  }: Pick<ParameterPlace, "values"> & { readonly x: Float64Array; readonly amplitude: number },
): ParameterPlace {
  const moved = theoryAt(theory, named(parameters, values));
  const spec = moved.ladder[index]!;
  const setting = createSetting(moved, [spec], points, cache);
  const given = fit(new Rung(setting, spec, "whitened", counter, { amplitudes }), x, amplitude);
  const slopes = new ParameterSlopes(moved, parameters, setting.points);
  const open = new Rung({ ...setting, slopes }, spec, "whitened", counter, { amplitudes });
  const { step, errors } = fitAt(open, given.x, given.amplitude);
  return { values, fit: given, step: step!, errors: errors.parameters.map((error) => error!) };
}

export const named = (parameters: readonly SearchedParameter[], values: readonly number[]) =>
  Object.fromEntries(parameters.map(({ name }, p) => [name, values[p]!]));

/** A value moved into its range. */
export function within({ lower, upper }: SearchedParameter, value: number): number {
  const margin = MARGIN * (upper - lower);
  return Math.min(Math.max(value, lower + margin), upper - margin);
}

/** Which share of the step is within reach. */
function shortened(
  parameters: readonly SearchedParameter[],
  { step }: ParameterPlace,
  reach: number,
): number {
  const longest = Math.max(
    ...parameters.map(({ lower, upper }, p) => Math.abs(step.parameters[p]!) / (upper - lower)),
  );
  return Math.min(1, reach / longest);
}

const length = (parameters: readonly SearchedParameter[], { step }: ParameterPlace, share: number) =>
  Math.max(
    ...parameters.map(({ lower, upper }, p) => (share * Math.abs(step.parameters[p]!)) / (upper - lower)),
  );

function ahead(
  { theory, parameters, rung }: Descent,
  { values, fit: { x, amplitude }, step }: ParameterPlace,
  share: number,
) {
  const free = theory.spectrum
    .slice(0, theory.ladder[rung]!.operators)
    .flatMap(({ fixedDelta }, k) => (fixedDelta === null ? [k] : []));
  return {
    values: values.map((value, p) => within(parameters[p]!, value + share * step.parameters[p]!)),
    x: x.map((value, j) => value + share * step.delta[free[j]!]!),
    amplitude,
  };
}
