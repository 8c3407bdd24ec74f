import { exp, log } from "../math/elementary.js";
import { type Curve, type CurveStep, spansDecades } from "../plots/curve.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";

/** Intervals between the places at which the exact curves are computed. */
const INTERVALS = 60;

/**
 * The exact data of a theory along a parameter, recomputed at each place, its other parameters, preset and release as they are: evenly between the
 * first and the last step, or in equal ratios where the axis will be logarithmic.
 * @param steps ascending in the parameter
 */
export function exactAlong(theory: Theory, parameter: string, steps: readonly CurveStep[]): Curve["exact"] {
  // where nothing exact is known, a theory need not exist at every place between the runs
  if (steps.every(({ exact }) => exact.length === 0)) return [];
  const { file, parameters, loaded } = theory;
  const first = steps[0]!.at;
  const last = steps[steps.length - 1]!.at;
  const ratio = spansDecades(first, last) ? log(last / first) : null;
  return Array.from({ length: INTERVALS + 1 }, (_, k) => {
    const t = k / INTERVALS;
    // the last bit of an end must not leave the parameter's range
    const at = Math.min(last, ratio === null ? first + (last - first) * t : first * exp(t * ratio));
    const set = { ...parameters, [parameter]: at };
    return { at, operators: loadTheory(file, { ...loaded, set }).exact };
  });
}
