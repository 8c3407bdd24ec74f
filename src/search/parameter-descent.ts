import type { NumberCache } from "../crossing/number-cache.js";
import type { EvaluationCounter } from "../crossing/problem.js";
import type { ChannelAmplitudes } from "../crossing/tail.js";
import { InputError } from "../errors.js";
import { exp } from "../math/elementary.js";
import { theoryAt } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";
import { type Fit, fit } from "./error-bars.js";
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
}

/** Where a rung's evidence is largest, with the stencil around it. */
export interface ParameterOptimum {
  readonly place: ParameterPlace;
  /** at {@link stencilOffsets} times the radii around the stencil's first place */
  readonly stencil: readonly ParameterPlace[];
  /** [parameters] */
  readonly radii: readonly number[];
}

const MOST_STENCILS = 14;
/** First radius of the stencil as a share of a parameter's range; each next one is at most so much smaller; and how many radii a step may be long. */
const FIRST_RADIUS = 0.01;
const SHRINKING = 8;
const REACH = 4;
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
export async function descend(descent: Descent, start: ParameterPlace): Promise<ParameterOptimum> {
  const { parameters } = descent;
  let radius = FIRST_RADIUS;
  let best = start;
  for (let count = 1; ; count++) {
    const radii = parameters.map(({ lower, upper }) => radius * (upper - lower));
    const stencil = await measureStencil(descent, best, radii);
    const rows = best.fit.rows;
    const model = evidenceModel(stencil, rows);
    const t = modelMinimum(model, REACH);
    const target = stencil[0]!.values.map((value, p) => within(parameters[p]!, value + radii[p]! * t[p]!));
    const next = await follow(descent, target, nearest(stencil, target, radii));
    const before = best.fit.evidence;
    best = [...stencil, next].reduce((a, b) => (evidence(b) < evidence(a) ? b : a));
    const width = Math.max(...stencil.map((place) => evidence(place) - before));
    const moved = Math.max(...best.values.map((value, p) => Math.abs(value - stencil[0]!.values[p]!) / radii[p]!));
    const settled = before - evidence(best) < WORTH && width < WIDEST;
    if (settled || count === MOST_STENCILS) return { place: best, stencil, radii };
    if (moved < 1) radius *= Math.max(moved, 1 / SHRINKING);
  }
}

const evidence = ({ fit }: ParameterPlace) => fit.evidence;
