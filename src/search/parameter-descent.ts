import type { NumberCache } from "../crossing/number-cache.js";
import type { EvaluationCounter } from "../crossing/problem.js";
import type { ChannelAmplitudes } from "../crossing/tail.js";
import { InputError } from "../errors.js";
import { exp } from "../math/elementary.js";
import { theoryAt } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import { type Fit, fit, informativeRows } from "./error-bars.js";
import { modelMinimum, type QuadraticModel, quadraticModel, stencilOffsets } from "./parameter-stencil.js";
import { Rung } from "./rung.js";
import { createSetting } from "./setting.js";
import type { Shape } from "./systems.js";

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
  readonly shape?: Shape;
  /** the cut is this much higher than the theory's */
  readonly cutShift?: number;
  readonly points: string | undefined;
  readonly cache: NumberCache | null;
  readonly counter: EvaluationCounter;
  readonly signal: AbortSignal | undefined;
}

/** A solution of the rung at values of the parameters [parameters]. */
export interface ParameterPlace {
  readonly values: readonly number[];
  readonly fit: Fit;
  /** number of whitened rows above the rounding errors */
  readonly rows: number;
}

/** Where a rung's evidence is largest, with the stencil around it. */
export interface ParameterOptimum {
  readonly place: ParameterPlace;
  /** at {@link stencilOffsets} times the radii around the stencil's first place */
  readonly stencil: readonly ParameterPlace[];
  /** [parameters] */
  readonly radii: readonly number[];
  /** those as shares of the parameters' ranges */
  readonly radius: number;
}

const MOST_STENCILS = 8;
/** First radius of a stencil as a share of a parameter's range, */
export const FIRST_RADIUS = 0.01;
/** each next one is at most so much smaller; and how many radii a step may be long. */
const SHRINKING = 8;
const REACH = 4;
/** A step of more than this share of what it may be makes the stencil wider. */
const WIDENING = 0.9;
/** A step that promises less than this of −2 ln(evidence) is the last, if the stencil is not wider than so much of it. */
const WORTH = 0.05;
const WIDEST = 100;
/** Values keep this share of the range away from its ends. */
const MARGIN = 1e-3;

/**
 * The values of the parameters of largest evidence near a place. Blocks, tables and whitening belong to given external dimensions, so that at
 * each place they are made anew, and the rung's solution is followed there by least squares.
 *
 * −2 ln(evidence) is m ln A² plus little, m the number of rows, since the tail's amplitude A is fitted; and the misfit that A stands for is
 * linear in the parameters, so that exp(−2 ln(evidence)/m) is a quadratic function of them where the logarithm has a cusp. Its
 * stencils are followed downhill, ever narrower.
 */
export async function descend(
  descent: Descent,
  start: ParameterPlace,
  firstRadius: number,
): Promise<ParameterOptimum> {
  const { parameters } = descent;
  let radius = firstRadius;
  let best = start;
  for (let count = 1; ; count++) {
    const radii = parameters.map(({ lower, upper }) => radius * (upper - lower));
    const centre = best;
    const stencil = await measureStencil(descent, centre, radii);
    const t = modelMinimum(evidenceModel(stencil), REACH);
    const target = centre.values.map((value, p) => value + radii[p]! * t[p]!);
    const next = await follow(descent, target, nearest(stencil, target, radii));
    best = [...stencil, next].reduce((a, b) => (b.fit.evidence < a.fit.evidence ? b : a));
    const worse = stencil.map(({ fit: { evidence } }) => evidence - centre.fit.evidence);
    const settled = centre.fit.evidence - best.fit.evidence < WORTH && Math.max(...worse) < WIDEST;
    if ((globalThis as any).process?.env.D2LOG)
      console.log(
        "  ",
        centre.values.map((v) => v.toFixed(6)).join(" "),
        "ev",
        centre.fit.evidence.toFixed(1),
        "radius",
        radius.toExponential(1),
        "t",
        t.map((v) => v.toFixed(2)).join(" "),
        "->",
        next.fit.evidence.toFixed(1),
        "best",
        best.values.map((v) => v.toFixed(6)).join(" "),
        best.fit.evidence.toFixed(1),
        "stencil",
        worse.map((v) => v.toFixed(0)).join(" "),
      );
    if (settled || count === MOST_STENCILS) return { place: best, stencil, radii, radius };
    const moved = distance(best.values, centre.values, radii);
    if (moved < 1) radius *= Math.max(moved, 1 / SHRINKING);
    else if (moved > WIDENING * REACH) radius *= 2;
  }
}

/** The stencil around a place, that first. */
export async function measureStencil(
  descent: Descent,
  centre: ParameterPlace,
  radii: readonly number[],
): Promise<ParameterPlace[]> {
  const places = [centre];
  for (const offset of stencilOffsets(radii.length).slice(1)) {
    const values = centre.values.map((value, p) => value + radii[p]! * offset[p]!);
    places.push(await follow(descent, values, nearest(places, values, radii)));
  }
  return places;
}

/** A model of −2 ln(evidence), up to its value, near the first place of a stencil, in units of the radii. */
export function evidenceModel(stencil: readonly ParameterPlace[]): QuadraticModel {
  const { fit: centre, rows } = stencil[0]!;
  const scaled = stencil.map(({ fit: { evidence } }) => rows * exp((evidence - centre.evidence) / rows));
  return quadraticModel(scaled, Math.round((Math.sqrt(8 * stencil.length + 1) - 3) / 2));
}

/** Follows a rung's solution from one place to other values of the parameters, which are moved into their ranges. */
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
    signal,
  }: Descent,
  wanted: readonly number[],
  from: { readonly fit: Pick<Fit, "x" | "amplitude"> },
): Promise<ParameterPlace> {
  // lets signals through
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted)
    throw new InputError({
      where: "search",
      found: "interrupted",
      allowed: "ended before the parameters were found",
    });
  const values = wanted.map((value, p) => within(parameters[p]!, value));
  const moved = theoryAt(theory, namedValues(parameters, values));
  const spec = { ...moved.ladder[index]!, cut: moved.ladder[index]!.cut + cutShift };
  const setting = createSetting(moved, [spec], points, cache);
  const rung = new Rung(setting, spec, "whitened", counter, { ...(shape && { shape }), amplitudes });
  const found = fit(rung, from.fit.x, from.fit.amplitude);
  return { values, fit: found, rows: informativeRows(rung, found.amplitude) };
}

export const namedValues = (parameters: readonly SearchedParameter[], values: readonly number[]) =>
  Object.fromEntries(parameters.map(({ name }, p) => [name, values[p]!]));

function within({ lower, upper }: SearchedParameter, value: number): number {
  const margin = MARGIN * (upper - lower);
  return Math.min(Math.max(value, lower + margin), upper - margin);
}

const distance = (a: readonly number[], b: readonly number[], radii: readonly number[]) =>
  Math.max(...a.map((value, p) => Math.abs(value - b[p]!) / radii[p]!));

const nearest = (places: readonly ParameterPlace[], values: readonly number[], radii: readonly number[]) =>
  places.reduce((a, b) => (distance(b.values, values, radii) < distance(a.values, values, radii) ? b : a));
