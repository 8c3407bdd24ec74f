import type { Decimal } from "decimal.js";
import { decimalContext } from "../../blocks/decimal/complex-decimal.js";
import {
  crossedDecimal,
  defectIntegralsDecimal,
  evenDerivativesDecimal,
} from "../../blocks/decimal/line-defect-decimal.js";
import type { PointSet } from "../points.js";
import type { OperatorData } from "../residual.js";
import { curvature } from "./curvature.js";
import { usualTail } from "./equation.js";
import { tailNodes } from "./tail.js";

/** Digits beyond those asked for: what crossing, the sum over operators and the Taylor recurrence of 31 derivatives cancel. */
const GUARD_DIGITS = 45;

/**
 * What `lineDefect` computes, to any number of digits. The numbers that it is given, the curvature function and the coefficients of the tail are taken at their
 * exact binary values, so that what differs from double precision is rounding alone.
 */
export class LineDefectDecimal {
  readonly context: typeof Decimal;
  private readonly columns = new Map<number, Decimal[]>();

  constructor(
    private readonly coupling: number,
    private readonly points: PointSet,
    private readonly digits: number,
  ) {
    this.context = decimalContext(digits + GUARD_DIGITS);
  }

  /** A double as the decimal it is; to 100 digits. */
  exact(value: number): Decimal {
    return new this.context(value.toPrecision(100));
  }

  /** F_Δ in all rows. */
  column(delta: number): Decimal[] {
    const known = this.columns.get(delta);
    if (known) return known;
    const dimension = this.exact(delta);
    const integrals = defectIntegralsDecimal(dimension).map(({ value }) => value);
    const column = [...this.crossing(dimension), ...integrals];
    this.columns.set(delta, column);
    return column;
  }

  identity(): Decimal[] {
    const protectedSquare = this.protectedCoefficient();
    const free = this.free();
    // F_B2 = x − F_{Δ=0}
    const scalar = this.crossing(new this.context(0));
    const rows = free.map((entry, i) => entry.plus(entry.minus(scalar[i]!).times(protectedSquare)));
    return this.withTail([...rows, ...this.constraintConstants(protectedSquare)]);
  }

  moduli(identity: Float64Array, operators: readonly OperatorData[]): Float64Array {
    const sum = identity.map(Math.abs);
    for (const { delta, ope2 } of operators)
      for (const [i, entry] of this.column(delta).entries()) sum[i]! += Math.abs(ope2 * entry.toNumber());
    return sum;
  }

  private crossing(delta: Decimal): Decimal[] {
    const { derivatives, re } = this.points;
    if (derivatives !== undefined)
      return evenDerivativesDecimal(delta, derivatives).map(({ value }) => value);
    return Array.from(re, (x) => crossedDecimal(delta, this.exact(x)).value);
  }

  /** (1−x)² x + x² (1−x) = x(1−x) */
  private free(): Decimal[] {
    const { derivatives, re } = this.points;
    if (derivatives === undefined)
      return Array.from(re, (x) => this.exact(x).times(this.exact(x).negated().plus(1)));
    const quarter = new this.context(0.25);
    return Array.from({ length: derivatives }, (_, n) =>
      n === 0 ? quarter : n === 1 ? quarter.negated() : new this.context(0),
    );
  }

  /** 3 I₁I₃/I₂² − 1 at 4πg */
  private protectedCoefficient(): Decimal {
    const second = this.bessel(2);
    return this.bessel(1).times(this.bessel(3)).times(3).div(second.times(second)).minus(1);
  }

  /** I_n(z) (z/2)^{−n} at z = 4πg */
  private bessel(order: number): Decimal {
    const square = this.argument().div(2).pow(2);
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

  private argument(): Decimal {
    return this.context.acos(-1).times(4).times(this.exact(this.coupling));
  }

  /** The right-hand sides of `constraintConstants`. */
  private constraintConstants(protectedSquare: Decimal): [Decimal, Decimal] {
    const g = this.exact(this.coupling);
    const pi = this.context.acos(-1);
    const b = g.div(pi).times(this.argument().div(2)).times(this.bessel(2)).div(this.bessel(1));
    const c = this.exact(curvature(this.coupling).value);
    const ln2 = this.context.ln(2);
    const square = b.times(b);
    return [
      b
        .minus(c.times(3))
        .div(square.times(8))
        .plus(ln2.times(7).minus(5.125).times(protectedSquare))
        .plus(ln2),
      protectedSquare
        .div(-6)
        .plus(protectedSquare.negated().plus(1).times(ln2))
        .plus(1)
        .minus(c.div(square.times(4))),
    ];
  }

  private withTail(known: readonly Decimal[]): Decimal[] {
    let sum = [...known];
    const least = new this.context(10).pow(-this.digits);
    for (const { delta, coefficient } of tailNodes(usualTail(this.coupling))) {
      const factor = this.exact(coefficient);
      const terms = this.column(delta).map((entry) => entry.times(factor));
      sum = sum.map((entry, i) => entry.plus(terms[i]!));
      if (terms.every((term) => term.abs().lessThan(least))) break;
    }
    return sum;
  }
}
