import type { TruncatedEquation } from "../../crossing/truncated/truncated-equation.js";
import { KEPT_PRIOR_FACTOR } from "../../crossing/truncated/truncated-equation.js";
import type { Kind } from "./kinds.js";
import { signs } from "./kinds.js";
import type { Level, Solution } from "./level.js";

/** One place of a profile. */
export interface ProfilePlace {
  readonly delta: number;
  /** by how much χ² falls with an operator here */
  readonly gain: number;
}

/**
 * χ² with one more operator of a kind as a function of its dimension, at a solution: all coefficients are eliminated anew, and the other dimensions
 * move to first order. One tabulated column a place: with Q an orthonormal basis of the columns of the solution and of their derivatives, and
 * r = (1 − QQᵀ) r its residual, a column c lowers χ² by (c·r)²/|(1 − QQᵀ) c|².
 */
export class Profile {
  private readonly equation: TruncatedEquation;
  private readonly basis: readonly Float64Array[];
  private readonly residual: Float64Array;
  /** ‖r‖² where the dimensions have moved to first order */
  readonly chi2: number;

  constructor(
    private readonly level: Level,
    private readonly held: Solution,
  ) {
    const rung = level.rung(held.operators);
    const x = Float64Array.from(held.operators, ({ delta }) => delta);
    const problem = rung.problem(held.amplitude);
    const residual = new Float64Array(problem.rowCount);
    problem.residual(x, residual);
    this.equation = problem.equation;
    const { rows, count, matrix, free } = problem.equation;
    const basis: Float64Array[] = [];
    const add = (column: Float64Array) => {
      const size = norm(column);
      const rest = outside(basis, column);
      const left = norm(rest);
      if (left > INDEPENDENT * size) basis.push(rest.map((entry) => entry / left));
    };
    for (let t = 0; t < count; t++) if (problem.atBound[t] === 0) add(matrix.slice(t * rows, (t + 1) * rows));
    for (const k of free) {
      const column = new Float64Array(rows);
      problem.equation.dimensionDerivative(k, problem.coefficients, null, column);
      add(column);
    }
    this.basis = basis;
    this.residual = outside(basis, residual);
    this.chi2 = dot(this.residual, this.residual);
  }

  /** @param deltas where to look, within the tables of the kind */
  of(kind: Kind, deltas: readonly number[]): ProfilePlace[] {
    const { equation, level, held, basis, residual } = this;
    const { tail } = equation.prior!;
    const positive = signs(level.setting.theory, kind);
    const columns = kind.channels.map((channel) => equation.columns.term({ channel, spin: kind.spin }));
    const value = new Float64Array(equation.rows);
    return deltas.map((delta) => {
      let gain = 0;
      for (const [t, column] of columns.entries()) {
        value.fill(0);
        column.value(delta, value, 0);
        const width = tail.width({ channel: kind.channels[t]!, spin: kind.spin }, delta);
        const prior = width === null ? 0 : 1 / (KEPT_PRIOR_FACTOR * held.amplitude * width);
        const rest = outside(basis, value);
        const along = dot(rest, residual);
        if (along > 0 && positive[t]) continue;
        gain += (along * along) / (dot(rest, rest) + prior * prior);
      }
      return { delta, gain };
    });
  }
}

/** A column whose part outside the others is smaller than this adds nothing but rounding. */
const INDEPENDENT = 1e-9;

/** The part of a vector outside an orthonormal basis; twice, as once leaves rounding errors of the part inside. */
function outside(basis: readonly Float64Array[], vector: Float64Array): Float64Array {
  const rest = Float64Array.from(vector);
  for (let pass = 0; pass < 2; pass++)
    for (const each of basis) {
      const along = dot(each, rest);
      for (let i = 0; i < rest.length; i++) rest[i]! -= along * each[i]!;
    }
  return rest;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const norm = (vector: Float64Array) => Math.sqrt(dot(vector, vector));
