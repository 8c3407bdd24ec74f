import { columnScale, LN4 } from "./equation.js";
import type { EvaluationCounter, Problem, Separation } from "./problem.js";
import type { TruncatedEquation } from "./truncated-equation.js";
import { isKnown, separations } from "./truncation.js";

/**
 * The truncated equation as a function of all unknowns, x = (Δ of the operators without a fixed dimension, squared OPE coefficients a of those
 * without a known one), each in the order of the spectrum. BootSTOP's form of the problem, and that of general optimisers.
 */
export class JointProblem implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly rowCount: number;
  /** operators with an unknown coefficient */
  private readonly unknownCoefficients: readonly number[];
  /** b = 4^Δ a [operators] at the last place */
  private readonly b: Float64Array;

  constructor(
    readonly equation: TruncatedEquation,
    private readonly counter: EvaluationCounter = { evaluations: 0 },
  ) {
    const { truncation, free } = equation;
    const { operators } = truncation;
    this.unknownCoefficients = operators.flatMap((operator, k) => (isKnown(operator) ? [] : [k]));
    const dimensions = free.map((k) => operators[k]!);
    const coefficients = this.unknownCoefficients.map((k) => operators[k]!);
    this.names = [
      ...dimensions.map(({ label }) => `delta[${label}]`),
      ...coefficients.map(({ label }) => `ope2[${label}]`),
    ];
    this.lower = Float64Array.from([
      ...dimensions.map(({ lower }) => lower),
      ...coefficients.map(({ ope2 }) => ope2[0]),
    ]);
    this.upper = Float64Array.from([
      ...dimensions.map(({ upper }) => upper),
      ...coefficients.map(({ ope2 }) => ope2[1]),
    ]);
    this.separations = separations(truncation);
    this.rowCount = equation.rows;
    this.b = new Float64Array(operators.length);
  }

  /** Squared OPE coefficients of all operators at x, the known ones included [operators]. */
  coefficients(x: Float64Array): number[] {
    const { free, truncation } = this.equation;
    const ope2 = truncation.operators.map((operator) => operator.ope2[0]);
    for (const [j, k] of this.unknownCoefficients.entries()) ope2[k] = x[free.length + j]!;
    return ope2;
  }

  residual(x: Float64Array, out: Float64Array): void {
    this.counter.evaluations++;
    const { equation, b, unknownCoefficients } = this;
    const { truncation, free, matrix, rows, deltas } = equation;
    equation.setDimensions(x);
    for (let k = 0; k < b.length; k++) b[k] = truncation.operators[k]!.ope2[0] * columnScale(deltas[k]!);
    for (let j = 0; j < unknownCoefficients.length; j++) {
      const k = unknownCoefficients[j]!;
      b[k] = x[free.length + j]! * columnScale(deltas[k]!);
    }
    out.set(equation.constant);
    for (let k = 0; k < b.length; k++) {
      for (let i = 0; i < rows; i++) out[i]! += b[k]! * matrix[k * rows + i]!;
    }
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    const { equation, b, unknownCoefficients, rowCount } = this;
    const { free, matrix, slope, deltas } = equation;
    const n = x.length;
    for (let j = 0; j < free.length; j++) {
      const k = free[j]!;
      const bk = b[k]!;
      // at a fixed coefficient a, b = 4^Δ a moves with Δ
      for (let i = 0, c = k * rowCount; i < rowCount; i++, c++)
        jacobian[i * n + j] = bk * slope[c]! + LN4 * bk * matrix[c]!;
    }
    for (let j = 0; j < unknownCoefficients.length; j++) {
      const k = unknownCoefficients[j]!;
      const scale = columnScale(deltas[k]!);
      for (let i = 0, c = k * rowCount; i < rowCount; i++, c++)
        jacobian[i * n + free.length + j] = scale * matrix[c]!;
    }
  }
}
