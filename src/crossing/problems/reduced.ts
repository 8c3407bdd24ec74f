import { countEvaluation, type EvaluationCounter } from "../../problem/evaluation-counter.js";
import type { Gap, Problem, Separation } from "../../problem/problem.js";
import { type BorderCoefficient, Elimination, type Eliminator } from "../elimination/bounded.js";
import { ConeElimination } from "../elimination/cone.js";
import { coneBlock } from "../elimination/cone-block.js";
import { MatrixElimination } from "../elimination/semidefinite.js";
import { SparseElimination } from "../elimination/sparse.js";
import type { TruncatedEquation } from "../truncated/truncated-equation.js";
import { dimensionGaps, matrixTerms, separations } from "../truncated/truncation.js";

/**
 * The truncated equation as a function of the unknown dimensions alone: at every place the coefficients are those of the bounded linear
 * least-squares problem (variable projection, Golub & Pereyra, SIAM J. Numer. Anal. 10 (1973) 413).
 */
export class ReducedProblem implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly gaps: readonly Gap[];
  readonly rowCount: number;
  private readonly elimination: Eliminator;
  /** Jacobian, column after column [unknowns × rows] */
  private readonly derivatives: Float64Array;
  private readonly derivative: readonly Float64Array[];

  constructor(
    readonly equation: TruncatedEquation,
    private readonly counter: EvaluationCounter = { evaluations: 0 },
  ) {
    const { truncation, free, rows } = equation;
    const operators = free.map((k) => truncation.operators[k]!);
    this.names = operators.map((operator) => `delta[${operator.label}]`);
    this.lower = Float64Array.from(operators, (operator) => operator.lower);
    this.upper = Float64Array.from(operators, (operator) => operator.upper);
    this.separations = separations(truncation);
    this.gaps = dimensionGaps(truncation);
    this.rowCount = rows;
    this.elimination = eliminator(equation);
    this.derivatives = new Float64Array(free.length * rows);
    this.derivative = free.map((_, j) => this.derivatives.subarray(j * rows, (j + 1) * rows));
  }

  /** Coefficients b [terms] of the last evaluation. */
  get coefficients(): Float64Array {
    return this.elimination.coefficients;
  }

  /** Which coefficients stood at a bound in the last evaluation [terms]: −1 lower, +1 upper, 0 neither. */
  get atBound(): Int8Array {
    return this.elimination.atBound;
  }

  /** Coefficients that followed from others in the last evaluation. */
  get border(): readonly BorderCoefficient[] {
    return this.elimination.border ?? [];
  }

  /** ‖r‖² at x, the coefficients eliminated. */
  objective(x: Float64Array): number {
    countEvaluation(this.counter);
    const { equation, elimination } = this;
    equation.setDimensions(x);
    return elimination.solve(equation.constant, equation.matrix, equation.lower, equation.upper);
  }

  residual(x: Float64Array, out: Float64Array): void {
    this.objective(x);
    out.set(this.elimination.residual);
  }

  /** Residual and Kaufman's Jacobian of the projected problem (BIT 15 (1975) 49). */
  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    this.jacobian(jacobian);
  }

  jacobian(out: Float64Array): void {
    const { equation, elimination, derivatives, rowCount } = this;
    const n = equation.free.length;
    for (let j = 0; j < n; j++) {
      const { coefficients, atBound } = elimination;
      equation.dimensionDerivative(equation.free[j]!, coefficients, atBound, this.derivative[j]!);
    }
    elimination.projectOut(derivatives);
    for (let i = 0; i < rowCount; i++)
      for (let j = 0; j < n; j++) out[i * n + j] = derivatives[j * rowCount + i]!;
  }
}

/** What eliminates the coefficients of a truncation from so many rows. */
export function eliminator({
  rows,
  count,
  truncation,
}: Pick<TruncatedEquation, "rows" | "count" | "truncation">): Eliminator {
  if (rows <= count) return rows < count ? new SparseElimination(rows, count) : new Elimination(rows, count);
  const matrices = matrixTerms(truncation);
  if (matrices.length === 0) return new Elimination(rows, count);
  return matrices.every((terms): terms is [number, number, number] => terms.length === 3)
    ? new MatrixElimination(rows, count, matrices)
    : new ConeElimination(rows, count, matrices.map(coneBlock));
}
