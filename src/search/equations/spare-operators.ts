import { columnScale } from "../../crossing/equation.js";
import type { JointProblem } from "../../crossing/problems/joint.js";
import type { Rung } from "../rung/rung.js";
import type { RowSolution } from "./row-equations.js";

/** Places looked at in the range of an operator. */
const GRID = 96;
/** Coefficient that a moved operator begins with, relative to what is typical at its dimension. */
const FIRST = 1e-3;

interface End extends RowSolution {
  readonly direction: 1 | -1;
  /** gain that a coefficient of typical size has to promise */
  readonly least: number;
}

/**
 * In every range of dimensions, the operator of the smallest coefficient moved to where a coefficient would improve an extreme most; null where none
 * would. Operators of one term each.
 */
export function withSparesMoved(rung: Rung, problem: JointProblem, end: End): Float64Array | null {
  const { free, terms, firstTerm, truncation } = problem.equation;
  const ope2 = problem.coefficients(end.x);
  const place = end.x.slice();
  const spares = new Map<string, number>();
  for (const [j, k] of free.entries()) {
    const { lower, upper } = truncation.operators[k]!;
    const t = firstTerm[k]!;
    if (firstTerm[k + 1] !== t + 1) continue;
    const key = `${terms[t]!.channel} ${terms[t]!.spin} ${lower} ${upper}`;
    const known = spares.get(key);
    if (known === undefined || ope2[t]! < ope2[firstTerm[free[known]!]!]!) spares.set(key, j);
  }
  let moved = false;
  for (const j of spares.values()) {
    const best = mostUseful(rung, problem, end, j);
    if (best === null) continue;
    const t = firstTerm[free[j]!]!;
    const coefficient = problem.coefficientIndex(t);
    if (coefficient < 0) continue;
    place[j] = best.delta;
    place[coefficient] = Math.max(place[coefficient]!, FIRST * best.typical);
    moved = true;
  }
  return moved ? place : null;
}

/** Where in its range a coefficient of free operator j would improve the extreme most. */
function mostUseful(
  rung: Rung,
  { equation, rowCount }: JointProblem,
  { sensitivity, direction, least: worthwhile }: End,
  j: number,
): { delta: number; typical: number } | null {
  const k = equation.free[j]!;
  const { lower, upper } = equation.truncation.operators[k]!;
  const term = equation.terms[equation.firstTerm[k]!]!;
  const column = equation.columns.term(term);
  const value = new Float64Array(rowCount);
  let best: { delta: number; typical: number } | null = null;
  let least = -worthwhile;
  for (let i = 0; i <= GRID; i++) {
    const delta = lower + (i * (upper - lower)) / GRID;
    column.value(delta, value, 0);
    const width = rung.tail.width(term, delta) ?? 1;
    const gain = direction * width * value.reduce((sum, entry, row) => sum + entry * sensitivity[row]!, 0);
    if (gain >= least) continue;
    least = gain;
    best = { delta, typical: width / columnScale(delta) };
  }
  return best;
}
