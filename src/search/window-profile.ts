import { Elimination } from "../crossing/elimination.js";
import { columnScale } from "../crossing/equation.js";
import type { Problem, Separation } from "../crossing/problem.js";
import type { ReducedProblem } from "../crossing/reduced-problem.js";
import type { TruncatedEquation } from "../crossing/truncated-equation.js";

/**
 * The truncated equation as a function of the unknown dimensions and, last, the squared OPE coefficient of one term; the other
 * coefficients are eliminated. What the window of that coefficient is looked for in: valleys of χ² in all unknowns are narrow and bent
 * by a factor of 10⁵, and elimination straightens them.
 */
export class ProfileProblem implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly rowCount: number;
  private readonly equation: TruncatedEquation;
  private readonly elimination: Elimination;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly work: Float64Array;

  /** @param term index of the term whose coefficient is an unknown */
  constructor(
    reduced: ReducedProblem,
    private readonly term: number,
  ) {
    this.equation = reduced.equation;
    const { rows, count, terms } = this.equation;
    const { label, ope2 } = terms[term]!;
    this.names = [...reduced.names, `ope2[${label}]`];
    this.lower = Float64Array.of(...reduced.lower, ope2[0]);
    this.upper = Float64Array.of(...reduced.upper, ope2[1]);
    this.separations = reduced.separations;
    this.rowCount = rows;
    this.elimination = new Elimination(rows, count);
    this.low = new Float64Array(count);
    this.high = new Float64Array(count);
    this.work = new Float64Array(rows);
  }

  /** 4^Δ of the term at the present dimensions */
  private get scale(): number {
    const { deltas, terms } = this.equation;
    return columnScale(deltas[terms[this.term]!.operator]!);
  }

  residual(x: Float64Array, out: Float64Array): void {
    const { equation, elimination, low, high, term } = this;
    equation.setDimensions(x);
    low.set(equation.lower);
    high.set(equation.upper);
    low[term] = x[x.length - 1]! * this.scale;
    high[term] = low[term]!;
    elimination.solve(equation.constant, equation.matrix, low, high);
    out.set(elimination.residual);
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    const { equation, elimination, term, work, rowCount } = this;
    const n = x.length;
    for (const [j, k] of equation.free.entries()) {
      equation.dimensionDerivative(k, elimination.coefficients, elimination.atBound, work);
      elimination.projectOut(work);
      for (let i = 0; i < rowCount; i++) jacobian[i * n + j] = work[i]!;
    }
    const { scale } = this;
    for (let i = 0; i < rowCount; i++) work[i] = scale * equation.matrix[term * rowCount + i]!;
    elimination.projectOut(work);
    for (let i = 0; i < rowCount; i++) jacobian[i * n + n - 1] = work[i]!;
  }
}
