import { cos, exp, sin } from "../../math/elementary.js";
import { CrossedPoints } from "../points/crossed-points.js";
import type { Points } from "../points/points.js";
import { EqualCoefficients } from "./equal-coefficients.js";
import { checkOperator, refuseEqualPole } from "./poles.js";

/**
 * Columns of the crossing equation of four identical scalars at fixed points,
 *
 *     F(Δ, ℓ; z) = |1−z|^{2Δφ} g(z) − |z|^{2Δφ} g(1−z),   g = [k_{Δ+ℓ}(z) k_{Δ−ℓ}(z̄) + (z↔z̄)]/(1+δ_{ℓ0}),
 *
 * and ∂F/∂Δ. All that does not depend on the operator is computed once; then a point and a side of the equation cost
 * one exponential and four short polynomials.
 */
export class CrossedBlocks2d {
  readonly rows: number;
  private readonly sides: CrossedPoints;
  private readonly phases = new Map<number, Float64Array>();
  private readonly plus = new EqualCoefficients();
  private readonly minus = new EqualCoefficients();
  /** terms of the series, by group of points */
  private readonly terms: Int32Array;
  /** prefactor × g and its derivative in Δ, [2 rows] as in {@link CrossedPoints} */
  private readonly block: Float64Array;
  private readonly slope: Float64Array;

  /**
   * @param externalDelta Δφ, any real number
   * @throws InputError where z or 1−z is on the cut [1, ∞) or too near 1
   */
  constructor(points: Points, externalDelta: number) {
    this.rows = points.re.length;
    this.sides = new CrossedPoints(points, externalDelta);
    this.terms = new Int32Array(this.sides.groupRadius.length);
    this.block = new Float64Array(2 * this.rows);
    this.slope = new Float64Array(2 * this.rows);
  }

  /**
   * Writes F [rows] and ∂F/∂Δ [rows].
   *
   * @throws InputError at a pole (Δ ± ℓ = −1, −3, …), for a spin that is no whole number, or Δ or ℓ out of range
   */
  column(delta: number, spin: number, value: Float64Array, derivative: Float64Array): void {
    this.evaluate(delta, spin);
    const { rows, block, slope } = this;
    for (let i = 0; i < rows; i++) {
      value[i] = block[i]! - block[i + rows]!;
      derivative[i] = slope[i]! - slope[i + rows]!;
    }
  }

  /** Writes |1−z|^{2Δφ}|g(z)| + |z|^{2Δφ}|g(1−z)| [rows]: what the rounding errors of F are relative to. */
  magnitude(delta: number, spin: number, out: Float64Array): void {
    this.evaluate(delta, spin);
    const { rows, block } = this;
    for (let i = 0; i < rows; i++) out[i] = Math.abs(block[i]!) + Math.abs(block[i + rows]!);
  }

  /** Writes the identity's column |1−z|^{2Δφ} − |z|^{2Δφ} [rows]. */
  identity(out: Float64Array): void {
    const { rows } = this;
    const { prefactor } = this.sides;
    for (let i = 0; i < rows; i++) out[i] = prefactor[i]! - prefactor[i + rows]!;
  }

  private evaluate(delta: number, spin: number): void {
    checkOperator(delta, spin);
    refuseEqualPole(delta + spin, delta, spin);
    refuseEqualPole(delta - spin, delta, spin);
    this.prepareSeries(delta, spin);
    const { plus, minus, terms, block, slope } = this;
    const { prefactor, pfaff, logRadius, xRe, xIm, group } = this.sides;
    const phase = this.phase(spin);
    const [a, da, b, db] = [plus.value, plus.derivative, minus.value, minus.derivative];
    const symmetry = spin === 0 ? 1 : 2;
    for (let i = 0; i < xRe.length; i++) {
      const re = xRe[i]!;
      const im = xIm[i]!;
      // Knuth's scheme for a polynomial with real coefficients at a complex place (TAOCP 4.6.4 eq. (3)):
      // u_n = c_n + 2 Re x · u_{n+1} − |x|² u_{n+2}, and the polynomial is c_0 − |x|² u_2 + x u_1
      const trace = 2 * re;
      const norm = re * re + im * im;
      let a1 = 0;
      let a2 = 0;
      let da1 = 0;
      let da2 = 0;
      let b1 = 0;
      let b2 = 0;
      let db1 = 0;
      let db2 = 0;
      for (let n = terms[group[i]!]! - 1; n > 0; n--) {
        const a0 = a[n]! - norm * a2 + trace * a1;
        const da0 = da[n]! - norm * da2 + trace * da1;
        const b0 = b[n]! - norm * b2 + trace * b1;
        const db0 = db[n]! - norm * db2 + trace * db1;
        a2 = a1;
        a1 = a0;
        da2 = da1;
        da1 = da0;
        b2 = b1;
        b1 = b0;
        db2 = db1;
        db1 = db0;
      }
      const aRe = a[0]! - norm * a2 + re * a1;
      const aIm = im * a1;
      const daRe = da[0]! - norm * da2 + re * da1;
      const daIm = im * da1;
      const bRe = b[0]! - norm * b2 + re * b1;
      const bIm = im * b1;
      const dbRe = db[0]! - norm * db2 + re * db1;
      const dbIm = im * db1;
      // e^{iℓθ}·series(Δ+ℓ), times the conjugate of series(Δ−ℓ)
      const c = phase[2 * i]!;
      const s = phase[2 * i + 1]!;
      const pRe = c * aRe - s * aIm;
      const pIm = c * aIm + s * aRe;
      const product = pRe * bRe + pIm * bIm;
      const slopePlus = (c * daRe - s * daIm) * bRe + (c * daIm + s * daRe) * bIm;
      const slopeMinus = pRe * dbRe + pIm * dbIm;
      const size = symmetry * prefactor[i]! * pfaff[i]! * exp(delta * logRadius[i]!);
      block[i] = size * product;
      slope[i] = size * (slopePlus + slopeMinus + logRadius[i]! * product);
    }
  }

  private prepareSeries(delta: number, spin: number): void {
    const { plus, minus, terms } = this;
    const { groupRadius } = this.sides;
    const largest = groupRadius[groupRadius.length - 1] ?? 0;
    plus.compute(delta + spin, largest);
    minus.compute(delta - spin, largest);
    const common = Math.max(plus.count, minus.count);
    plus.clearBeyond(common);
    minus.clearBeyond(common);
    for (let g = 0; g < groupRadius.length; g++) {
      terms[g] = Math.max(plus.countWithin(groupRadius[g]!), minus.countWithin(groupRadius[g]!));
    }
  }

  /** cos ℓθ, sin ℓθ of each side of each point, computed once a spin. */
  private phase(spin: number): Float64Array {
    const known = this.phases.get(spin);
    if (known) return known;
    const { angle } = this.sides;
    const phase = new Float64Array(2 * angle.length);
    for (let i = 0; i < angle.length; i++) {
      phase[2 * i] = cos(spin * angle[i]!);
      phase[2 * i + 1] = sin(spin * angle[i]!);
    }
    this.phases.set(spin, phase);
    return phase;
  }
}
