import { familyOf } from "../../theory/family-of.js";
import { findQuantity } from "../../theory/quantities.js";
import { USEFUL_COEFFICIENT, USEFUL_DIMENSION } from "../inference/criteria.js";
import { QUANTILE } from "../inference/error-bars.js";
import type {
  Covariance,
  Estimate,
  FoundParameter,
  SearchResult,
  SolutionOperator,
  Warning,
} from "../result.js";
import { CUT_VARIATION } from "../rung/truncation.js";
import {
  type Axes,
  axesOfRise,
  type Descent,
  downhill,
  evidenceModel,
  follow,
  measureStencil,
  type ParameterOptimum,
  type ParameterPlace,
  type SearchedParameter,
} from "./descent.js";
import { modelCovariance, modelMinimum } from "./stencil.js";

/** What is not known of the parameters, in units of the stencil's axes, and what follows for the solution. */
export interface ParameterBars {
  /** null where the evidence has no maximum in them, or it is too near an end of a range to tell */
  readonly covariance: readonly (readonly number[])[] | null;
  /** which of them are that near an end [parameters] */
  readonly atEnd: readonly boolean[];
  /** one standard deviation of each, in its own units; null where it is no better known than by its range */
  readonly errors: readonly (number | null)[];
  /** of the stencil, in the parameters' own units [axes][parameters] */
  readonly axes: Axes;
  /** changes of Δ and a along each axis [axes][terms] */
  readonly slopes: readonly { readonly delta: readonly number[]; readonly ope2: readonly number[] }[];
}

/** Variances of what is guessed: the cut, uniform within half a level, by two moves; the tail's shape. */
const CUT_SHARE = 1 / 6;
const SHAPE_SHARE = 1;
/** By how much −2 ln(evidence) rises along the axes of the stencil: enough for its small steps, where a coefficient comes to a bound, to matter little. */
const RISE = 20;
/** How far a guess may move the parameters, in axes of the stencil. */
const REACH = 8;
/** A bar of more than this share of the range is none. */
const USEFUL_SHARE = 0.1;

/**
 * The bars of parameters: the curvature of −2 ln(evidence), and how far its maximum moves where the cut and the tail's shape are others, in
 * quadrature, as those of dimensions and coefficients. A stencil that does not fit into the ranges has no curvature to tell: on a line of theories
 * the evidence, which compares the sizes of their tails, rises up to an end of the range. Nor is there a bar
 * where its stencil knows of larger evidence outside it.
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
  const atEnd = descent.parameters.map((_, p) => stencil.some((place) => place.atEnd[p]!));
  const curvature = atEnd.includes(true) ? null : modelCovariance(evidenceModel(stencil));
  if (curvature === null) return { covariance: null, atEnd, errors: axes.map(() => null), axes, slopes };
  const covariance = await withGuesses(curvature, { descent, stencil, axes });
  const best = await downhill(descent, stencil, axes);
  const errors = descent.parameters.map(({ lower, upper }, p) => {
    const variance = axes.reduce(
      (sum, a, i) => axes.reduce((inner, b, j) => inner + a[p]! * b[p]! * covariance[i]![j]!, sum),
      0,
    );
    const error = Math.sqrt(variance);
    const holds = Math.abs(best.values[p]! - optimum.place.values[p]!) <= error;
    return holds && error <= USEFUL_SHARE * (upper - lower) ? error : null;
  });
  return { covariance, atEnd, errors, axes, slopes };
}

interface Measured {
  readonly descent: Descent;
  readonly stencil: readonly ParameterPlace[];
  readonly axes: Axes;
}

/** A covariance [axes][axes] with what the cut and the tail's shape do to the place of largest evidence. */
async function withGuesses(
  curvature: readonly (readonly number[])[],
  { descent, stencil, axes }: Measured,
): Promise<number[][]> {
  const covariance = curvature.map((row) => [...row]);
  const model = evidenceModel(stencil);
  const { levelSpacing, variedTail } = familyOf(descent.theory);
  const guesses = [
    { cutShift: -CUT_VARIATION * levelSpacing, share: CUT_SHARE },
    { cutShift: CUT_VARIATION * levelSpacing, share: CUT_SHARE },
    { shape: variedTail(descent.theory.tail.model), share: SHAPE_SHARE },
  ];
  for (const { share, ...guess } of guesses) {
    const varied = { ...descent, ...guess };
    const centre = await follow(varied, stencil[0]!.values, stencil[0]!);
    const { gradient } = evidenceModel(await measureStencil(varied, centre, axes));
    const move = modelMinimum({ ...model, gradient }, REACH);
    for (const [i, by] of move.entries())
      for (const [j, other] of move.entries()) covariance[i]![j]! += share * by * other;
  }
  return covariance;
}

/** Half the difference of two places. @param owners operator of each term */
export function slope({ fit: up }: ParameterPlace, { fit: down }: ParameterPlace, owners: readonly number[]) {
  return {
    delta: owners.map((operator) => (up.delta[operator]! - down.delta[operator]!) / 2),
    ope2: owners.map((_, t) => (up.ope2[t]! - down.ope2[t]!) / 2),
  };
}

/** The parameters found, as a result tells them. */
export function foundParameters(
  parameters: readonly SearchedParameter[],
  values: readonly number[],
  errors: ParameterBars["errors"],
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
  parameters: readonly SearchedParameter[],
  levelSpacing = 1,
): SearchResult {
  const useful = USEFUL_DIMENSION * levelSpacing;
  const operators = result.operators.map((operator, t) => widened(operator, t, bars, useful));
  const others = (given: readonly SolutionOperator[]) => (isLost(bars) ? given.map(undetermined) : given);
  return {
    ...result,
    operators,
    ...(result.covariance && { covariance: withParameters(result, operators, { bars, parameters }) }),
    solutions: result.solutions.map((solution, s) => ({
      ...solution,
      operators: s === 0 ? operators : others(solution.operators),
    })),
    warnings: [...result.warnings, ...parameterWarnings(bars, parameters)],
  };
}

/** A result made at parameters that nothing was found of: no number of it is determined. */
export function withoutParameterBars(result: SearchResult, why: Warning): SearchResult {
  return {
    ...result,
    operators: result.operators.map(undetermined),
    ...(result.covariance && { covariance: { quantities: [], matrix: [] } }),
    solutions: result.solutions.map((solution) => ({
      ...solution,
      operators: solution.operators.map(undetermined),
    })),
    warnings: [...result.warnings, why],
  };
}

/** The covariance of what is still determined, and of the parameters with it. */
function withParameters(
  { covariance: given }: SearchResult,
  operators: readonly SolutionOperator[],
  { bars, parameters }: { readonly bars: ParameterBars; readonly parameters: readonly SearchedParameter[] },
): Covariance {
  if (isLost(bars)) return { quantities: [], matrix: [] };
  const kept = given!.quantities.flatMap((name, row) => {
    const { index, which } = findQuantity(operators, name)!;
    if (operators[index]![which].error === null) return [];
    return [{ name, row, slopes: bars.slopes.map((axis) => axis[which][index]!) }];
  });
  const found = parameters.map(({ name }, p) => ({
    name,
    row: -1,
    slopes: bars.axes.map((axis) => axis[p]!),
  }));
  const all = [...kept, ...found];
  const matrix = all.map((a) =>
    all.map((b) => {
      const own = a.row < 0 || b.row < 0 ? 0 : given!.matrix[a.row]![b.row]!;
      return a.slopes.reduce(
        (sum, first, i) =>
          b.slopes.reduce((inner, second, j) => inner + first * second * bars.covariance![i]![j]!, sum),
        own,
      );
    }),
  );
  return { quantities: all.map(({ name }) => name), matrix };
}

const isLost = ({ covariance, errors }: ParameterBars) => covariance === null || errors.includes(null);

function parameterWarnings(
  { atEnd, errors }: ParameterBars,
  parameters: readonly SearchedParameter[],
): Warning[] {
  const atBound = parameters
    .filter((_, p) => atEnd[p]!)
    .map(({ name, lower, upper }) => ({
      code: "at-bound",
      message: `${name} is at an end of its range [${lower}, ${upper}], or too near one for a bar`,
    }));
  const lost = parameters.filter((_, p) => errors[p] === null && !atEnd[p]!).map(({ name }) => name);
  if (lost.length === 0) return atBound;
  return [...atBound, { code: "flat-direction", message: `the data do not fix ${lost.join(", ")}` }];
}

/** @param most bar in Δ of an operator that is determined */
function widened(
  operator: SolutionOperator,
  term: number,
  bars: ParameterBars,
  most: number,
): SolutionOperator {
  if (isLost(bars)) return undetermined(operator);
  const { covariance, slopes } = bars;
  const variance = (quantity: "delta" | "ope2") =>
    slopes.reduce(
      (sum, a, i) =>
        slopes.reduce(
          (inner, b, j) => inner + a[quantity][term]! * b[quantity][term]! * covariance![i]![j]!,
          sum,
        ),
      0,
    );
  const delta = widen(operator.delta, variance("delta"));
  const ope2 = widen(operator.ope2, variance("ope2"));
  const useful = (delta.error ?? 0) <= most && (ope2.error ?? 0) <= USEFUL_COEFFICIENT * Math.abs(ope2.value);
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
