import type { Decimal } from "decimal.js";
import type { Points } from "../points/points.js";
import * as Complex from "./complex-decimal.js";
import { type ComplexDecimal, decimalContext } from "./complex-decimal.js";

/** Digits beyond those asked for: what crossing and the sum over operators cancel. */
const GUARD_DIGITS = 20;
const LN10 = Math.LN10;

/** One side of the equation at one point: z, or 1−z. */
export interface SideDecimal {
  /** ln |4ρ| */
  readonly logRadius: Decimal;
  /** ρ/|ρ| */
  readonly direction: ComplexDecimal;
  readonly rho: ComplexDecimal;
  /** |ρ| in double precision */
  readonly size: number;
}

/**
 * What blocks of any external dimensions need of the points, to any number of digits: z at [0, points), 1−z at [points, 2 points).
 * Numbers are taken at their exact binary values, so that what differs from double precision is rounding alone.
 */
export class CrossedSidesDecimal {
  readonly context: typeof Decimal;
  readonly points: number;
  readonly sides: readonly SideDecimal[];
  /** ln of the size of a term, relative to the first, that may be left out */
  readonly negligible: number;
  /** |z|², and |1−z|² for the second side [2 points] */
  private readonly norms: readonly Decimal[];
  private powers: { delta: number; values: readonly Decimal[] } | null = null;

  /** @param digits significant digits wanted of the largest term */
  constructor({ re, im }: Points, digits: number) {
    this.context = decimalContext(digits + GUARD_DIGITS);
    this.negligible = -LN10 * (digits + GUARD_DIGITS + 1);
    this.points = re.length;
    const direct = Array.from(re, (x, i) => ({ re: this.exact(x), im: this.exact(im[i]!) }));
    const crossed = direct.map((z) => ({ re: z.re.negated().plus(1), im: z.im.negated() }));
    this.norms = [...direct, ...crossed].map(Complex.norm);
    this.sides = [...direct, ...crossed].map(side);
  }

  /** A double as the decimal it is, not as the shortest one that rounds to it; to 100 digits. */
  exact(value: number): Decimal {
    return new this.context(value.toPrecision(100));
  }

  /** |1−z|^{2D}, and |z|^{2D} for the second side [2 points]. */
  prefactor(exponent: number): Decimal[] {
    const power = this.exact(exponent);
    const { norms, points } = this;
    return norms.map((_, i) => norms[i < points ? i + points : i - points]!.pow(power));
  }

  /** |4ρ|^Δ [2 points] */
  power(delta: number): readonly Decimal[] {
    if (this.powers?.delta !== delta) {
      const dimension = this.exact(delta);
      const values = this.sides.map(({ logRadius }) => dimension.times(logRadius).exp());
      this.powers = { delta, values };
    }
    return this.powers.values;
  }
}

function side(z: ComplexDecimal): SideDecimal {
  const rho = Complex.radialCoordinate(z);
  const radius = Complex.modulus(rho);
  return {
    logRadius: radius.times(4).ln(),
    direction: Complex.scale(rho, radius.pow(-1)),
    rho,
    size: radius.toNumber(),
  };
}
