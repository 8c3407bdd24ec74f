import { columnScale } from "../crossing/equation.js";
import { JointProblem } from "../crossing/joint-problem.js";
import type { Problem } from "../crossing/problem.js";
import { TruncatedEquation } from "../crossing/truncated-equation.js";
import { isFixed, isKnown, placedTerms } from "../crossing/truncation.js";
import { InputError } from "../errors.js";
import { Random } from "../math/random.js";
import type { Status } from "../optimisers/interior-point/index.js";
import { keepApart } from "../optimisers/least-squares/separations.js";
import type { Theory } from "../theory/theory.js";
import { uniformPlace } from "./proposals.js";
import { Rung } from "./rung.js";
import { createSetting } from "./setting.js";
import { parseQuantity, type Quantity, type Window } from "./window.js";
import { extreme, nearestSolution, succeeded } from "./window-extremes.js";
import type { ExtremeSearch } from "./window-rows.js";

export interface EquationsOptions {
  /** `delta[ε]`, `ope2[3]` */
  readonly quantity: string;
  /** point set by name: `spread-8`; fewer points than unknowns */
  readonly points?: string;
  /** which rung of the ladder, from 1; default the last */
  readonly rungs?: number;
  /** of the random places that the search for solutions starts from, default 1 */
  readonly seed?: number;
}

/** Random places from which solutions of the equations are looked for. */
const STARTS = 12;

/**
 * The window of a quantity where the rows are equations, E = 0 to 1e-11 without a tail, and there are more unknowns than rows: the
 * smallest and the largest value over the solutions found, each extreme by the interior point from a solution near a random place.
 *
 * @throws InputError where there are not more unknowns than rows, or no place solves the equations
 */
export function equationsWindow(theory: Theory, options: EquationsOptions): Window {
  const spec = theory.ladder[(options.rungs ?? theory.ladder.length) - 1];
  if (!spec) {
    const allowed = `a whole number from 1 to ${theory.ladder.length}, the rungs of ${theory.name}`;
    throw new InputError({ where: "rungs", found: options.rungs, allowed });
  }
  const quantity = parseQuantity(options.quantity, theory, spec.operators);
  const setting = createSetting(theory, [spec], options.points);
  const rung = new Rung(setting, spec, "plain", { evaluations: 0 });
  const problem = new JointProblem(new TruncatedEquation(setting.columns, rung.truncation, null));
  requireMoreUnknownsThanRows(problem, setting.points.name);
  const index = unknownIndex(rung, quantity);
  const found = index < 0 ? null : solutionsAround({ rung, problem, seed: options.seed ?? 1 });
  return {
    theory: theory.name,
    parameters: theory.parameters,
    quantity: options.quantity,
    ...(found === null ? fixedValue(rung, quantity) : extremes(found, index)),
    objective: "equations",
    points: setting.points.name,
    operators: spec.operators,
    cut: spec.cut,
    chi2: null,
    allowed: null,
    solutions: found?.length ?? 1,
  };
}

/** Where the quantity stands among the unknowns of the joint problem; −1 where it is none. */
function unknownIndex({ truncation: { operators } }: Rung, { kind, operator, term }: Quantity): number {
  const free = operators.flatMap((kept, k) => (isFixed(kept) ? [] : [k]));
  if (kind === "delta") return free.indexOf(operator);
  const place = placedTerms({ operators })
    .flatMap((term, t) => (isKnown(term) ? [] : [t]))
    .indexOf(term);
  return place < 0 ? -1 : free.length + place;
}

function fixedValue({ truncation }: Rung, { kind, operator, term }: Quantity) {
  const value =
    kind === "delta" ? truncation.operators[operator]!.lower : placedTerms(truncation)[term]!.ope2[0];
  return { min: value, max: value, value, status: "fixed" as const };
}

export interface FoundSolution {
  readonly search: ExtremeSearch;
  readonly x: Float64Array;
}

interface Around {
  readonly rung: Rung;
  readonly problem: JointProblem;
  readonly seed: number;
}

function solutionsAround({ rung, problem, seed }: Around): FoundSolution[] {
  const random = Random.stream(seed);
  const found: FoundSolution[] = [];
  for (let start = 0; start < STARTS; start++) {
    const solution = solveRows(rung, problem, random);
    if (solution) found.push(solution);
  }
  if (found.length > 0) return found;
  throw new InputError({
    where: "objective",
    found: "equations",
    allowed: `none of ${STARTS} starts solves all ${problem.rowCount} rows: take fewer points or more operators`,
  });
}

/** @throws InputError unless there are more unknowns than rows */
export function requireMoreUnknownsThanRows({ names, rowCount }: Problem, points: string): void {
  if (names.length > rowCount) return;
  throw new InputError({
    where: "points",
    found: points,
    allowed: `equations need more unknowns (${names.length}) than rows (${rowCount}): take fewer points, such as spread-${names.length - 2}`,
  });
}

/** The solution of all rows, to 1e-11, nearest to a random place; null where the interior point finds none. */
export function solveRows(rung: Rung, problem: JointProblem, random: Random): FoundSolution | null {
  const { x, scale } = randomPlace(rung, random);
  const n = x.length;
  const basis = new Float64Array(n * n);
  for (let j = 0; j < n; j++) basis[j * n + j] = scale[j]!;
  const search: ExtremeSearch = { problem, condition: { kind: "equations" }, basis };
  const outcome = nearestSolution(search, x);
  return succeeded(outcome.status) ? { search, x: outcome.x } : null;
}

/** Dimensions at random, coefficients that fit best, and at least of the size that a tail would have there. */
function randomPlace(rung: Rung, random: Random): { x: Float64Array; scale: Float64Array } {
  const reduced = rung.problem(1);
  const dimensions = uniformPlace(reduced, random);
  keepApart(reduced, dimensions);
  const { deltas, rows, count, terms } = reduced.equation;
  // with fewer rows than coefficients there is no best fit to begin from
  if (rows >= count) reduced.objective(dimensions);
  else reduced.equation.setDimensions(dimensions);
  const unknown = terms.flatMap((term, t) => (isKnown(term) ? [] : [{ term, t }]));
  const coefficients = unknown.map(({ term, t }) => {
    const delta = deltas[term.operator]!;
    const scale = columnScale(delta);
    const typical = Math.min((rung.tail.width(term, delta) ?? 1) / scale, term.ope2[1] / 2);
    return Math.max(reduced.coefficients[t]! / scale, typical);
  });
  const ranges = dimensions.map((_, j) => (reduced.upper[j]! - reduced.lower[j]!) / 4);
  return {
    x: Float64Array.of(...dimensions, ...coefficients),
    scale: Float64Array.of(...ranges, ...coefficients.map(Math.abs)),
  };
}

function extremes(
  found: readonly FoundSolution[],
  index: number,
): { min: number; max: number; value: number; status: Status } {
  const values = found.map(({ x }) => x[index]!);
  const ends = { min: Math.min(...values), max: Math.max(...values) };
  const endings: Record<"min" | "max", Status> = { min: "Restoration_Failed", max: "Restoration_Failed" };
  for (const { search, x } of found) {
    for (const [end, direction] of [
      ["min", 1],
      ["max", -1],
    ] as const) {
      const outcome = extreme(search, x, { index, direction });
      const value = outcome.x[index]!;
      const further = direction * (ends[end] - value) >= 0;
      if (succeeded(outcome.status) ? further : !succeeded(endings[end])) endings[end] = outcome.status;
      if (succeeded(outcome.status) && further) ends[end] = value;
    }
  }
  const status = succeeded(endings.min) ? endings.max : endings.min;
  return { ...ends, value: values[0]!, status };
}
