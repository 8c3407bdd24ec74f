import { InputError } from "../../errors.js";
import { type Complex, divide, logarithm, modulus, multiply } from "../../math/complex.js";
import { exp, log } from "../../math/elementary.js";
import type { Points } from "./points.js";
import { checkCrossRatio, radialCoordinate } from "./radial.js";

/** Largest |x| taken: the series of a block is still short there. Real z up to 0.95. */
const LARGEST_RADIUS = 0.75;
/** Width of the groups of points whose series are cut at the same term. */
const GROUP_WIDTH = 0.03;

/**
 * What a column needs of the points and does not depend on the operator, for both sides of the crossing equation:
 * z at [0, rows), 1−z at [rows, 2 rows). With ρ the radial coordinate and x = ρ²/(ρ²−1):
 */
export class CrossedPoints {
  readonly rows: number;
  /** |1−z|^{2Δφ}, and |z|^{2Δφ} for the second side */
  readonly prefactor: Float64Array;
  /** 1/|1−ρ²| */
  readonly pfaff: Float64Array;
  /** log|4ρ| and arg ρ */
  readonly logRadius: Float64Array;
  readonly angle: Float64Array;
  /** Re x, Im x */
  readonly xRe: Float64Array;
  readonly xIm: Float64Array;
  /** which of {@link groupRadius} a point belongs to */
  readonly group: Int32Array;
  /** upper end of |x| in each group, ascending */
  readonly groupRadius: Float64Array;

  /** @throws InputError where z or 1−z is on the cut [1, ∞) or too near 1 */
  constructor(points: Points, externalDelta: number) {
    this.rows = points.re.length;
    const sides = 2 * this.rows;
    this.prefactor = new Float64Array(sides);
    this.pfaff = new Float64Array(sides);
    this.logRadius = new Float64Array(sides);
    this.angle = new Float64Array(sides);
    this.xRe = new Float64Array(sides);
    this.xIm = new Float64Array(sides);
    this.group = new Int32Array(sides);
    let groups = 0;
    for (let i = 0; i < this.rows; i++) {
      const z = { re: points.re[i]!, im: points.im[i]! };
      const crossed = { re: 1 - z.re, im: -z.im };
      checkCrossRatio(z, `points[${i}]`);
      checkCrossRatio(crossed, `points[${i}], crossed`);
      this.prepare(i, z);
      this.prepare(i + this.rows, crossed);
      this.prefactor[i] = exp(2 * externalDelta * log(modulus(crossed)));
      this.prefactor[i + this.rows] = exp(2 * externalDelta * log(modulus(z)));
      groups = Math.max(groups, this.group[i]! + 1, this.group[i + this.rows]! + 1);
    }
    this.groupRadius = Float64Array.from({ length: groups }, (_, g) => GROUP_WIDTH * (g + 1));
  }

  private prepare(index: number, z: Complex): void {
    const rho = radialCoordinate(z);
    const square = multiply(rho, rho);
    const x = divide(square, { re: square.re - 1, im: square.im });
    const radius = modulus(x);
    if (!(radius < LARGEST_RADIUS)) {
      const field = `points[${index % this.rows}]`;
      throw new InputError({
        where: "sample points",
        field,
        found: [z.re, z.im],
        allowed: "z and 1-z away from 0 and 1",
      });
    }
    const log4rho = logarithm({ re: 4 * rho.re, im: 4 * rho.im });
    this.logRadius[index] = log4rho.re;
    this.angle[index] = log4rho.im;
    this.pfaff[index] = 1 / modulus({ re: 1 - square.re, im: square.im });
    this.xRe[index] = x.re;
    this.xIm[index] = x.im;
    this.group[index] = Math.floor(radius / GROUP_WIDTH);
  }
}
