import { columnScale } from "../crossing/equation.js";
import type { TailShape } from "../crossing/tail.js";
import { levenbergMarquardt } from "../optimisers/least-squares/levenberg-marquardt.js";
import type { Rung } from "./rung.js";

/** The cut is a guess to about this much: error bars contain what moving it does. */
export const CUT_VARIATION = 0.5;

/** Dimensions and squared OPE coefficients of all kept operators, [operators] each. */
export interface SolutionValues {
  readonly delta: readonly number[];
  readonly ope2: readonly number[];
}

/** A fit of one rung: where it is, its amplitude, its posterior's error bars. */
export interface Fit extends SolutionValues {
  readonly x: Float64Array;
  readonly amplitude: number;
  readonly chi2: number;
  readonly evidence: number;
  /** posterior standard deviations [operators]; null where there is no unknown */
  readonly errors: { readonly delta: readonly (number | null)[]; readonly ope2: readonly (number | null)[] };
}

const MOST_ROUNDS = 8;
const AMPLITUDE_TOLERANCE = 1e-3;

/** Minimises from x and fits the tail's amplitude, in turns until the amplitude stands still. */
export function fit(rung: Rung, x: Float64Array, amplitude: number): Fit {
  let place = x;
  let present = amplitude;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    place = levenbergMarquardt(rung.problem(present), place).x;
    const next = rung.model!.fitAmplitude(place, present);
    const settled = Math.abs(next / present - 1) < AMPLITUDE_TOLERANCE;
    present = next;
    if (settled) break;
  }
  place = levenbergMarquardt(rung.problem(present), place).x;
  return fitAt(rung, place, present);
}

/** The posterior at a place, without moving. */
export function fitAt(rung: Rung, x: Float64Array, amplitude: number): Fit {
  const posterior = rung.model!.posterior(x, amplitude);
  return {
    x,
    amplitude,
    chi2: posterior.chi2(),
    evidence: posterior.evidence(),
    errors: posterior.errors(rung.truncation.operators.length),
    ...solutionValues(rung, x, amplitude),
  };
}

export function solutionValues(rung: Rung, x: Float64Array, amplitude: number): SolutionValues {
  const problem = rung.problem(amplitude);
  problem.objective(x);
  const delta = Array.from(problem.equation.deltas);
  return { delta, ope2: delta.map((value, k) => problem.coefficients[k]! / columnScale(value)) };
}

/** Rungs that differ from a rung in what was guessed about its tail. */
export interface Variations {
  readonly cuts: readonly Rung[];
  readonly shapes: readonly Rung[];
}

export const VARIED_SHAPE: TailShape = "gff-wide";

/**
 * One standard deviation of each Δ and a: the posterior's, and what the guesses do: the root mean square of the moves when the cut
 * goes half a unit down and up, and the move under another tail shape; the amplitude is refitted each time, from the solution.
 */
export function totalErrors(solution: Fit, variations: Variations): Fit["errors"] {
  const refit = (rung: Rung) => fit(rung, solution.x, solution.amplitude);
  const cuts = variations.cuts.map(refit);
  const shapes = variations.shapes.map(refit);
  const total = (quantity: "delta" | "ope2") =>
    solution.errors[quantity].map((error, k) => {
      if (error === null) return null;
      const move2 = (other: Fit) => {
        const move = other[quantity][k]! - solution[quantity][k]!;
        return move * move;
      };
      const cut2 = cuts.reduce((sum, other) => sum + move2(other), 0) / Math.max(1, cuts.length);
      const shape2 = shapes.reduce((sum, other) => sum + move2(other), 0);
      return Math.sqrt(error * error + cut2 + shape2);
    });
  return { delta: total("delta"), ope2: total("ope2") };
}
