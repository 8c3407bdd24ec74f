import type { Decimal } from "decimal.js";
import { decimalContext } from "../../blocks/decimal/complex-decimal.js";
import {
  crossedDecimal,
  defectIntegralsDecimal,
  evenDerivativesDecimal,
} from "../../blocks/decimal/line-defect-decimal.js";
import type { PointSet } from "../points.js";
import type { OperatorData } from "../residual.js";
import { usualTail } from "./equation.js";
import { DefectKnownDecimal } from "./known-decimal.js";
import { tailNodes } from "./tail.js";

/** Digits beyond those asked for: what crossing, the sum over operators and the Taylor recurrence of 31 derivatives cancel. */
const GUARD_DIGITS = 45;

/**
 * What `lineDefect` computes, to any number of digits. The numbers that it is given, the curvature function and the coefficients of the tail are taken at their
 * exact binary values, so that what differs from double precision is rounding alone.
 */
export class LineDefectDecimal {
  readonly context: typeof Decimal;
  private readonly known: DefectKnownDecimal;
  private readonly columns = new Map<number, Decimal[]>();

  constructor(
    private readonly coupling: number,
    private readonly points: PointSet,
    private readonly digits: number,
  ) {
    this.context = decimalContext(digits + GUARD_DIGITS);
    this.known = new DefectKnownDecimal(coupling, digits);
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
    const protectedSquare = this.known.protectedCoefficient();
    const free = this.free();
    // F_B2 = x − F_{Δ=0}
    const scalar = this.crossing(new this.context(0));
    const rows = free.map((entry, i) => entry.plus(entry.minus(scalar[i]!).times(protectedSquare)));
    return this.withTail([...rows, ...this.known.constraints(protectedSquare)]);
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
