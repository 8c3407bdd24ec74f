import { CUT_VARIATION } from "./error-bars.js";
import {
  axesOfRise,
  type Descent,
  evidenceModel,
  follow,
  measureStencil,
  type ParameterOptimum,
  type ParameterPlace,
} from "./parameter-descent.js";
import { modelCovariance, modelMinimum } from "./parameter-stencil.js";
import type { Estimate, FoundParameter, SearchResult, SolutionOperator, Warning } from "./result.js";
import { USEFUL_COEFFICIENT, USEFUL_DIMENSION } from "./standing.js";
import { variedShape } from "./systems.js";

/** What is not known of the parameters, in units of the stencil's axes, and what follows for the solution. */
export interface ParameterBars {
  /** null where the evidence has no maximum in them */
  readonly covariance: readonly (readonly number[])[] | null;
  /** one standard deviation of each, in its own units; null where it is no better known than by its range */
  readonly errors: readonly (number | null)[];
  /** changes of Δ and a along each axis [axes][terms] */
  readonly slopes: readonly { readonly delta: readonly number[]; readonly ope2: readonly number[] }[];
}

/** Variances of what is guessed: the cut, uniform within half a unit, by two moves; the tail's shape. */
const CUT_SHARE = 1 / 6;
const SHAPE_SHARE = 1;
/** By how much −2 ln(evidence) rises along the axes of the stencil: enough for its small steps, where a coefficient comes to a bound, to matter little. */
const RISE = 20;
/** How far a guess may move the parameters, in axes of the stencil. */
const REACH = 8;
/** A bar of more than this share of the range is none. */
const USEFUL_SHARE = 0.1;
/** 97.5 % quantile of the normal distribution. */
const QUANTILE = 1.959963984540054;

/**
 * The bars of parameters: the curvature of −2 ln(evidence), and how far its maximum moves where the cut and the tail's shape are others, in
 * quadrature, as those of dimensions and coefficients.
 *
 * @param owners operator of each term of the rung
 */
export async function parameterBars(
  descent: Descent,
  optimum: ParameterOptimum,
  owners: readonly number[],
): Promise<ParameterBars> {
  const axes = axesOfRise(optimum.axes, evidenceModel(optimum.stencil), RISE);
  const stencil = await measureStencil(descent, optimum.place, axes);
  const slopes = axes.map((_, a) => slope(stencil[1 + 2 * a]!, stencil[2 + 2 * a]!, owners));
  const model = evidenceModel(stencil);
  const curvature = modelCovariance(model);
  if (curvature === null) return { covariance: null, errors: axes.map(() => null), slopes };
  const covariance = curvature.map((row) => [...row]);
  const guesses = [
    { cutShift: -CUT_VARIATION, share: CUT_SHARE },
    { cutShift: CUT_VARIATION, share: CUT_SHARE },
    { shape: variedShape(descent.theory), share: SHAPE_SHARE },
  ];
  for (const { share, ...guess } of guesses) {
    const varied = { ...descent, ...guess };
    const centre = await follow(varied, stencil[0]!.values, stencil[0]!);
    const { gradient } = evidenceModel(await measureStencil(varied, centre, axes));
    const move = modelMinimum({ ...model, gradient }, REACH);
    for (const [i, by] of move.entries())
      for (const [j, other] of move.entries()) covariance[i]![j]! += share * by * other;
  }
  const errors = descent.parameters.map(({ lower, upper }, p) => {
    const variance = axes.reduce(
      (sum, a, i) => axes.reduce((inner, b, j) => inner + a[p]! * b[p]! * covariance[i]![j]!, sum),
      0,
    );
    const error = Math.sqrt(variance);
    return error <= USEFUL_SHARE * (upper - lower) ? error : null;
  });
  return { covariance, errors, slopes };
}

/** Half the difference of two places. @param owners operator of each term */
function slope({ fit: up }: ParameterPlace, { fit: down }: ParameterPlace, owners: readonly number[]) {
  return {
    delta: owners.map((operator) => (up.delta[operator]! - down.delta[operator]!) / 2),
    ope2: owners.map((_, t) => (up.ope2[t]! - down.ope2[t]!) / 2),
  };
}

/** The parameters found, as a result tells them. */
export function foundParameters(
  { parameters }: Descent,
  values: readonly number[],
  { errors }: ParameterBars,
): FoundParameter[] {
  return parameters.map(({ name, lower, upper }, p) => {
    const value = values[p]!;
    const error = errors[p] ?? null;
    if (error === null) return { name, value, error, interval95: null };
    const half = QUANTILE * error;
    return { name, value, error, interval95: [Math.max(value - half, lower), Math.min(value + half, upper)] };
  });
}

/** A result made at fixed parameters, its bars widened by theirs. */
export function withParameterBars(
  result: SearchResult,
  bars: ParameterBars,
  names: readonly string[],
): SearchResult {
  const operators = result.operators.map((operator, t) => widened(operator, t, bars));
  const lost = bars.errors.flatMap((error, p) => (error === null ? [names[p]!] : []));
  const warning: Warning[] =
    lost.length === 0 ? [] : [{ code: "flat-direction", message: `the data do not fix ${lost.join(", ")}` }];
  return {
    ...result,
    operators,
    solutions: result.solutions.map((solution, s) => (s === 0 ? { ...solution, operators } : solution)),
    warnings: [...result.warnings, ...warning],
  };
}

function widened(
  operator: SolutionOperator,
  term: number,
  { covariance, errors, slopes }: ParameterBars,
): SolutionOperator {
  const variance = (quantity: "delta" | "ope2") =>
    slopes.reduce(
      (sum, a, i) =>
        slopes.reduce(
          (inner, b, j) => inner + a[quantity][term]! * b[quantity][term]! * covariance![i]![j]!,
          sum,
        ),
      0,
    );
  if (covariance === null || errors.includes(null)) return undetermined(operator);
  const delta = widen(operator.delta, variance("delta"));
  const ope2 = widen(operator.ope2, variance("ope2"));
  const useful =
    (delta.error ?? 0) <= USEFUL_DIMENSION && (ope2.error ?? 0) <= USEFUL_COEFFICIENT * Math.abs(ope2.value);
  return useful ? { ...operator, delta, ope2 } : undetermined(operator);
}

/** A lower end that a bound has cut off stays where it is. */
function widen(estimate: Estimate, variance: number): Estimate {
  const { value, error, interval95 } = estimate;
  if (error === null || interval95 === null) return estimate;
  const wide = Math.sqrt(error * error + variance);
  const cut = interval95[0] > value - QUANTILE * error * (1 + 1e-9);
  const lower = value - QUANTILE * wide;
  return {
    ...estimate,
    error: wide,
    interval95: [cut ? Math.max(interval95[0], lower) : lower, value + QUANTILE * wide],
  };
}

function undetermined(operator: SolutionOperator): SolutionOperator {
  const bare = (estimate: Estimate): Estimate => ({ ...estimate, error: null, interval95: null });
  return { ...operator, determined: false, delta: bare(operator.delta), ope2: bare(operator.ope2) };
}
