import type { Complex } from "../../math/complex.js";
import { modulus } from "../../math/complex.js";
import { cos, exp, log, sin } from "../../math/elementary.js";
import { RecentArrays } from "../table/recent-arrays.js";
import { CrossedPoints } from "./crossed-points.js";
import type { Points } from "./points.js";
import { radialCoordinate } from "./radial.js";

/** Dimensions whose powers are kept: those of a tail's grid and more. */
const KEPT_POWERS = 512;

/**
 * What blocks of any external dimensions need of the points, on both sides of the crossing equation: z at [0, rows), 1−z at
 * [rows, 2 rows).
 */
export class CrossedSides {
  readonly rows: number;
  readonly rhoRe: Float64Array;
  readonly rhoIm: Float64Array;
  /** x = ρ²/(ρ²−1) */
  readonly xRe: Float64Array;
  readonly xIm: Float64Array;
  /** 1/|1−ρ²| */
  readonly pfaff: Float64Array;
  /** log|4ρ| and arg ρ */
  private readonly logRadius: Float64Array;
  private readonly angle: Float64Array;
  private readonly phases = new Map<number, Float64Array>();
  private readonly powers: RecentArrays;

  /** @throws InputError where z or 1−z is on the cut [1, ∞) or too near 1 */
  constructor(readonly points: Points) {
    const shared = new CrossedPoints(points, 0);
    const sides = 2 * shared.rows;
    this.rows = shared.rows;
    this.xRe = shared.xRe;
    this.xIm = shared.xIm;
    this.pfaff = shared.pfaff;
    this.logRadius = shared.logRadius;
    this.angle = shared.angle;
    this.rhoRe = new Float64Array(sides);
    this.rhoIm = new Float64Array(sides);
    for (let i = 0; i < sides; i++) {
      const rho = radialCoordinate(this.place(i));
      this.rhoRe[i] = rho.re;
      this.rhoIm[i] = rho.im;
    }
    this.powers = new RecentArrays(2 * sides, KEPT_POWERS);
  }

  /** cos ℓθ, sin ℓθ by turns [4 rows], θ = arg ρ. */
  phase(spin: number): Float64Array {
    const known = this.phases.get(spin);
    if (known) return known;
    const phase = new Float64Array(2 * this.angle.length);
    for (let i = 0; i < this.angle.length; i++) {
      phase[2 * i] = cos(spin * this.angle[i]!);
      phase[2 * i + 1] = sin(spin * this.angle[i]!);
    }
    this.phases.set(spin, phase);
    return phase;
  }

  /** |4ρ|^Δ and log|4ρ|·|4ρ|^Δ by turns [4 rows]. Valid until the next call but one. */
  power(delta: number): Float64Array {
    const known = this.powers.find(delta);
    if (known) return known;
    const power = this.powers.claim(delta);
    for (let i = 0; i < this.logRadius.length; i++) {
      const size = exp(delta * this.logRadius[i]!);
      power[2 * i] = size;
      power[2 * i + 1] = size * this.logRadius[i]!;
    }
    return power;
  }

  /** |1−z|^{2D}, and |z|^{2D} for the second side [2 rows]. */
  prefactor(exponent: number): Float64Array {
    return this.rhoRe.map((_, i) => {
      const other = this.place(i < this.rows ? i + this.rows : i - this.rows);
      return exp(2 * exponent * log(modulus(other)));
    });
  }

  private place(side: number): Complex {
    const { re, im } = this.points;
    const i = side % this.rows;
    return side < this.rows ? { re: re[i]!, im: im[i]! } : { re: 1 - re[i]!, im: -im[i]! };
  }
}
