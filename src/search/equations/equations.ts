import { columnScale } from "../../crossing/equation.js";
import type { JointProblem } from "../../crossing/problems/joint.js";
import { isFixed, isKnown, placedTerms } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import { Random } from "../../math/random.js";
import type { Status } from "../../optimisers/interior-point/index.js";
import { keepApart } from "../../optimisers/least-squares/separations.js";
import type { Problem } from "../../problem/problem.js";
import { parseQuantity, type Quantity } from "../../theory/quantities.js";
import type { Theory } from "../../theory/theory.js";
import { uniformPlace } from "../explore/proposals.js";
import type { Window } from "../ranges/window.js";
import { Rung } from "../rung/rung.js";
import { createSetting } from "../rung/setting.js";
import { RowEquations, succeeded } from "./row-equations.js";
import { type FoundSolution, windowFrom } from "./windows.js";

export interface EquationsOptions {
  /** `delta[ε]`, `ope2[3]` */
  readonly quantity: string;
  /** point set by name: `spread-8`, `derivatives:10`; fewer rows than unknowns */
  readonly points?: string;
  /** which rung of the ladder, from 1; default the last */
  readonly rungs?: number;
  /** of the random places that the search for solutions starts from, default 1 */
  readonly seed?: number;
}

/** Random places from which solutions of the equations are looked for. */
const STARTS = 6;

/**
 * The window of a quantity where the rows are equations, E = 0 to 1e-11, and there are more unknowns than rows: the smallest and the largest
 * value over all solutions, each extreme by the interior point from every solution found.
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
  const rung = new Rung(setting, spec, "equations", { evaluations: 0 });
  const problem = rung.jointProblem(1);
  requireMoreUnknownsThanRows(problem, setting.points.name);
  const index = unknownIndex(rung, quantity);
  const found = index < 0 ? null : solutionsAround({ rung, problem, seed: options.seed ?? 1 });
  return {
    theory: theory.name,
    parameters: theory.parameters,
    quantity: options.quantity,
    ...(found === null ? fixedValue(rung, quantity) : extremes(rung, found, index)),
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

interface Around {
  readonly rung: Rung;
  readonly problem: JointProblem;
  readonly seed: number;
}

function solutionsAround({ rung, problem, seed }: Around): FoundSolution[] {
  const random = Random.stream(seed);
  const found: FoundSolution[] = [];
  for (let start = 0; start < STARTS; start++) {
    const solution = solveRows(rung, problem, randomDimensions(rung, random));
    if (solution && !found.some(({ x }) => samePlace(problem, x, solution.x))) found.push(solution);
  }
  if (found.length === 0) throw noSolution(STARTS, problem);
  return found;
}

/** Starts often end in one and the same centre. */
function samePlace({ lower, upper }: Problem, a: Float64Array, b: Float64Array): boolean {
  return a.every((value, j) => Math.abs(value - b[j]!) <= SAME * (upper[j]! - lower[j]!));
}

/** Parts of an unknown's range. */
const SAME = 1e-3;

export function noSolution(starts: number, { rowCount }: Problem): InputError {
  const allowed = `none of ${starts} starts solves all ${rowCount} rows: take fewer points or derivatives, or more operators`;
  return new InputError({ where: "objective", found: "equations", allowed });
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

/** A solution of all rows that is known already, as something to look for extremes from. */
export function knownSolution(
  rung: Rung,
  dimensions: readonly number[],
  ope2: readonly number[],
): FoundSolution {
  const problem = rung.jointProblem(1);
  const { scale } = completed(rung, Float64Array.from(dimensions));
  const coefficients = problem.equation.terms.flatMap((term, t) => (isKnown(term) ? [] : [ope2[t]!]));
  const x = Float64Array.of(...dimensions, ...coefficients);
  return { problem, equations: new RowEquations(problem, x, scale), x };
}

/** The centre of the solutions of all rows, to 1e-11, from given dimensions [free]; null where the interior point finds none. */
export function solveRows(rung: Rung, problem: JointProblem, dimensions: Float64Array): FoundSolution | null {
  const { x, scale } = completed(rung, dimensions);
  const equations = new RowEquations(problem, x, scale);
  const centre = equations.centre();
  return succeeded(centre.status) ? { problem, equations, x: centre.x } : null;
}

export function randomDimensions(rung: Rung, random: Random): Float64Array {
  const reduced = rung.problem(1);
  const dimensions = uniformPlace(reduced, random);
  keepApart(reduced, dimensions);
  return dimensions;
}

/** Dimensions with the coefficients that fit best, and at least of the size that a tail would have there. */
function completed(rung: Rung, dimensions: Float64Array): { x: Float64Array; scale: Float64Array } {
  const reduced = rung.problem(1);
  const { deltas, rows, count, terms } = reduced.equation;
  // with fewer rows than coefficients there is no best fit to begin from
  const fitted = rows >= count;
  if (fitted) reduced.objective(dimensions);
  else reduced.equation.setDimensions(dimensions);
  const unknown = terms.flatMap((term, t) => (isKnown(term) ? [] : [{ term, t }]));
  const coefficients = unknown.map(({ term, t }) => {
    const delta = deltas[term.operator]!;
    const scale = columnScale(delta);
    const typical = Math.min((rung.tail.width(term, delta) ?? 1) / scale, term.ope2[1] / 2);
    return fitted ? Math.max(reduced.coefficients[t]! / scale, typical) : typical;
  });
  const ranges = dimensions.map((_, j) => (reduced.upper[j]! - reduced.lower[j]!) / 4);
  return {
    x: Float64Array.of(...dimensions, ...coefficients),
    scale: Float64Array.of(...ranges, ...coefficients.map(Math.abs)),
  };
}

function extremes(
  rung: Rung,
  found: readonly FoundSolution[],
  index: number,
): { min: number; max: number; value: number; status: Status } {
  const windows = found.map((solution) => windowFrom(rung, solution, index));
  const worst = windows.find(({ status }) => !succeeded(status));
  const best = windows.find(({ status }) => succeeded(status));
  return {
    min: Math.min(...windows.map(({ min }) => min)),
    max: Math.max(...windows.map(({ max }) => max)),
    value: found[0]!.x[index]!,
    status: (best ?? worst)!.status,
  };
}
