import { countEvaluation, type EvaluationCounter } from "../../problem/evaluation-counter.js";
import type { CurvedProblem, Gap, Separation } from "../../problem/problem.js";
import { columnScale, LN4 } from "../equation.js";
import type { TruncatedEquation } from "../truncated/truncated-equation.js";
import { dimensionGaps, isKnown, separations } from "../truncated/truncation.js";

/**
 * The truncated equation as a function of all unknowns, x = (Δ of the operators without a fixed dimension, squared OPE coefficients a of those
 * without a known one), each in the order of the spectrum. BootSTOP's form of the problem, and that of general optimisers.
 */
export class JointProblem implements CurvedProblem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations: readonly Separation[];
  readonly gaps: readonly Gap[];
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
    this.gaps = dimensionGaps(truncation);
    this.rowCount = equation.rows;
    this.b = new Float64Array(terms.length);
    this.column = new Float64Array(equation.rows);
  }

  /** Which unknown the coefficient of a term is; −1 where it is known. */
  coefficientIndex(term: number): number {
    const place = this.unknownCoefficients.indexOf(term);
    return place < 0 ? -1 : this.equation.free.length + place;
  }

  /** Squared OPE coefficients of all terms at x, the known ones included [terms]. */
  coefficients(x: Float64Array): number[] {
    const { free, terms } = this.equation;
    const ope2 = terms.map((term) => term.ope2[0]);
    for (const [j, k] of this.unknownCoefficients.entries()) ope2[k] = x[free.length + j]!;
    return ope2;
  }

  residual(x: Float64Array, out: Float64Array): void {
    countEvaluation(this.counter);
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
    this.jacobian(jacobian);
  }

  jacobian(out: Float64Array): void {
    const { equation, b, unknownCoefficients, rowCount } = this;
    const { free, terms, matrix, deltas } = equation;
    const n = this.names.length;
    for (let j = 0; j < free.length; j++) {
      // at a fixed coefficient a, b = 4^Δ a moves with Δ
      equation.dimensionDerivative(free[j]!, b, null, this.column);
      for (let i = 0; i < rowCount; i++) out[i * n + j] = this.column[i]!;
    }
    for (let j = 0; j < unknownCoefficients.length; j++) {
      const t = unknownCoefficients[j]!;
      const scale = columnScale(deltas[terms[t]!.operator]!);
      for (let i = 0, c = t * rowCount; i < rowCount; i++, c++)
        out[i * n + free.length + j] = scale * matrix[c]!;
    }
  }

  /** Each operator's dimension couples to its own coefficients alone. */
  curvature(x: Float64Array, lambda: Float64Array, out: Float64Array): void {
    const { equation, unknownCoefficients, lower, upper } = this;
    const { free, firstTerm } = equation;
    const n = x.length;
    const ope2 = this.coefficients(x);
    const shifted = (by: number) =>
      x.map((value, j) => (j < free.length ? Math.min(Math.max(value + by, lower[j]!), upper[j]!) : value));
    const [above, below] = [shifted(STEP), shifted(-STEP)];
    const slopesAbove = this.slopes(above, lambda);
    const slopesBelow = this.slopes(below, lambda);
    const slopes = this.slopes(x, lambda);
    out.fill(0);
    for (let j = 0; j < free.length; j++) {
      const k = free[j]!;
      for (let t = firstTerm[k]!; t < firstTerm[k + 1]!; t++) {
        const change = (slopesAbove[t]! - slopesBelow[t]!) / (above[j]! - below[j]!);
        out[j * n + j]! += ope2[t]! * change;
        const place = unknownCoefficients.indexOf(t);
        if (place >= 0) out[(free.length + place) * n + j] = slopes[t]!;
      }
    }
  }

  /** Σ λᵢ ∂Eᵢ/∂Δ of every operator at its coefficients, fixed dimensions too [operators]. */
  dimensionSlopes(x: Float64Array, lambda: Float64Array): Float64Array {
    const ope2 = this.coefficients(x);
    const slopes = this.slopes(x, lambda);
    const sums = new Float64Array(this.equation.truncation.operators.length);
    for (const [t, { operator }] of this.equation.terms.entries()) sums[operator]! += ope2[t]! * slopes[t]!;
    return sums;
  }

  /** Σ λᵢ ∂(4^Δ Cᵢ)/∂Δ [terms] */
  private slopes(x: Float64Array, lambda: Float64Array): Float64Array {
    const { equation, rowCount } = this;
    equation.setDimensions(x);
    const { matrix, slope, terms, deltas } = equation;
    return Float64Array.from(terms, ({ operator }, t) => {
      let sum = 0;
      for (let i = 0, c = t * rowCount; i < rowCount; i++, c++)
        sum += lambda[i]! * (slope[c]! + LN4 * matrix[c]!);
      return sum * columnScale(deltas[operator]!);
    });
  }
}

/** Of the central differences of slopes; errors of 1e-8 only slow Newton's method down. */
const STEP = 1e-4;
