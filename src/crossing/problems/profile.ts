import type { Gap, Problem, Separation } from "../../problem/problem.js";
import type { Eliminator } from "../elimination/bounded.js";
import { columnScale, LN4 } from "../equation.js";
import type { TruncatedEquation } from "../truncated/truncated-equation.js";
import { eliminator, type ReducedProblem } from "./reduced.js";

/**
 * The row that holds the coefficient weighs this many times its column: the coefficient stays within a thousandth of a standard deviation,
 * and since χ² is smallest over everything else, it is off by the square of that.
 */
const HOLD = 1e3;

/**
 * The truncated equation as a function of the unknown dimensions and, last, the squared OPE coefficient of one term; the other
 * coefficients are eliminated. What the window of that coefficient is looked for in: valleys of χ² in all unknowns are narrow and bent
 * by a factor of 10⁵, and elimination straightens them.
 *
 * The coefficient is held by one more row, so that the elimination is that of the search, semidefinite matrices among it: an entry given
 * by bounds could not be followed along their border.
 */
export class ProfileProblem implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly gaps: readonly Gap[];
  readonly rowCount: number;
  private readonly equation: TruncatedEquation;
  private readonly elimination: Eliminator;
  private readonly constant: Float64Array;
  /** C with the holding row below [terms × rows] */
  private readonly matrix: Float64Array;
  private readonly weight: number;
  private readonly operator: number;
  /** of the coefficient, at the last place */
  private value = 0;
  /** Jacobian, column after column [unknowns × rows] */
  private readonly derivatives: Float64Array;

  /**
   * @param term index of the term whose coefficient is an unknown
   * @param dimensions a typical place [free], which the holding row's weight is taken from
   */
  constructor(
    reduced: ReducedProblem,
    private readonly term: number,
    dimensions: ArrayLike<number>,
  ) {
    this.equation = reduced.equation;
    const { rows, count, terms, truncation } = this.equation;
    const { label, ope2, operator } = terms[term]!;
    this.names = [...reduced.names, `ope2[${label}]`];
    this.lower = Float64Array.of(...reduced.lower, ope2[0]);
    this.upper = Float64Array.of(...reduced.upper, ope2[1]);
    this.separations = reduced.separations;
    this.gaps = reduced.gaps;
    this.rowCount = rows + 1;
    this.elimination = eliminator({ rows: rows + 1, count, truncation });
    this.constant = new Float64Array(rows + 1);
    this.matrix = new Float64Array(count * (rows + 1));
    this.derivatives = new Float64Array(this.names.length * (rows + 1));
    this.operator = operator;
    this.equation.setDimensions(dimensions);
    this.weight = HOLD * norm(this.equation.matrix.subarray(term * rows, (term + 1) * rows));
  }

  /** 4^Δ of the term at the present dimensions */
  private get scale(): number {
    return columnScale(this.equation.deltas[this.operator]!);
  }

  residual(x: Float64Array, out: Float64Array): void {
    const { equation, elimination, constant, matrix, term, weight } = this;
    const { rows, count } = equation;
    equation.setDimensions(x);
    this.value = x[x.length - 1]!;
    constant.set(equation.constant);
    constant[rows] = -weight * this.value * this.scale;
    for (let t = 0; t < count; t++)
      matrix.set(equation.matrix.subarray(t * rows, (t + 1) * rows), t * (rows + 1));
    matrix[term * (rows + 1) + rows] = weight;
    elimination.solve(constant, matrix, equation.lower, equation.upper);
    out.set(elimination.residual);
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    this.jacobian(jacobian);
  }

  jacobian(out: Float64Array): void {
    const { equation, elimination, derivatives, weight, scale, rowCount, value } = this;
    const { rows, free } = equation;
    const n = this.names.length;
    derivatives.fill(0);
    for (const [j, k] of free.entries()) {
      const start = j * rowCount;
      const { coefficients, atBound } = elimination;
      equation.dimensionDerivative(k, coefficients, atBound, derivatives.subarray(start, start + rows));
      if (k === this.operator) derivatives[start + rows] = -weight * value * LN4 * scale;
    }
    derivatives[n * rowCount - 1] = -weight * scale;
    elimination.projectOut(derivatives);
    for (let i = 0; i < rowCount; i++)
      for (let j = 0; j < n; j++) out[i * n + j] = derivatives[j * rowCount + i]!;
  }
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const entry of vector) sum += entry * entry;
  return Math.sqrt(sum);
}
