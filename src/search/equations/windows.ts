import type { JointProblem } from "../../crossing/problems/joint.js";
import { isFixed, isKnown, placedTerms } from "../../crossing/truncated/truncation.js";
import type { Status } from "../../optimisers/interior-point/index.js";
import type { Rung } from "../rung/rung.js";
import type { RowEquations, RowSolution } from "./row-equations.js";
import { succeeded } from "./row-equations.js";
import { withSparesMoved } from "./spare-operators.js";

/** A solution of the rows with what further ones are looked for. */
export interface FoundSolution {
  readonly problem: JointProblem;
  readonly equations: RowEquations;
  readonly x: Float64Array;
}

export interface RowWindow {
  readonly min: number;
  readonly max: number;
  readonly status: Status;
}

/**
 * Smallest and largest value of unknown `index` over the solutions of the rows, from one of them; wider by what numbers interpolated in tables
 * (fixed dimensions, the known part of the rows) may be off, to first order.
 */
export function windowFrom(rung: Rung, solution: FoundSolution, index: number): RowWindow {
  return between(solution, index, [
    edge(rung, solution, { index, direction: 1 }),
    edge(rung, solution, { index, direction: -1 }),
  ]);
}

/** Which way an unknown is moved: 1 to its smallest value, −1 to its largest. */
interface Way {
  readonly index: number;
  readonly direction: 1 | -1;
}

interface Edge {
  readonly value: number;
  readonly status: Status;
}

function edge(rung: Rung, solution: FoundSolution, way: Way): Edge {
  const end = globalExtreme(rung, solution, way);
  const value = end.x[way.index]! - way.direction * inherited(rung, solution.problem, end);
  return { value, status: end.status };
}

function between({ x }: FoundSolution, index: number, edges: readonly [Edge, Edge]): RowWindow {
  const values = [x[index]!, ...edges.map(({ value }) => value)];
  const failed = edges.find(({ status }) => !succeeded(status));
  return {
    min: Math.min(...values),
    max: Math.max(...values),
    status: failed?.status ?? "Solve_Succeeded",
  };
}

/** Rounds of moving spare operators to where they help. */
const ROUNDS = 8;
/** A round has to move the extreme by this part of its distance from the solution it began at. */
const WORTHWHILE = 1e-3;

/**
 * An extreme that no operator of the kept ones could improve by a coefficient anywhere in its range. The interior point alone ends where operators with
 * coefficient zero stand at dimensions that do not matter; the multipliers of the rows tell where one would help (what a linear program over
 * all dimensions calls a column of negative reduced cost): the spare operator with the smallest coefficient is moved there.
 */
function globalExtreme(
  rung: Rung,
  { problem, equations, x }: FoundSolution,
  { index, direction }: Way,
): RowSolution {
  let best = equations.extreme(x, index, direction);
  for (let round = 0; round < ROUNDS && succeeded(best.status); round++) {
    const distance = Math.abs(best.x[index]! - x[index]!);
    const place = withSparesMoved(rung, problem, { ...best, direction, least: WORTHWHILE * distance });
    if (place === null) break;
    const next = equations.extreme(place, index, direction);
    const gain = direction * (best.x[index]! - next.x[index]!);
    if (!succeeded(next.status) || !(gain > 0)) break;
    best = next;
    if (gain < WORTHWHILE * distance) break;
  }
  return best;
}

/** How far an extreme moves, at most, within the uncertainties of the numbers that the equation was given. */
function inherited({ setting }: Rung, problem: JointProblem, { x, sensitivity }: RowSolution): number {
  const { equation, theory } = setting;
  let sum = 0;
  const rows = equation.uncertainty;
  if (rows) for (const [i, entry] of rows.entries()) sum += Math.abs(sensitivity[i]! * entry);
  const uncertain = theory.spectrum.some(({ deltaUncertainty }) => deltaUncertainty !== undefined);
  if (!uncertain) return sum;
  for (const [k, slope] of problem.dimensionSlopes(x, sensitivity).entries())
    sum += Math.abs(slope) * (theory.spectrum[k]!.deltaUncertainty ?? 0);
  return sum;
}

/** A coefficient whose window is wider than this part of its value, to either side, is not determined; */
const USEFUL = 0.5;
/** nor is one that may be this small a part of it. */
const ABSENT = 1e-4;

/**
 * Windows of the coefficients of operators with a fixed dimension, in the order of the spectrum up to the first one that the rows leave
 * undetermined: the others lie above it and are worse. Null for all else [terms].
 */
export function coefficientWindows(rung: Rung, solution: FoundSolution): (RowWindow | null)[] {
  const { truncation } = rung;
  const terms = placedTerms(truncation);
  const windows: (RowWindow | null)[] = terms.map(() => null);
  let index = solution.problem.equation.free.length;
  for (const [t, term] of terms.entries()) {
    if (isKnown(term)) continue;
    if (!isFixed(truncation.operators[term.operator]!)) break;
    const size = Math.abs(solution.x[index]!);
    const low = edge(rung, solution, { index, direction: 1 });
    if (Math.abs(low.value) < ABSENT * size) break;
    const high = edge(rung, solution, { index, direction: -1 });
    const window = between(solution, index++, [low, high]);
    if (!succeeded(window.status) || window.max - window.min > 2 * USEFUL * size) break;
    windows[t] = window;
  }
  return windows;
}
