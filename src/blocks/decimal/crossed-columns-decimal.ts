import type { Decimal } from "decimal.js";
import { log } from "../../math/elementary.js";
import type { Points } from "../points.js";
import * as Complex from "./complex-decimal.js";
import { type ComplexDecimal, decimalContext } from "./complex-decimal.js";

/** Digits beyond those asked for: what crossing and the sum over operators cancel. */
const GUARD_DIGITS = 20;
const LN10 = Math.LN10;

/** One side of the equation at one point: z, or 1−z. */
interface Side {
  /** |1−z|^{2Δφ}; |z|^{2Δφ} on the other side */
  readonly prefactor: Decimal;
  /** ln |4ρ| */
  readonly logRadius: Decimal;
  /** ρ/|ρ| */
  readonly direction: ComplexDecimal;
  /** x = ρ², and |x| in double precision */
  readonly x: ComplexDecimal;
  readonly size: number;
}

/**
 * What `CrossedBlocks2d` computes, to any number of digits: columns of the crossing equation of four identical scalars at fixed
 * points. The numbers it is given are taken at their exact binary values, so that what differs from double precision is
 * rounding alone. Series are summed once an operator instead of once an operator and point, which makes a column of 100 points
 * some ten times cheaper than 100 single blocks.
 */
export class CrossedColumnsDecimal {
  readonly context: typeof Decimal;
  private readonly sides: readonly (readonly [Side, Side])[];
  private readonly negligible: number;

  /** @param digits significant digits wanted of the largest term */
  constructor(points: Points, externalDelta: number, digits: number) {
    this.context = decimalContext(digits + GUARD_DIGITS);
    this.negligible = -LN10 * (digits + GUARD_DIGITS + 1);
    const external = this.exact(externalDelta);
    this.sides = Array.from(points.re, (re, i) => {
      const z = { re: this.exact(re), im: this.exact(points.im[i]!) };
      const crossed = { re: z.re.negated().plus(1), im: z.im.negated() };
      return [side(z, crossed, external), side(crossed, z, external)] as const;
    });
  }

  /** A double as the decimal it is, not as the shortest one that rounds to it; to 100 digits. */
  exact(value: number): Decimal {
    return new this.context(value.toPrecision(100));
  }

  /** |1−z|^{2Δφ} − |z|^{2Δφ} [points] */
  identity(): Decimal[] {
    return this.sides.map(([direct, crossed]) => direct.prefactor.minus(crossed.prefactor));
  }

  /** F(Δ, ℓ) [points]. Δ ± ℓ away from the poles −1, −3, …, as for `CrossedBlocks2d`. */
  column(delta: number, spin: number): Decimal[] {
    const dimension = this.exact(delta);
    const plus = new Series(dimension.plus(spin), this.negligible);
    const minus = new Series(dimension.minus(spin), this.negligible);
    const block = ({ prefactor, logRadius, direction, x, size }: Side) => {
      const first = Complex.multiply(Complex.power(direction, spin), plus.at(x, size));
      const second = Complex.conjugate(minus.at(x, size));
      return Complex.multiply(first, second).re.times(prefactor).times(dimension.times(logRadius).exp());
    };
    const symmetry = spin === 0 ? 1 : 2;
    return this.sides.map(([direct, crossed]) => block(direct).minus(block(crossed)).times(symmetry));
  }
}

function side(z: ComplexDecimal, crossed: ComplexDecimal, external: Decimal): Side {
  const rho = Complex.radialCoordinate(z);
  const radius = Complex.modulus(rho);
  const x = Complex.multiply(rho, rho);
  return {
    prefactor: Complex.norm(crossed).pow(external),
    logRadius: radius.times(4).ln(),
    direction: Complex.scale(rho, radius.pow(-1)),
    x,
    size: Complex.modulus(x).toNumber(),
  };
}

/** 2F1(½, β/2; (β+1)/2; x), as many terms as the place needs. */
class Series {
  private readonly coefficients: Decimal[];
  /** ln |cₙ| */
  private readonly sizes: number[] = [0];

  constructor(
    private readonly beta: Decimal,
    /** ln of the size of a term, relative to the first, that may be left out */
    private readonly negligible: number,
  ) {
    this.coefficients = [beta.times(0).plus(1)];
  }

  at(x: ComplexDecimal, size: number): ComplexDecimal {
    return Complex.polynomial(this.coefficients.slice(0, this.count(log(size))), x);
  }

  /** Terms up to the first three in a row that are negligible. */
  private count(logSize: number): number {
    for (let n = 0, small = 0; ; n++) {
      if (n === this.coefficients.length) this.extend();
      small = this.sizes[n]! + n * logSize < this.negligible ? small + 1 : 0;
      if (small === 3) return n + 1;
    }
  }

  private extend(): void {
    const n = this.coefficients.length - 1;
    const top = this.beta.plus(2 * n).times(2 * n + 1);
    const next = this.coefficients[n]!.times(top).div(this.beta.plus(2 * n + 1).times(2 * n + 2));
    this.coefficients.push(next);
    this.sizes.push(next.isZero() ? Number.NEGATIVE_INFINITY : LN10 * next.e);
  }
}
