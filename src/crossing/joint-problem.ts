import { columnScale } from "./equation.js";
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
  /** terms with an unknown coefficient */
  private readonly unknownCoefficients: readonly number[];
  /** b = 4^Δ a [terms] at the last place */
  private readonly b: Float64Array;
  private readonly column: Float64Array;

  constructor(
    readonly equation: TruncatedEquation,
    private readonly counter: EvaluationCounter = { evaluations: 0 },
  ) {
    const { truncation, free, terms } = equation;
    this.unknownCoefficients = terms.flatMap((term, t) => (isKnown(term) ? [] : [t]));
    const dimensions = free.map((k) => truncation.operators[k]!);
    const coefficients = this.unknownCoefficients.map((t) => terms[t]!);
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
    this.b = new Float64Array(terms.length);
    this.column = new Float64Array(equation.rows);
  }

  /** Squared OPE coefficients of all terms at x, the known ones included [terms]. */
  coefficients(x: Float64Array): number[] {
    const { free, terms } = this.equation;
    const ope2 = terms.map((term) => term.ope2[0]);
    for (const [j, k] of this.unknownCoefficients.entries()) ope2[k] = x[free.length + j]!;
    return ope2;
  }

  residual(x: Float64Array, out: Float64Array): void {
    this.counter.evaluations++;
    const { equation, b, unknownCoefficients } = this;
    const { terms, free, matrix, rows, deltas } = equation;
    equation.setDimensions(x);
    for (let t = 0; t < b.length; t++) b[t] = terms[t]!.ope2[0] * columnScale(deltas[terms[t]!.operator]!);
    for (let j = 0; j < unknownCoefficients.length; j++) {
      const t = unknownCoefficients[j]!;
      b[t] = x[free.length + j]! * columnScale(deltas[terms[t]!.operator]!);
    }
    out.set(equation.constant);
    for (let k = 0; k < b.length; k++) {
      for (let i = 0; i < rows; i++) out[i]! += b[k]! * matrix[k * rows + i]!;
    }
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    this.residual(x, residual);
    const { equation, b, unknownCoefficients, rowCount } = this;
    const { free, terms, matrix, deltas } = equation;
    const n = x.length;
    for (let j = 0; j < free.length; j++) {
      // at a fixed coefficient a, b = 4^Δ a moves with Δ
      equation.dimensionDerivative(free[j]!, b, null, this.column);
      for (let i = 0; i < rowCount; i++) jacobian[i * n + j] = this.column[i]!;
    }
    for (let j = 0; j < unknownCoefficients.length; j++) {
      const t = unknownCoefficients[j]!;
      const scale = columnScale(deltas[terms[t]!.operator]!);
      for (let i = 0, c = t * rowCount; i < rowCount; i++, c++)
        jacobian[i * n + free.length + j] = scale * matrix[c]!;
    }
  }
}
