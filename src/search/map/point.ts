import type { ChannelAmplitudes } from "../../crossing/tail/tail.js";
import { InputError } from "../../errors.js";
import { theoryAt } from "../../theory/load.js";
import type { Theory } from "../../theory/theory.js";
import {
  type Axes,
  type Descent,
  descend,
  firstAxes,
  follow,
  type SearchedParameter,
} from "../parameters/descent.js";
import { openCache } from "../runtime/cache/disk-cache.js";
import type { GridIndex } from "./grid.js";

/** What all points of a map share: which rung of which theory, and what is followed beside the grid. */
export interface MapProblem {
  readonly theory: Theory;
  /** unknown at every point: there they go where the evidence is largest */
  readonly unknown: readonly SearchedParameter[];
  /** index into the theory's ladder */
  readonly rung: number;
  readonly amplitudes: ChannelAmplitudes;
  readonly points?: string;
  readonly cache: boolean;
}

/** A solution that a point starts from. */
export interface MapStart {
  /** unknown dimensions */
  readonly x: readonly number[];
  readonly amplitude: number;
  /** of the unknown parameters */
  readonly values: readonly number[];
  /** of the last stencil around those; absent where there was none yet */
  readonly axes?: Axes;
}

/** The solution at one point of a map. */
export interface MapPoint extends MapStart {
  readonly index: GridIndex;
  /** of the parameters on the grid */
  readonly at: readonly number[];
  /** −2 ln(evidence) of the rung; comparable between points */
  readonly evidence: number;
  /** number of whitened rows above the rounding errors */
  readonly rows: number;
  readonly chi2: number;
  /** Δ [operators] and a [terms] */
  readonly delta: readonly number[];
  readonly ope2: readonly number[];
  readonly evaluations: number;
}

/** A point whose solution could not be followed, and why. */
export interface LostPoint {
  readonly index: GridIndex;
  readonly at: readonly number[];
  readonly lost: string;
}

export interface PointTask {
  readonly index: GridIndex;
  readonly at: Readonly<Record<string, number>>;
  readonly start: MapStart;
}

/** Follows a solution to a point of the grid; unknown parameters go where the evidence is largest. */
export async function mapPoint(problem: MapProblem, task: PointTask): Promise<MapPoint | LostPoint> {
  const { index, start } = task;
  const at = Object.values(task.at);
  const counter = { evaluations: 0 };
  try {
    const descent: Descent = {
      theory: theoryAt(problem.theory, task.at),
      parameters: problem.unknown,
      rung: problem.rung,
      amplitudes: problem.amplitudes,
      points: problem.points,
      cache: problem.cache ? openCache() : null,
      counter,
    };
    const from = { fit: { x: Float64Array.from(start.x), amplitude: start.amplitude } };
    const first = await follow(descent, start.values, from);
    const optimum =
      problem.unknown.length === 0
        ? null
        : await descend(descent, first, start.axes ?? firstAxes(problem.unknown));
    const { fit, rows, values } = optimum?.place ?? first;
    return {
      index,
      at,
      x: Array.from(fit.x),
      amplitude: fit.amplitude,
      values,
      ...(optimum && { axes: optimum.axes }),
      evidence: fit.evidence,
      rows,
      chi2: fit.chi2,
      delta: fit.delta,
      ope2: fit.ope2,
      evaluations: counter.evaluations,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { index, at, lost: error.message };
  }
}
