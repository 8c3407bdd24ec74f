import { InputError } from "../../errors.js";
import { type Complex, logarithm, modulus, multiply } from "../../math/complex.js";
import type { Points } from "../points/points.js";
import { checkCrossRatio, radialCoordinate } from "../points/radial.js";

/** Largest |ρ|² taken: 64 terms of the series reach double precision there. */
const LARGEST_SQUARE = 0.5;
/** Width in |ρ|² of the groups of points whose series are cut at the same term. */
const GROUP_WIDTH = 0.02;
/** Below this |Im z| too many digits cancel in a^at ~ (sin arg ρ)³. */
const LEAST_IMAGINARY = 1e-3;

/**
 * What a column of the 6D (2,0) equation needs of the points and does not depend on the operator, for both sides of the
 * equation: z at [0, rows), 1−z at [rows, 2 rows).
 */
export class Superconformal6dPoints {
  readonly rows: number;
  /** 1/(|z|⁴ y³ |1+ρ|⁴), y = Im z */
  readonly prefactor: Float64Array;
  /** log|4ρ| and arg ρ */
  readonly logRadius: Float64Array;
  readonly angle: Float64Array;
  /** ρ² */
  readonly squareRe: Float64Array;
  readonly squareIm: Float64Array;
  /** which of {@link groupSquare} a point belongs to */
  readonly group: Int32Array;
  /** upper end of |ρ|² in each group, ascending */
  readonly groupSquare: Float64Array;

  /** @throws InputError where z or 1−z is real, on or near the cut [1, ∞), or 0 */
  constructor(points: Points) {
    this.rows = points.re.length;
    const sides = 2 * this.rows;
    this.prefactor = new Float64Array(sides);
    this.logRadius = new Float64Array(sides);
    this.angle = new Float64Array(sides);
    this.squareRe = new Float64Array(sides);
    this.squareIm = new Float64Array(sides);
    this.group = new Int32Array(sides);
    for (let i = 0; i < this.rows; i++) {
      const z = { re: points.re[i]!, im: points.im[i]! };
      this.prepare(i, z, i);
      this.prepare(i + this.rows, { re: 1 - z.re, im: -z.im }, i);
    }
    const groups = this.group.reduce((most, group) => Math.max(most, group + 1), 0);
    this.groupSquare = Float64Array.from({ length: groups }, (_, g) => GROUP_WIDTH * (g + 1));
  }

  private prepare(index: number, z: Complex, point: number): void {
    const where = `points[${point}]`;
    checkCrossRatio(z, where);
    const rho = radialCoordinate(z);
    const square = multiply(rho, rho);
    const radius = modulus(square);
    if (!(radius < LARGEST_SQUARE && Math.abs(z.im) >= LEAST_IMAGINARY)) {
      throw new InputError({
        where,
        field: "z",
        found: [z.re, z.im],
        allowed: `|Im z| at least ${LEAST_IMAGINARY}, z and 1-z away from the cut [1, ∞)`,
      });
    }
    const log4rho = logarithm({ re: 4 * rho.re, im: 4 * rho.im });
    const u = z.re * z.re + z.im * z.im;
    const over = (1 + rho.re) * (1 + rho.re) + rho.im * rho.im;
    this.logRadius[index] = log4rho.re;
    this.angle[index] = log4rho.im;
    this.prefactor[index] = 1 / (u * u * z.im * z.im * z.im * over * over);
    this.squareRe[index] = square.re;
    this.squareIm[index] = square.im;
    this.group[index] = Math.floor(radius / GROUP_WIDTH);
  }
}
