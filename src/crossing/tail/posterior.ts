import { log } from "../../math/elementary.js";
import { Householder } from "../../math/householder.js";
import { columnScale } from "../equation.js";
import type { ReducedProblem } from "../problems/reduced.js";
import { isKnown } from "../truncated/truncation.js";
import { innerLength } from "./cone.js";
import { coneVolume, priorWidth, type Unknown, volume } from "./prior-volume.js";
import { logCovariance, type Whitening } from "./whitening.js";

/**
 * The Gaussian approximation of the posterior at a minimum of the whitened problem: rows of residual and Jacobian in all unknowns, the
 * dimensions Δ and the squared OPE coefficients a, from which error bars and the evidence follow at any tail amplitude.
 */
export class Posterior {
  private readonly rows: number;
  private readonly residual: Float64Array;
  /** unit columns, row-major [rows × unknowns] */
  private readonly jacobian: Float64Array;
  private readonly norms: Float64Array;
  readonly unknowns: readonly Unknown[];
  /** the part of −2 ln(evidence) that depends neither on the amplitude nor on the fit */
  private readonly volume: number;
  /** coefficients whose prior width goes with the amplitude */
  private readonly priors: number;
  /** columns in a [rows] of the coefficients that follow from others on the border of a cone, inwards */
  private readonly inwards: readonly Float64Array[];

  constructor(
    private readonly problem: ReducedProblem,
    x: Float64Array,
    private readonly whitening: Whitening,
    private readonly amplitude: number,
  ) {
    const { equation } = problem;
    this.rows = equation.rows;
    this.residual = new Float64Array(this.rows);
    problem.residual(x, this.residual);
    const { terms, firstTerm } = equation;
    const { border } = problem;
    const follows = new Set(border.map(({ column }) => column));
    const present = (k: number) =>
      terms
        .slice(firstTerm[k], firstTerm[k + 1])
        .some((_, t) => problem.coefficients[firstTerm[k]! + t] !== 0);
    this.unknowns = [
      ...equation.free.filter(present).map((operator) => ({ operator, term: null })),
      ...terms.flatMap((term, t) =>
        problem.atBound[t] === 0 && !isKnown(term) && !follows.has(t)
          ? [{ operator: term.operator, term: t }]
          : [],
      ),
    ];
    const n = this.unknowns.length;
    this.jacobian = new Float64Array(this.rows * n);
    this.norms = new Float64Array(n);
    const column = new Float64Array(this.rows);
    for (const [j, { operator, term }] of this.unknowns.entries()) {
      // at fixed a = b/4^Δ the coefficient b moves with the dimension
      if (term === null) equation.dimensionDerivative(operator, problem.coefficients, null, column);
      else {
        column.fill(0);
        for (const [t, slope] of followers(term, border)) this.addColumn(t, slope, column);
      }
      this.setColumn(j, column);
    }
    const held = border.map(({ column: term }) => ({ operator: terms[term]!.operator, term }));
    this.inwards = held.map(({ term }) => {
      const inward = new Float64Array(this.rows);
      // an off-diagonal entry lies inside the cone towards zero, a diagonal one upwards
      this.addColumn(term, terms[term]!.ope2[0] < 0 && problem.coefficients[term]! > 0 ? -1 : 1, inward);
      return inward;
    });
    this.volume = volume(problem, this.unknowns) + coneVolume(problem, held);
    this.priors = [...this.unknowns, ...held].filter(
      ({ operator, term }) => term !== null && priorWidth(problem, operator, term) !== null,
    ).length;
  }

  /** Adds slope · 4^Δ C of a term. */
  private addColumn(term: number, slope: number, column: Float64Array): void {
    const { terms, deltas, matrix } = this.problem.equation;
    const scale = slope * columnScale(deltas[terms[term]!.operator]!);
    for (let i = 0; i < this.rows; i++) column[i]! += scale * matrix[term * this.rows + i]!;
  }

  private setColumn(j: number, column: Float64Array): void {
    const n = this.unknowns.length;
    let norm2 = 0;
    for (const entry of column) norm2 += entry * entry;
    this.norms[j] = Math.sqrt(norm2);
    for (let i = 0; i < this.rows; i++) this.jacobian[i * n + j] = column[i]! / this.norms[j]!;
  }

  /** χ² of all rows, priors included, at an amplitude. */
  chi2(amplitude = this.amplitude): number {
    const factors = this.rowFactors(amplitude);
    let sum = 0;
    for (let i = 0; i < this.rows; i++) {
      const entry = factors[i]! * this.residual[i]!;
      sum += entry * entry;
    }
    return sum;
  }

  /**
   * −2 ln(evidence) by Laplace's method, comparable between rungs: χ² + ln det covariance + Occam factors of the kept operators
   * (prior volume over posterior volume). Coefficients of a semidefinite matrix have their prior on the cone; one that the cone's border holds
   * counts by what the rows leave it on the inner side.
   */
  evidence(amplitude = this.amplitude): number {
    const factors = this.rowFactors(amplitude);
    const qr = this.factorise(factors);
    let logDeterminant = 2 * qr.logDeterminant(log);
    for (const norm of this.norms) logDeterminant += 2 * log(norm);
    return (
      this.misfit(amplitude) +
      logDeterminant +
      2 * this.priors * log(amplitude) +
      this.volume -
      2 * this.inwards.reduce((sum, inward) => sum + log(this.lengthInwards(inward, factors)), 0)
    );
  }

  /** The part of −2 ln(evidence) that every row adds to: χ² + ln det covariance. The rest are Occam factors. */
  misfit(amplitude = this.amplitude): number {
    return this.chi2(amplitude) + logCovariance(this.whitening, amplitude);
  }

  /** What the rows leave a coefficient on the inner side of the border, in a. */
  private lengthInwards(inward: Float64Array, factors: Float64Array): number {
    let slope = 0;
    let curvature = 0;
    for (let i = 0; i < this.rows; i++) {
      const entry = factors[i]! * inward[i]!;
      slope += 2 * entry * factors[i]! * this.residual[i]!;
      curvature += entry * entry;
    }
    return innerLength(Math.max(0, slope), curvature);
  }

  /**
   * One standard deviation of each Δ [operators] and a [terms]; null where it is no unknown. Multiplied by √max(1, χ²/ν).
   */
  errors(): { delta: (number | null)[]; ope2: (number | null)[] } {
    const n = this.unknowns.length;
    const { deltas, terms } = this.problem.equation;
    const delta: (number | null)[] = new Array(deltas.length).fill(null);
    const ope2: (number | null)[] = new Array(terms.length).fill(null);
    if (n === 0) return { delta, ope2 };
    const inverse = this.factorise(this.rowFactors(this.amplitude)).inverse();
    const inflation = Math.sqrt(Math.max(1, this.chi2() / Math.max(1, this.whitening.rows - n)));
    for (const [j, { operator, term }] of this.unknowns.entries()) {
      let variance = 0;
      for (let k = j; k < n; k++) variance += inverse[j * n + k]! * inverse[j * n + k]!;
      const error = (inflation * Math.sqrt(variance)) / this.norms[j]!;
      if (term === null) delta[operator] = error;
      else ope2[term] = error;
    }
    for (const { column, others } of this.problem.border)
      ope2[column] = inflation * this.standardDeviation(others, inverse);
    return { delta, ope2 };
  }

  /** Of a sum of coefficients times weights. @param inverse R⁻¹ [unknowns × unknowns] */
  private standardDeviation(
    sum: readonly (readonly [term: number, weight: number])[],
    inverse: Float64Array,
  ): number {
    const { unknowns, norms } = this;
    const n = unknowns.length;
    let variance = 0;
    for (let k = 0; k < n; k++) {
      let entry = 0;
      for (const [term, weight] of sum) {
        const j = unknowns.findIndex((unknown) => unknown.term === term);
        if (j >= 0) entry += (weight * inverse[j * n + k]!) / norms[j]!;
      }
      variance += entry * entry;
    }
    return Math.sqrt(variance);
  }

  /** Covariance in (Δ, a), inflated as the {@link errors} are; [unknowns][unknowns], with what each row stands for. */
  covariance(): { covariance: number[][]; unknowns: Posterior["unknowns"] } {
    const scale = this.problem.equation.terms.map(() => 1);
    const { covariance, unknowns } = this.relativeCovariance(scale, 1);
    const inflation2 = Math.max(1, this.chi2() / Math.max(1, this.whitening.rows - unknowns.length));
    return { covariance: covariance.map((row) => row.map((entry) => inflation2 * entry)), unknowns };
  }

  /**
   * Covariance in (Δ, ln a), row-major as nested arrays, with what each row stands for.
   *
   * @param ope2 a of each term, the scale of its relative change
   */
  relativeCovariance(
    ope2: readonly number[],
    levelSpacing: number,
  ): { covariance: number[][]; unknowns: Posterior["unknowns"] } {
    const { unknowns, norms } = this;
    const inverse = this.factorise(this.rowFactors(this.amplitude)).inverse();
    const n = unknowns.length;
    const unit = unknowns.map(
      ({ term }, j) => norms[j]! * (term === null ? levelSpacing : Math.abs(ope2[term]!)),
    );
    const covariance = unknowns.map((_, i) =>
      unknowns.map((__, j) => {
        let sum = 0;
        for (let k = Math.max(i, j); k < n; k++) sum += inverse[i * n + k]! * inverse[j * n + k]!;
        return sum / (unit[i]! * unit[j]!);
      }),
    );
    return { covariance, unknowns };
  }

  /** What the rows have to be multiplied by to go from the amplitude of the fit to another one. */
  private rowFactors(amplitude: number): Float64Array {
    const { whitening, rows } = this;
    const factors = new Float64Array(rows).fill(this.amplitude / amplitude);
    const noise2 = whitening.noise * whitening.noise;
    for (let i = 0; i < whitening.rows; i++) {
      const s2 = whitening.singularValues[i]! * whitening.singularValues[i]!;
      factors[i] = Math.sqrt(
        (this.amplitude * this.amplitude * s2 + noise2) / (amplitude * amplitude * s2 + noise2),
      );
    }
    return factors;
  }

  private factorise(factors: Float64Array): Householder {
    const { rows, jacobian } = this;
    const n = this.unknowns.length;
    const qr = new Householder(rows, Math.max(n, 1));
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < n; j++) qr.matrix[i * n + j] = factors[i]! * jacobian[i * n + j]!;
    qr.factorise(rows, n);
    return qr;
  }
}

/** What moves with a coefficient, by how much: itself, and those on the border of a semidefinite matrix. */
function followers(
  term: number,
  border: ReducedProblem["border"],
): (readonly [term: number, slope: number])[] {
  const others = border.flatMap(({ column, others }) =>
    others.filter(([other]) => other === term).map(([, slope]) => [column, slope] as const),
  );
  return [[term, 1], ...others];
}
