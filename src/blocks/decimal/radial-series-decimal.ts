import type { Decimal } from "decimal.js";
import { nearestEqualPole, refusePole } from "../global-2d/poles.js";
import { isRemovable } from "../global-2d/removable-pole.js";
import { checkRadius } from "../points/radial.js";
import * as Complex from "./complex-decimal.js";
import { type ComplexDecimal, decimalContext, recast } from "./complex-decimal.js";

/** A chiral block to compute: β = Δ ± ℓ, the differences of external dimensions, the operator for error messages. */
export interface ChiralDecimalLabel {
  readonly beta: Decimal;
  readonly delta12: Decimal;
  readonly delta34: Decimal;
  readonly operator: string;
}

export interface ComplexDecimalJet {
  readonly value: ComplexDecimal;
  readonly derivative: ComplexDecimal;
}

interface Series {
  readonly value: Decimal[];
  readonly derivative: Decimal[];
}

/**
 * k_β(z)/(4ρ)^{β/2} and its derivative in β, where k_β is what `chiralBlock` defines, at the working precision of the
 * arguments' constructor (the last few digits are lost to rounding).
 *
 * @param rho radial coordinate of z
 * @throws InputError at poles, or with |ρ| too near 1
 */
export function radialSeriesDecimal(rho: ComplexDecimal, label: ChiralDecimalLabel): ComplexDecimalJet {
  const { beta, delta12, delta34, operator } = label;
  const { precision } = rho.re.constructor as typeof Decimal;
  checkRadius(Complex.modulus(rho).toNumber(), operator);
  if (delta12.isZero() && delta34.isZero()) {
    const number = beta.toNumber();
    refusePole(number, nearestEqualPole(number), operator);
    const square = Complex.multiply(rho, rho);
    return evaluate(equalSeries(beta, new Convergence(square, precision)), square);
  }
  const pole = Math.min(0, Math.round(beta.toNumber()));
  const removable = isRemovable(delta12.toNumber(), pole) || isRemovable(delta34.toNumber(), pole);
  if (removable && beta.equals(pole)) return atRemovablePole(rho, label);
  if (!removable) refusePole(beta.toNumber(), pole, operator);
  return evaluate(unequalSeries(label, new Convergence(rho, precision)), rho);
}

function evaluate(series: Series, x: ComplexDecimal): ComplexDecimalJet {
  return { value: Complex.polynomial(series.value, x), derivative: Complex.polynomial(series.derivative, x) };
}

/**
 * On a removable pole the recurrence is 0/0. With p digits: the mean of what it gives at distances ±10^−p, whose error
 * is 10^−2p; it loses twice p digits there, so it runs with 4p.
 */
function atRemovablePole(rho: ComplexDecimal, label: ChiralDecimalLabel): ComplexDecimalJet {
  const context = label.beta.constructor as typeof Decimal;
  const fine = decimalContext(4 * context.precision);
  const offset = new fine(10).pow(-context.precision);
  const place = recast(rho, fine);
  const delta12 = new fine(label.delta12);
  const delta34 = new fine(label.delta34);
  const [above, below] = [offset, offset.negated()].map((step) => {
    const near = { ...label, delta12, delta34, beta: step.plus(label.beta) };
    return evaluate(unequalSeries(near, new Convergence(place, context.precision)), place);
  }) as [ComplexDecimalJet, ComplexDecimalJet];
  return {
    value: recast(Complex.scale(Complex.add(above.value, below.value), 0.5), context),
    derivative: recast(Complex.scale(Complex.add(above.derivative, below.derivative), 0.5), context),
  };
}

/** 2F1(½, β/2; (β+1)/2; x), x = ρ². */
function equalSeries(beta: Decimal, convergence: Convergence): Series {
  const value = [beta.times(0).plus(1)];
  const derivative = [beta.times(0)];
  for (let n = 0; ; n++) {
    const lower = beta.plus(2 * n + 1);
    const top = beta.plus(2 * n);
    const bottom = lower.times(2 * n + 2);
    const c = value[n]!.times(2 * n + 1).div(bottom);
    const d = derivative[n]!.times(2 * n + 1).div(bottom);
    value.push(c.times(top));
    derivative.push(d.times(top).plus(c.div(lower)));
    if (convergence.ended(value[n + 1]!, derivative[n + 1]!) && lower.greaterThan(1))
      return { value, derivative };
  }
}

/** The Casimir recurrence in ρ, written out at `unequalCoefficients` of the double-precision code. */
function unequalSeries({ beta, delta12, delta34 }: ChiralDecimalLabel, convergence: Convergence): Series {
  const twice = delta34.minus(delta12);
  const product = delta12.times(delta34).negated();
  const zero = beta.times(0);
  const value = [zero.plus(1)];
  const derivative = [zero];
  for (let n = 1; ; n++) {
    const [c1, c2, c3] = [value[n - 1]!, value[n - 2] ?? zero, value[n - 3] ?? zero];
    const [d1, d2, d3] = [derivative[n - 1]!, derivative[n - 2] ?? zero, derivative[n - 3] ?? zero];
    const common = beta.plus(n - 2).times(n - 1);
    const f1 = twice
      .times(beta.plus(2 * n - 2))
      .plus(product)
      .minus(common);
    const f2 = twice
      .times(beta.plus(2 * n - 4))
      .minus(product)
      .plus(common);
    const f3 = beta.plus(n - 3).times(n - 2);
    const lower = beta.plus(n - 1).times(n);
    const c = f1.times(c1).plus(f2.times(c2)).plus(f3.times(c3)).div(lower);
    const slopes = twice
      .minus(n - 1)
      .times(c1)
      .plus(twice.plus(n - 1).times(c2))
      .plus(c3.times(n - 2));
    const d = f1.times(d1).plus(f2.times(d2)).plus(f3.times(d3)).plus(slopes).minus(c.times(n)).div(lower);
    value.push(c);
    derivative.push(d);
    if (convergence.ended(c, d) && beta.plus(n).greaterThan(1)) return { value, derivative };
  }
}

/** Watches a power series: ended when three terms in a row are negligible at so many digits. */
class Convergence {
  private readonly radius: Decimal;
  private readonly negligible: Decimal;
  private power: Decimal;
  private largest: Decimal;
  private small = 0;

  constructor(x: ComplexDecimal, digits: number) {
    const context = x.re.constructor as typeof Decimal;
    this.radius = Complex.modulus(x);
    this.negligible = new context(10).pow(-digits - 2);
    this.power = new context(1);
    this.largest = new context(1);
  }

  ended(value: Decimal, derivative: Decimal): boolean {
    this.power = this.power.times(this.radius);
    const size = value.abs().plus(derivative.abs()).times(this.power);
    if (size.greaterThan(this.largest)) this.largest = size;
    this.small = size.lessThan(this.largest.times(this.negligible)) ? this.small + 1 : 0;
    return this.small >= 3;
  }
}
