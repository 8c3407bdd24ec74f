import { InputError } from "../errors.js";
import { Clock } from "../search/runtime/clock.js";
import { parseQuantity } from "../theory/quantities.js";
import type { Theory } from "../theory/theory.js";
import { Exchange } from "./exchange.js";
import { type BoundProblem, boundProblem, checkedRows, onlyBranch } from "./problem.js";
import { type ExchangeProgress, finished } from "./rounds.js";
import { type BoundSide, boundSide, refutation } from "./side.js";

/** What all solutions of the rows have in common, proved by linear functionals: no operator is left out and no tail is modelled. */
export interface Bound {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** `ope2[1]` */
  readonly quantity: string;
  readonly points: string;
  /** `infeasible`: a functional proves that the rows have no solution; `not-proved`: the exchange did not end, nothing is known */
  readonly status: "proved" | "infeasible" | "not-proved";
  /** bounds, wider by what interpolated numbers may be off; null unless proved */
  readonly min: number | null;
  readonly max: number | null;
  readonly middle: number | null;
  readonly halfWidth: number | null;
  readonly lower: BoundSide | null;
  readonly upper: BoundSide | null;
  /** α with α·a ≥ 0 for the columns of all operators and α·(known part of the rows) = 1; null unless infeasible */
  readonly refutation: readonly string[] | null;
  /** operators of known dimension, and from where on there may be any others */
  readonly known: readonly (string | null)[];
  readonly gap: number;
  /** of fixed-point arithmetic */
  readonly bits: number;
  /** power series prove positivity of the functionals from `gap` to here, Casimir polynomials from here to infinity */
  readonly seriesTo: number;
  readonly cpuSeconds: number;
}

export interface BoundPlace {
  readonly quantity: string;
  /** `derivatives:20` instead of the theory's points */
  readonly points?: string;
}

export interface BoundProgress extends ExchangeProgress {
  readonly side: "lower" | "upper";
}

/**
 * The smallest and the largest squared coefficient of an operator of known dimension over all solutions of the rows with any operators, of
 * any number and dimension, from the highest known one on: a semi-infinite linear program (arXiv:0807.0004), solved by exchange and proved
 * by its dual. Of the theory file it uses the known dimensions and that coefficients are not negative; ranges, boxes and tail are not used.
 *
 * @throws InputError for theories without bounds, and for quantities other than coefficients of operators of known dimension
 */
export function bound(
  theory: Theory,
  { quantity, points }: BoundPlace,
  onProgress: (progress: BoundProgress) => void = () => {},
): Bound {
  const clock = new Clock();
  checkedRows(theory);
  const target = knownTarget(theory, quantity);
  const problem = boundProblem(theory, points);
  const sides = solved(problem, target, onProgress);
  const { continuum, operators } = problem;
  return {
    theory: theory.name,
    parameters: theory.parameters,
    quantity,
    points: problem.points,
    ...sides,
    known: operators.map(({ name }) => name),
    gap: continuum.gap,
    bits: continuum.fixed.bits,
    seriesTo: continuum.farFrom,
    cpuSeconds: clock.cpuSeconds,
  };
}

/** Index among the operators of known dimension. */
function knownTarget(theory: Theory, text: string): number {
  const { kind, operator } = parseQuantity(text, theory);
  const fixed = theory.spectrum.flatMap(({ fixedDelta }, k) => (fixedDelta === null ? [] : [k]));
  if (kind === "ope2" && fixed.includes(operator)) return fixed.indexOf(operator);
  throw new InputError({
    where: "quantity",
    found: text,
    allowed: `ope2[x] of an operator of known dimension${fixed.length > 0 ? `: 1 to ${fixed.length}` : ""}`,
  });
}

type Sides = Pick<
  Bound,
  "status" | "min" | "max" | "middle" | "halfWidth" | "lower" | "upper" | "refutation"
>;

const nothing = {
  min: null,
  max: null,
  middle: null,
  halfWidth: null,
  lower: null,
  upper: null,
  refutation: null,
};

/** Both extremes of a coefficient. */
export function solved(
  problem: BoundProblem,
  target: number,
  onProgress: (progress: BoundProgress) => void,
): Sides {
  const exchange = new Exchange({ ...problem, continuum: onlyBranch(problem.continuum) });
  const sides: BoundSide[] = [];
  for (const sign of [1, -1] as const) {
    const side = sign > 0 ? "lower" : "upper";
    const extreme = finished(exchange.extreme(target, sign), (progress) => onProgress({ side, ...progress }));
    const { status } = extreme;
    if (status === "infeasible") return { ...nothing, status, refutation: refutation(problem, extreme) };
    if (status !== "proved") return { ...nothing, status: "not-proved" };
    sides.push(boundSide(problem, target, sign, extreme));
  }
  const [lower, upper] = sides as [BoundSide, BoundSide];
  const min = Math.max(0, lower.value - lower.inherited);
  const max = upper.value + upper.inherited;
  const ends = { min, max, middle: (min + max) / 2, halfWidth: (max - min) / 2 };
  return { status: "proved", ...ends, lower, upper, refutation: null };
}
