import type { Decimal } from "decimal.js";
import { decimalContext } from "../../blocks/decimal/complex-decimal.js";
import { evenDerivativesDecimal } from "../../blocks/decimal/line-defect-decimal.js";
import { curvature } from "./curvature.js";

/** Digits beyond those asked for: the protected block's derivatives cancel a third of a digit each. */
const GUARD_DIGITS = 45;

/**
 * What the identity, F_I, and the protected multiplet, C²_BPS F_B2, contribute to the even derivatives at x = ½ and to the two integral
 * constraints, in decimals and without any tail. The coupling and the curvature function are taken at their exact binary values.
 */
export class DefectKnownDecimal {
  private readonly context: typeof Decimal;
  private readonly pi: Decimal;

  constructor(
    private readonly coupling: number,
    private readonly digits: number,
  ) {
    this.context = decimalContext(digits + GUARD_DIGITS);
    this.pi = this.context.acos(-1);
  }

  /** Rows [count + 2]: the left-hand side without any long multiplet. */
  rows(count: number, protectedSquare = this.protectedCoefficient()): Decimal[] {
    const { context } = this;
    // (1−x)² x + x² (1−x) = (1−y²)/4, and F_B2 = x − F_{Δ=0}
    const free = Array.from({ length: count }, (_, n) => new context([0.25, -0.25][n] ?? 0));
    const scalar = evenDerivativesDecimal(new context(0), count);
    const derivatives = free.map((entry, n) =>
      entry.plus(entry.minus(scalar[n]!.value).times(protectedSquare)),
    );
    return [...derivatives, ...this.constraints(protectedSquare)];
  }

  /** C²_BPS = 3 I₁I₃/I₂² − 1 at 4πg. */
  protectedCoefficient(): Decimal {
    const second = this.bessel(2);
    return this.bessel(1).times(this.bessel(3)).times(3).div(second.times(second)).minus(1);
  }

  /** I_n(z) (z/2)^{−n} at z = 4πg: the powers cancel in all that is needed but B. */
  private bessel(order: number): Decimal {
    const square = this.half().times(this.half());
    let term = new this.context(1);
    for (let k = 2; k <= order; k++) term = term.div(k);
    let sum = term;
    const least = new this.context(10).pow(-this.digits - GUARD_DIGITS);
    for (let k = 1; term.greaterThan(sum.times(least)); k++) {
      term = term.times(square).div(k * (order + k));
      sum = sum.plus(term);
    }
    return sum;
  }

  /** z/2 = 2πg */
  private half(): Decimal {
    return this.pi.times(2).times(this.exact(this.coupling));
  }

  /** The right-hand sides of `constraintConstants`. */
  constraints(protectedSquare: Decimal): [Decimal, Decimal] {
    const b = this.exact(this.coupling)
      .div(this.pi)
      .times(this.half())
      .times(this.bessel(2))
      .div(this.bessel(1));
    const c = this.exact(curvature(this.coupling).value);
    const ln2 = this.context.ln(2);
    const square = b.times(b);
    const first = b.minus(c.times(3)).div(square.times(8));
    return [
      first.plus(ln2.times(7).minus(5.125).times(protectedSquare)).plus(ln2),
      protectedSquare
        .div(-6)
        .plus(protectedSquare.negated().plus(1).times(ln2))
        .plus(1)
        .minus(c.div(square.times(4))),
    ];
  }

  /** A double as the decimal it is. */
  private exact(value: number): Decimal {
    return new this.context(value.toPrecision(100));
  }
}
