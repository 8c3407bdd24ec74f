import { cos, exp, sin } from "../../math/elementary.js";
import type { Points } from "../points/points.js";
import { Superconformal6dPoints } from "./points.js";
import { checkSuperconformal6d, type RadialPolynomial, Superconformal6dSeries } from "./series.js";

/**
 * Superconformal blocks of the stress-tensor four-point function of the 6D (2,0) theories at fixed points z, z̄ = z*: a^at_{Δ,ℓ} and
 * the columns of the crossing equation
 *
 *     F(Δ, ℓ; z) = u a^at_{Δ,ℓ}(z) − v a^at_{Δ,ℓ}(1−z),   u = |z|², v = |1−z|²,
 *
 * with ∂/∂Δ. Blocks carry Dolan and Osborn's (−½)^ℓ. A long multiplet at its unitarity bound Δ = ℓ + 6 is the short multiplet D[0,4] (ℓ = 0) or
 * B[0,2] (ℓ ≥ 2); Δ = ℓ + 4 are the multiplets of the chiral algebra. With y = Im z,
 *
 *     u a^at = −(−½)^ℓ |z|^{−4} y^{−3} / [(Δ−ℓ−2)(Δ+ℓ+2)] · Im[g_h (g_k + c₃ g_{k+2})* + (c₄ g_{h+1} − (ℓ+3)/(ℓ+1) g_{h−1}) g_{k+1}*]
 *
 * (notation of {@link Superconformal6dSeries}). Errors are below 1e-12 of |u a^at(z)| + |v a^at(1−z)| for |Im z| ≥ 0.02.
 *
 * @source arXiv:1507.05637 (blocks), arXiv:2209.02801 (this equation)
 */
export class SuperconformalBlocks6d {
  readonly rows: number;
  private readonly sides: Superconformal6dPoints;
  private readonly series = new Superconformal6dSeries();
  /** cos and sin of (ℓ+1)θ, then of 2θ, by side */
  private readonly phases = new Map<number, Float64Array>();
  private readonly terms: Int32Array;
  /** u a^at and its derivative in Δ, [2 rows] as in {@link Superconformal6dPoints} */
  private readonly block: Float64Array;
  private readonly slope: Float64Array;
  /** a polynomial and its derivative at one place: re, im, re, im */
  private readonly long = new Float64Array(4);
  private readonly short = new Float64Array(4);
  private readonly longPair = new Float64Array(4);
  private readonly shortMiddle = new Float64Array(4);

  /** @throws InputError where a point is real or too near the cut */
  constructor(private readonly points: Points) {
    this.rows = points.re.length;
    this.sides = new Superconformal6dPoints(points);
    this.terms = new Int32Array(this.sides.groupSquare.length);
    this.block = new Float64Array(2 * this.rows);
    this.slope = new Float64Array(2 * this.rows);
  }

  /**
   * Writes F [rows] and ∂F/∂Δ [rows].
   *
   * @throws InputError unless ℓ is a whole number and Δ > ℓ + 2
   */
  column(delta: number, spin: number, value: Float64Array, derivative: Float64Array): void {
    this.evaluate(delta, spin);
    const { rows, block, slope } = this;
    for (let i = 0; i < rows; i++) {
      value[i] = block[i]! - block[i + rows]!;
      derivative[i] = slope[i]! - slope[i + rows]!;
    }
  }

  /** Writes a^at [rows] and ∂a^at/∂Δ [rows]. @throws as {@link column} */
  atomic(delta: number, spin: number, value: Float64Array, derivative: Float64Array): void {
    this.evaluate(delta, spin);
    for (let i = 0; i < this.rows; i++) {
      const x = this.points.re[i]!;
      const y = this.points.im[i]!;
      const u = x * x + y * y;
      value[i] = this.block[i]! / u;
      derivative[i] = this.slope[i]! / u;
    }
  }

  /** Writes |u a^at(z)| + |v a^at(1−z)| [rows]: what the rounding errors of F are relative to. @throws as {@link column} */
  magnitude(delta: number, spin: number, out: Float64Array): void {
    this.evaluate(delta, spin);
    const { rows, block } = this;
    for (let i = 0; i < rows; i++) out[i] = Math.abs(block[i]!) + Math.abs(block[i + rows]!);
  }

  private evaluate(delta: number, spin: number): void {
    checkSuperconformal6d(delta, spin);
    this.prepareSeries(delta, spin);
    const { sides, block, slope, long, short, longPair, shortMiddle } = this;
    const phase = this.phase(spin);
    const scale = blockScale(delta, spin);
    const scaleSlope = -1 / (delta - spin - 2) - 1 / (delta + spin + 2);
    for (let i = 0; i < block.length; i++) {
      this.sum(i);
      const c1 = phase[4 * i]!;
      const s1 = phase[4 * i + 1]!;
      const c2 = phase[4 * i + 2]!;
      const s2 = phase[4 * i + 3]!;
      // e^{2iθ}·long, then the products with the conjugates
      const aRe = c2 * long[0]! - s2 * long[1]!;
      const aIm = c2 * long[1]! + s2 * long[0]!;
      const daRe = c2 * long[2]! - s2 * long[3]!;
      const daIm = c2 * long[3]! + s2 * long[2]!;
      const [bRe, bIm, dbRe, dbIm] = short as unknown as Quadruple;
      const [cRe, cIm, dcRe, dcIm] = longPair as unknown as Quadruple;
      const [dRe, dIm, ddRe, ddIm] = shortMiddle as unknown as Quadruple;
      const re = aRe * bRe + aIm * bIm + (cRe * dRe + cIm * dIm);
      const im = aIm * bRe - aRe * bIm + (cIm * dRe - cRe * dIm);
      const slopeRe =
        daRe * bRe +
        daIm * bIm +
        aRe * dbRe +
        aIm * dbIm +
        (dcRe * dRe + dcIm * dIm + cRe * ddRe + cIm * ddIm);
      const slopeIm =
        daIm * bRe -
        daRe * bIm +
        aIm * dbRe -
        aRe * dbIm +
        (dcIm * dRe - dcRe * dIm + cIm * ddRe - cRe * ddIm);
      const product = c1 * im + s1 * re;
      const size = scale * sides.prefactor[i]! * exp((delta + 1) * sides.logRadius[i]!);
      block[i] = size * product;
      slope[i] = size * (c1 * slopeIm + s1 * slopeRe + (sides.logRadius[i]! + scaleSlope) * product);
    }
  }

  /** The four polynomials and their derivatives at side i. */
  private sum(i: number): void {
    const { series } = this;
    this.polynomial(series.long, i, this.long);
    this.polynomial(series.short, i, this.short);
    this.polynomial(series.longPair, i, this.longPair);
    this.polynomial(series.shortMiddle, i, this.shortMiddle);
  }

  /**
   * Knuth's scheme for a polynomial with real coefficients at a complex place x (TAOCP 4.6.4 eq. (3)):
   * u_n = c_n + 2 Re x · u_{n+1} − |x|² u_{n+2}, and the polynomial is c_0 − |x|² u_2 + x u_1.
   */
  private polynomial({ value, derivative }: RadialPolynomial, side: number, out: Float64Array): void {
    const { squareRe, squareIm, group } = this.sides;
    const re = squareRe[side]!;
    const im = squareIm[side]!;
    const trace = 2 * re;
    const norm = re * re + im * im;
    let u1 = 0;
    let u2 = 0;
    let d1 = 0;
    let d2 = 0;
    for (let n = this.terms[group[side]!]! - 1; n > 0; n--) {
      const u0 = value[n]! - norm * u2 + trace * u1;
      const d0 = derivative[n]! - norm * d2 + trace * d1;
      u2 = u1;
      u1 = u0;
      d2 = d1;
      d1 = d0;
    }
    out[0] = value[0]! - norm * u2 + re * u1;
    out[1] = im * u1;
    out[2] = derivative[0]! - norm * d2 + re * d1;
    out[3] = im * d1;
  }

  private prepareSeries(delta: number, spin: number): void {
    const { series, terms } = this;
    const { groupSquare } = this.sides;
    series.compute(delta, spin, groupSquare[groupSquare.length - 1] ?? 0);
    for (let g = 0; g < groupSquare.length; g++) terms[g] = series.countWithin(groupSquare[g]!);
  }

  private phase(spin: number): Float64Array {
    const known = this.phases.get(spin);
    if (known) return known;
    const { angle } = this.sides;
    const phase = new Float64Array(4 * angle.length);
    for (let i = 0; i < angle.length; i++) {
      phase[4 * i] = cos((spin + 1) * angle[i]!);
      phase[4 * i + 1] = sin((spin + 1) * angle[i]!);
      phase[4 * i + 2] = cos(2 * angle[i]!);
      phase[4 * i + 3] = sin(2 * angle[i]!);
    }
    this.phases.set(spin, phase);
    return phase;
  }
}

type Quadruple = readonly [number, number, number, number];

/** −(−½)^ℓ / [(Δ−ℓ−2)(Δ+ℓ+2)] */
function blockScale(delta: number, spin: number): number {
  let scale = -1 / ((delta - spin - 2) * (delta + spin + 2));
  for (let n = 0; n < spin; n++) scale *= -0.5;
  return scale;
}
