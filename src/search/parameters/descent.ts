import type { NumberCache } from "../../crossing/number-cache.js";
import type { ChannelAmplitudes } from "../../crossing/tail/tail.js";
import { exp } from "../../math/elementary.js";
import type { EvaluationCounter } from "../../problem/evaluation-counter.js";
import { theoryAt } from "../../theory/load.js";
import type { Theory } from "../../theory/theory.js";
import { type Fit, fit, informativeRows } from "../inference/error-bars.js";
import type { StopReason } from "../result.js";
import { Rung } from "../rung/rung.js";
import { createSetting } from "../rung/setting.js";
import { NothingFound } from "../stopped.js";
import {
  modelMinimum,
  principalAxes,
  type QuadraticModel,
  quadraticModel,
  stencilOffsets,
} from "./stencil.js";

/** A parameter that a search finds, between the least and the largest value that its theory file allows. */
export interface SearchedParameter {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
}

/** Which rung of which theory, and what is guessed about its tail. */
export interface Descent {
  readonly theory: Theory;
  readonly parameters: readonly SearchedParameter[];
  /** index into the theory's ladder */
  readonly rung: number;
  readonly amplitudes: ChannelAmplitudes;
  readonly shape?: string;
  /** the cut is this much higher than the theory's */
  readonly cutShift?: number;
  readonly points: string | undefined;
  readonly cache: NumberCache | null;
  readonly counter: EvaluationCounter;
  /** why to stop, looked at before every place; null: go on */
  stopped?(): StopReason | null;
}

/** A solution of the rung at values of the parameters [parameters]. */
export interface ParameterPlace {
  readonly values: readonly number[];
  /** which of the values a place beyond the end of a range was moved to [parameters] */
  readonly atEnd: readonly boolean[];
  readonly fit: Fit;
  /** number of whitened rows above the rounding errors */
  readonly rows: number;
}

/** Directions in the space of the parameters [axes][parameters], as long as stencils are wide. */
export type Axes = readonly (readonly number[])[];

/** Where a rung's evidence is largest, with the last stencil. */
export interface ParameterOptimum {
  readonly place: ParameterPlace;
  /** at {@link stencilOffsets} times the axes around the stencil's first place */
  readonly stencil: readonly ParameterPlace[];
  readonly axes: Axes;
}

const MOST_STENCILS = 10;
/** First width of a stencil as a share of a parameter's range. */
const FIRST_WIDTH = 0.01;
/** How many axes a step may be long. */
const REACH = 4;
/** By how much −2 ln(evidence) rises along the axes of the next stencil: this share of the present rise, but no less and no more than that. */
const RISE_SHARE = 1 / 16;
const LEAST_RISE = 4;
const MOST_RISE = 50;
/** Most that an axis changes by from one stencil to the next. */
const SHRINKING = 1 / 16;
const GROWTH = 4;
/** A step that gains less than this of −2 ln(evidence) is the last, where the stencil does not rise by more than that. */
const WORTH = 0.05;
const WIDEST = 100;
/** Values keep this share of the range away from its ends. */
const MARGIN = 1e-3;

export const firstAxes = (parameters: readonly SearchedParameter[]): Axes =>
  parameters.map(({ lower, upper }, p) =>
    parameters.map((_, q) => (q === p ? FIRST_WIDTH * (upper - lower) : 0)),
  );

/**
 * The values of the parameters of largest evidence near a place. Blocks, tables and whitening belong to given external dimensions, so that at
 * each place they are made anew, and the rung's solution is followed there by least squares.
 *
 * −2 ln(evidence) is m ln A² plus little, m the number of rows, since the tail's amplitude A is fitted; and the misfit that A stands for is
 * linear in the parameters, so that exp(−2 ln(evidence)/m) is a quadratic function of them where the logarithm has a cusp. Its
 * stencils are followed downhill, ever narrower, along its principal axes.
 */
export async function descend(
  descent: Descent,
  start: ParameterPlace,
  first: Axes,
): Promise<ParameterOptimum> {
  let axes = first;
  let best = start;
  for (let count = 1; ; count++) {
    const centre = best;
    const stencil = await measureStencil(descent, centre, axes);
    best = await downhill(descent, stencil, axes);
    const rise = Math.max(...stencil.map(({ fit: { evidence } }) => evidence - centre.fit.evidence));
    const settled = centre.fit.evidence - best.fit.evidence < WORTH && rise < WIDEST;
    if (settled || count === MOST_STENCILS) return { place: best, stencil, axes };
    axes = axesOfRise(
      axes,
      evidenceModel(stencil),
      Math.min(Math.max(RISE_SHARE * rise, LEAST_RISE), MOST_RISE),
    );
  }
}

/** The place of largest evidence among those of a stencil and the one where its model is least. */
export async function downhill(
  descent: Descent,
  stencil: readonly ParameterPlace[],
  axes: Axes,
): Promise<ParameterPlace> {
  const target = shifted(stencil[0]!.values, axes, modelMinimum(evidenceModel(stencil), REACH));
  const next = await follow(descent, target, nearest(descent, stencil, target));
  return [...stencil, next].reduce((a, b) => (b.fit.evidence < a.fit.evidence ? b : a));
}

/** Principal axes of a model along which it rises by so much, or as far as one change of stencils may go. */
export function axesOfRise(axes: Axes, { hessian }: QuadraticModel, rise: number): Axes {
  return principalAxes(hessian).map(({ curvature, direction }) => {
    const wanted = curvature > 0 ? Math.sqrt((2 * rise) / curvature) : GROWTH;
    const length = Math.min(Math.max(wanted, SHRINKING), GROWTH);
    return shifted(
      axes[0]!.map(() => 0),
      axes,
      direction.map((entry) => length * entry),
    );
  });
}

/** values + Σ t · axis */
const shifted = (values: readonly number[], axes: Axes, t: readonly number[]) =>
  values.map((value, p) => axes.reduce((sum, axis, a) => sum + t[a]! * axis[p]!, value));

/** The stencil around a place, that first. */
export async function measureStencil(
  descent: Descent,
  centre: ParameterPlace,
  axes: Axes,
): Promise<ParameterPlace[]> {
  const places = [centre];
  for (const offset of stencilOffsets(axes.length).slice(1)) {
    const values = shifted(centre.values, axes, offset);
    places.push(await follow(descent, values, nearest(descent, places, values)));
  }
  return places;
}

/** A model of −2 ln(evidence), up to its value, near the first place of a stencil, in units of the axes. */
export function evidenceModel(stencil: readonly ParameterPlace[]): QuadraticModel {
  const { fit: centre, rows } = stencil[0]!;
  const scaled = stencil.map(({ fit: { evidence } }) => rows * exp((evidence - centre.evidence) / rows));
  return quadraticModel(scaled, Math.round((Math.sqrt(8 * stencil.length + 1) - 3) / 2));
}

/**
 * Follows a rung's solution from one place to other values of the parameters, which are moved into their
 * ranges.
 * @throws NothingFound where the descent is to stop
 */
export async function follow(
  {
    theory,
    parameters,
    rung: index,
    amplitudes,
    shape,
    cutShift = 0,
    points,
    cache,
    counter,
    stopped,
  }: Descent,
  wanted: readonly number[],
  from: { readonly fit: Pick<Fit, "x" | "amplitude"> },
): Promise<ParameterPlace> {
  // lets signals through
  await new Promise((resolve) => setImmediate(resolve));
  const reason = stopped?.() ?? null;
  if (reason !== null) throw new NothingFound(reason);
  const values = wanted.map((value, p) => within(parameters[p]!, value));
  const moved = theoryAt(theory, namedValues(parameters, values));
  const spec = { ...moved.ladder[index]!, cut: moved.ladder[index]!.cut + cutShift };
  const setting = createSetting(moved, [spec], points, cache);
  const rung = new Rung(setting, spec, "whitened", counter, { ...(shape && { shape }), amplitudes });
  const found = fit(rung, from.fit.x, from.fit.amplitude);
  return {
    values,
    atEnd: values.map((value, p) => value !== wanted[p]),
    fit: found,
    rows: informativeRows(rung, found.amplitude),
  };
}

export const namedValues = (parameters: readonly SearchedParameter[], values: readonly number[]) =>
  Object.fromEntries(parameters.map(({ name }, p) => [name, values[p]!]));

function within({ lower, upper }: SearchedParameter, value: number): number {
  const margin = MARGIN * (upper - lower);
  return Math.min(Math.max(value, lower + margin), upper - margin);
}

function nearest(
  { parameters }: Descent,
  places: readonly ParameterPlace[],
  values: readonly number[],
): ParameterPlace {
  const distance = (place: ParameterPlace) =>
    Math.max(
      ...parameters.map(({ lower, upper }, p) => Math.abs(place.values[p]! - values[p]!) / (upper - lower)),
    );
  return places.reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

/** Operator of each term of a rung. */
export const owners = ({ spectrum, ladder }: Theory, rung: number) =>
  spectrum.slice(0, ladder[rung]!.operators).flatMap(({ channels }, k) => channels.map(() => k));
