import { Elimination } from "../crossing/elimination.js";
import { columnScale } from "../crossing/equation.js";
import type { Problem, Separation } from "../crossing/problem.js";
import type { ReducedProblem } from "../crossing/reduced-problem.js";
import type { TruncatedEquation } from "../crossing/truncated-equation.js";

/**
 * The truncated equation as a function of the unknown dimensions and, last, the squared OPE coefficient of one operator; the other
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

  /** @param operator index of the operator whose coefficient is an unknown */
  constructor(
    reduced: ReducedProblem,
    private readonly operator: number,
  ) {
    this.equation = reduced.equation;
    const { rows, count, truncation } = this.equation;
    const { label, ope2 } = truncation.operators[operator]!;
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

  residual(x: Float64Array, out: Float64Array): void {
    const { equation, elimination, low, high, operator } = this;
    equation.setDimensions(x);
    low.set(equation.lower);
    high.set(equation.upper);
    low[operator] = x[x.length - 1]! * columnScale(equation.deltas[operator]!);
    high[operator] = low[operator]!;
    elimination.solve(equation.constant, equation.matrix, low, high);
    out.set(elimination.residual);
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    const { equation, elimination, operator, work, rowCount } = this;
    const n = x.length;
    for (const [j, k] of equation.free.entries()) {
      equation.dimensionDerivative(k, elimination.coefficients[k]!, elimination.atBound[k] !== 0, work);
      elimination.projectOut(work);
      for (let i = 0; i < rowCount; i++) jacobian[i * n + j] = work[i]!;
    }
    const scale = columnScale(equation.deltas[operator]!);
    for (let i = 0; i < rowCount; i++) work[i] = scale * equation.matrix[operator * rowCount + i]!;
    elimination.projectOut(work);
    for (let i = 0; i < rowCount; i++) jacobian[i * n + n - 1] = work[i]!;
  }
}
