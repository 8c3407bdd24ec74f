import { ProfileProblem } from "../../crossing/problems/profile.js";
import { ReducedProblem } from "../../crossing/problems/reduced.js";
import { TruncatedEquation } from "../../crossing/truncated/truncated-equation.js";
import { isFixed, isKnown, placedTerms } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import { Householder } from "../../math/householder.js";
import type { Status } from "../../optimisers/interior-point/index.js";
import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import type { Problem } from "../../problem/problem.js";
import { parseQuantity, type Quantity } from "../../theory/quantities.js";
import type { Theory } from "../../theory/theory.js";
import { succeeded } from "../equations/row-equations.js";
import type { SearchResult, Solution } from "../result.js";
import { dimensionsAt, placeOfResult, rungOf } from "../rung/of-result.js";
import type { Rung } from "../rung/rung.js";
import { createSetting } from "../rung/setting.js";
import { extreme } from "./extremes.js";
import { type FamilyGrid, type FamilyMember, type Searched, solutionFamily } from "./family.js";

/** Smallest and largest value of one quantity over all solutions of the same rows. */
export interface Window {
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** `delta[ε]`, `ope2[3]` */
  readonly quantity: string;
  readonly min: number;
  readonly max: number;
  /**
   * `Solve_Succeeded`, or how the worse of the two searches ended (names of the interior point); `fixed` where the quantity is no
   * unknown; `unbounded` where the operator may be absent and its dimension anything in its range
   */
  readonly status: Status | "fixed" | "unbounded";
  /** of the best solution */
  readonly value: number;
  readonly objective: SearchResult["objective"];
  readonly points: string;
  readonly operators: number;
  readonly cut: number | null;
  /** χ² of the best solution and how much more is allowed; null for equations */
  readonly chi2: number | null;
  readonly allowed: number | null;
  /** distinct solutions that the window is taken over */
  readonly solutions: number;
  /** the best solution at each value of a grid, where one was asked for */
  readonly family?: readonly FamilyMember[];
}

/** 95 % quantile of χ² with one degree of freedom: the level of a profile-likelihood interval. */
export const PROFILE_LEVEL = 3.841458820694124;

/** What a window is of. */
export interface WindowPlace {
  readonly quantity: string;
  /** name of the search's point set, where it was not the theory's */
  readonly points?: string;
  /** where to take the family of solutions along the quantity */
  readonly grid?: FamilyGrid;
}

/**
 * The window of a quantity around a search's result: all places with χ² within {@link PROFILE_LEVEL} of the best solution's, all other
 * unknowns adjusted, the tail's amplitude as the search fitted it; over every distinct solution below that level. In the Gaussian case the
 * 95 % interval of the posterior.
 *
 * @throws InputError for an unknown quantity or a result without χ², and for a grid outside the quantity's range
 */
export function chi2Window(
  theory: Theory,
  result: SearchResult,
  { quantity: text, points, grid }: WindowPlace,
): Window {
  const { operators, chi2, cut } = result;
  if (chi2 === null || cut === null)
    throw new InputError({
      where: "objective",
      found: result.objective,
      allowed: "windows need rows with a tolerance: whitened, or equations",
    });
  const place = placeOfResult(theory, result);
  const quantity = parseQuantity(text, theory, place.spec.operators);
  const setting = createSetting(theory, [place.spec], points);
  const limit = chi2 + PROFILE_LEVEL;
  const solutions = result.solutions.filter((other) => other.chi2 !== null && other.chi2 <= limit);
  const searched = { setting, result, place };
  return {
    theory: theory.name,
    parameters: theory.parameters,
    quantity: text,
    value: operators[quantity.term]![quantity.kind].value,
    objective: result.objective,
    points: setting.points.name,
    operators: place.spec.operators,
    cut,
    chi2,
    allowed: PROFILE_LEVEL,
    solutions: solutions.length,
    ...(grid && { family: solutionFamily(searched, quantity, grid) }),
    ...ends(searched, quantity, { solutions, limit }),
  };
}

type Ends = Pick<Window, "min" | "max" | "status">;

/** The solutions whose neighbourhood is a window, and what χ² may be in it. */
interface Level {
  readonly solutions: readonly Solution[];
  readonly limit: number;
}

function ends({ setting, result, place: { noted } }: Searched, quantity: Quantity, level: Level): Ends {
  const { kind, operator, term } = quantity;
  const rung = rungOf(setting, noted);
  const kept = rung.truncation.operators[operator]!;
  if (kind === "delta" ? isFixed(kept) : isKnown(placedTerms(rung.truncation)[term]!)) {
    const { value } = result.operators[term]![kind];
    return { min: value, max: value, status: "fixed" };
  }
  const amplitude = noted.amplitude ?? 1;
  if (kind === "delta" && mayBeAbsent(rung, amplitude, { operator, ...level }))
    return { min: kept.lower, max: kept.upper, status: "unbounded" };
  return extremesOver(rung.problem(amplitude), quantity, level);
}

/** Without the operator, can the others reach the level? Then its dimension means nothing and can be any. */
function mayBeAbsent(
  rung: Rung,
  amplitude: number,
  { operator, limit, solutions }: Level & { readonly operator: number },
): boolean {
  const { terms } = rung.truncation.operators[operator]!;
  if (terms.some(({ ope2 }) => ope2[0] > 0 || ope2[1] < 0)) return false;
  const { columns, prior } = rung.problem(amplitude).equation;
  const without = terms.map((term) => ({ ...term, ope2: [0, 0] as const }));
  const operators = rung.truncation.operators.map((kept, k) =>
    k === operator ? { ...kept, terms: without } : kept,
  );
  const problem = new ReducedProblem(
    new TruncatedEquation(columns, { ...rung.truncation, operators }, prior),
  );
  return solutions.some((solution) => {
    const x = dimensionsAt(
      rung,
      solution.operators.map(({ delta }) => delta.value),
    );
    return levenbergMarquardt(problem, x).objective <= limit;
  });
}

function extremesOver(
  reduced: ReducedProblem,
  { kind, operator, term }: Quantity,
  { solutions, limit }: Level,
): Ends {
  const { free, firstTerm } = reduced.equation;
  const index = kind === "delta" ? free.indexOf(operator) : free.length;
  const values = solutions.map(({ operators }) => operators[term]![kind].value);
  const ends = { min: Math.min(...values), max: Math.max(...values) };
  let status: Status = "Solve_Succeeded";
  for (const { operators } of solutions) {
    const dimensions = free.map((k) => operators[firstTerm[k]!]!.delta.value);
    const problem = kind === "delta" ? reduced : new ProfileProblem(reduced, term, dimensions);
    const place = Float64Array.of(...dimensions, ...(kind === "ope2" ? [operators[term]!.ope2.value] : []));
    const search = { problem, limit, basis: posteriorRoot(problem, place) };
    for (const direction of [1, -1] as const) {
      const outcome = extreme(search, place, { index, direction });
      if (!succeeded(outcome.status)) {
        status = outcome.status;
        continue;
      }
      ends.min = Math.min(ends.min, outcome.x[index]!);
      ends.max = Math.max(ends.max, outcome.x[index]!);
    }
  }
  return { ...ends, status };
}

/**
 * L with L Lᵀ the covariance of the Gaussian approximation at a place, row-major [unknowns × unknowns]; a prior as wide as each range
 * gives it one where the data say nothing. In u of x = place + L u, χ² grows by |u|².
 */
function posteriorRoot(problem: Problem, x: Float64Array): Float64Array {
  const { rowCount: rows, lower, upper } = problem;
  const n = x.length;
  const jacobian = new Float64Array(rows * n);
  problem.linearise(x, new Float64Array(rows), jacobian);
  const qr = new Householder(rows + n, n);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < n; j++) qr.matrix[i * n + j] = jacobian[i * n + j]! * (upper[j]! - lower[j]!);
  for (let j = 0; j < n; j++) qr.matrix[(rows + j) * n + j] = PRIOR_WIDTHS;
  qr.factorise(rows + n, n);
  const root = qr.inverse();
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) root[i * n + j]! *= upper[i]! - lower[i]!;
  return root;
}

/** Ranges in standard deviations of that prior. */
const PRIOR_WIDTHS = 4;
