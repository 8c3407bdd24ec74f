import { columnScale } from "../../crossing/equation.js";
import { isFixed } from "../../crossing/truncated/truncation.js";
import { exp } from "../../math/elementary.js";
import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import { held } from "../../problem/held.js";
import type { Candidate } from "../explore/candidates.js";
import type { Rung } from "../rung/rung.js";
import { FACTS } from "./criteria.js";

/** 97.5 % quantile of the normal distribution: `interval95` is that many standard deviations to either side. */
export const QUANTILE = 1.959963984540054;

/** Dimensions [operators] and squared OPE coefficients [terms] of all kept operators. */
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
  /** the part of it that the rows add up to: χ² + ln det covariance */
  readonly misfit: number;
  /** whitened rows in which the tail is above the rounding errors */
  readonly informativeRows: number;
  /** posterior standard deviations [operators], [terms]; null where there is no unknown */
  readonly errors: { readonly delta: readonly (number | null)[]; readonly ope2: readonly (number | null)[] };
}

const MOST_ROUNDS = 8;
const AMPLITUDE_TOLERANCE = 1e-3;

/**
 * Minimises from x and fits the tail's amplitude, in turns until the amplitude stands still. @param still
 * unknowns that are held, and where
 */
export function fit(
  rung: Rung,
  x: Float64Array,
  amplitude: number,
  still?: ReadonlyMap<number, number>,
): Fit & { readonly isMinimum: boolean } {
  const problem = (size: number) => (still ? held(rung.problem(size), still) : rung.problem(size));
  let place = x;
  let present = amplitude;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    place = levenbergMarquardt(problem(present), place).x;
    const next = rung.model!.fitAmplitude(place, present);
    const settled = Math.abs(next / present - 1) < AMPLITUDE_TOLERANCE;
    present = next;
    if (settled) break;
  }
  const last = levenbergMarquardt(problem(present), place);
  return { ...fitAt(rung, last.x, present), isMinimum: last.status === "converged" };
}

/** The posterior at a place, without moving. */
export function fitAt(rung: Rung, x: Float64Array, amplitude: number): Fit {
  const posterior = rung.model!.posterior(x, amplitude);
  return {
    x,
    amplitude,
    chi2: posterior.chi2(),
    evidence: posterior.evidence(),
    misfit: posterior.misfit(),
    informativeRows: informativeRows(rung, amplitude),
    errors: posterior.errors(),
    ...solutionValues(rung, x, amplitude),
  };
}

/** The values of a candidate: its own coefficients where it has some, the best ones for its dimensions else. */
export function candidateValues(rung: Rung, { x, ope2 }: Candidate, amplitude: number): SolutionValues {
  if (!ope2) return solutionValues(rung, Float64Array.from(x), amplitude);
  let unknown = 0;
  const delta = rung.truncation.operators.map((operator) =>
    isFixed(operator) ? operator.lower : x[unknown++]!,
  );
  return { delta, ope2 };
}

export function solutionValues(rung: Rung, x: Float64Array, amplitude: number): SolutionValues {
  const problem = rung.problem(amplitude);
  problem.objective(x);
  const delta = Array.from(problem.equation.deltas);
  const ope2 = problem.equation.terms.map(
    ({ operator }, t) => problem.coefficients[t]! / columnScale(delta[operator]!),
  );
  return { delta, ope2 };
}

/** Variance of a uniform distribution in units of the square of its half-width. */
const UNIFORM_VARIANCE = 1 / 3;

/** The rung of a solution, and rungs that differ from it in what was guessed about the tail. */
export interface Variations {
  readonly rung: Rung;
  readonly cuts: readonly Rung[];
  readonly shapes: readonly Rung[];
}

/** A solution that a guess made otherwise leads to, and its share in the variance: share · move². */
export interface Move {
  readonly values: SolutionValues;
  readonly share: number;
}

/**
 * Where the guesses move a solution: the cut, uniform within half a level spacing; the tail's amplitude, with its standard deviation; and the tail's
 * shape. Each time the minimum is followed from the solution, the amplitude being refitted where it is not what is varied; two moves for one
 * guess enter by their mean square.
 */
export function guessMoves(solution: Fit, { rung, cuts, shapes }: Variations): Move[] {
  const refit = (other: Rung) => fit(other, solution.x, solution.amplitude);
  const guesses = [
    { moved: cuts.map(refit), variance: UNIFORM_VARIANCE },
    { moved: shapes.map(refit), variance: 1 },
    { moved: amplitudeMoves(rung, solution), variance: 1 },
  ];
  return guesses.flatMap(({ moved, variance }) =>
    moved.map((values) => ({ values, share: variance / moved.length })),
  );
}

/** One standard deviation of each Δ and a: the posterior's, and what the guesses do, in quadrature. */
export function totalErrors(solution: Fit, moves: readonly Move[]): Fit["errors"] {
  const total = (quantity: "delta" | "ope2") =>
    solution.errors[quantity].map((error, k) => {
      if (error === null) return null;
      let variance = error * error;
      for (const { values, share } of moves) {
        const move = values[quantity][k]! - solution[quantity][k]!;
        variance += share * move * move;
      }
      return Math.sqrt(variance);
    });
  return { delta: total("delta"), ope2: total("ope2") };
}

/** The solution at the ends of the amplitude's bar: A is the scale of as many normal numbers as there are facts about it. */
function amplitudeMoves(rung: Rung, { x, amplitude }: Fit): SolutionValues[] {
  const factor = exp(1 / Math.sqrt(2 * FACTS));
  return [amplitude / factor, amplitude * factor].map((varied) => {
    const place = levenbergMarquardt(rung.problem(varied), x).x;
    return solutionValues(rung, place, varied);
  });
}

/** Number of whitened rows in which a tail of this amplitude is above the rounding errors. */
export function informativeRows(rung: Rung, amplitude: number): number {
  const { singularValues, noise } = rung.model!.whitening;
  return singularValues.filter((value) => amplitude * value > noise).length;
}
