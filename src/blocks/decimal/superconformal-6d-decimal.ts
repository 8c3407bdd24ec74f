import { Decimal } from "decimal.js";
import { InputError } from "../../errors.js";
import { checkCrossRatio } from "../points/radial.js";
import { checkSuperconformal6d } from "../superconformal-6d/series.js";
import type { ComplexDecimal } from "./complex-decimal.js";
import * as Complex from "./complex-decimal.js";
import { decimalContext } from "./complex-decimal.js";
import { type ComplexInput, type DecimalInput, parseComplex, parseDecimal } from "./input.js";
import { constant, type Jet, minus, plus, product, scaled, times } from "./jets.js";
import { settledDigits } from "./settled-digits.js";

/** Which 6D (2,0) block: the label of a^at_{Δ,ℓ}, a place, and how many digits are wanted, 1 to 300. */
export interface Superconformal6dDecimalLabel {
  readonly delta: DecimalInput;
  readonly spin: number;
  readonly z: ComplexInput;
  readonly digits: number;
}

/**
 * a^at_{Δ,ℓ} and its Δ-derivative, as `SuperconformalBlocks6d.atomic` has them, to any number of digits; z̄ = z* unless given.
 *
 * @throws InputError as the double-precision code, where z = z̄, and for what is no decimal number
 */
export function atomicBlock6dDecimal(
  options: Superconformal6dDecimalLabel & { readonly zb?: ComplexInput },
): Jet<ComplexDecimal> {
  const label = parseLabel(options);
  const zb = options.zb ? parseComplex("zb", options.zb) : Complex.conjugate(label.z);
  if (zb.re.equals(label.z.re) && zb.im.equals(label.z.im)) throw realPlace(label.z);
  const real = options.zb === undefined || (label.z.im.isZero() && zb.im.isZero());
  const numbers = settledDigits(options.digits, (context) => {
    const { value, derivative } = atomic(recast(label, context), Complex.recast(zb, context));
    return real ? [value.re, derivative.re] : [value.re, derivative.re, value.im, derivative.im];
  });
  const [re, slopeRe, im = re!.times(0), slopeIm = re!.times(0)] = numbers;
  return { value: { re: re!, im }, derivative: { re: slopeRe!, im: slopeIm } };
}

/**
 * F = |z|² a^at(z) − |1−z|² a^at(1−z) at z̄ = z* and its Δ-derivative, as `SuperconformalBlocks6d.column` has them, to any number of digits.
 *
 * @throws InputError as {@link atomicBlock6dDecimal}
 */
export function crossedBlock6dDecimal(options: Superconformal6dDecimalLabel): Jet<Decimal> {
  const label = parseLabel(options);
  if (label.z.im.isZero()) throw realPlace(label.z);
  checkCrossRatio({ re: 1 - label.z.re.toNumber(), im: -label.z.im.toNumber() }, "block at 1 - z");
  if (label.z.re.equals(0.5)) {
    // 1 − z = z*: the two sides cancel, which no precision would show
    const zero = label.z.re.times(0);
    return { value: zero, derivative: zero };
  }
  const [value, derivative] = settledDigits(options.digits, (context) => {
    const exact = recast(label, context);
    const over = { re: exact.z.re.negated().plus(1), im: exact.z.im.negated() };
    const direct = atomic(exact, Complex.conjugate(exact.z));
    const crossed = atomic({ ...exact, z: over }, Complex.conjugate(over));
    const u = Complex.norm(exact.z);
    const v = Complex.norm(over);
    return [
      u.times(direct.value.re).minus(v.times(crossed.value.re)),
      u.times(direct.derivative.re).minus(v.times(crossed.derivative.re)),
    ];
  });
  return { value: value!, derivative: derivative! };
}

const realPlace = ({ re, im }: ComplexDecimal) =>
  new InputError({
    where: "6D (2,0) block",
    field: "z",
    found: [re.toString(), im.toString()],
    allowed: "z and z̄ must differ: z must not be real",
  });

interface ParsedLabel {
  readonly delta: Decimal;
  readonly spin: number;
  readonly z: ComplexDecimal;
}

function parseLabel({ delta, spin, z }: Superconformal6dDecimalLabel): ParsedLabel {
  const parsed = parseDecimal("delta", delta);
  checkSuperconformal6d(parsed.toNumber(), spin);
  return { delta: parsed, spin, z: parseComplex("z", z) };
}

const recast = ({ delta, spin, z }: ParsedLabel, context: typeof Decimal): ParsedLabel => ({
  delta: new context(delta),
  spin,
  z: Complex.recast(z, context),
});

/**
 * 4(−½)^ℓ/[u³(z−z̄)³(Δ−ℓ−2)(Δ+ℓ+2)] · Σ cᵢ [g_{h+nᵢ}(z) g_{k+mᵢ}(z̄) − (z ↔ z̄)], term after term as in the literature: an
 * independent check of the combined series in doubles.
 */
function atomic({ delta, spin, z }: ParsedLabel, zb: ComplexDecimal): Jet<ComplexDecimal> {
  const h = delta.plus(spin).div(2).plus(2);
  const k = delta.minus(spin).div(2).minus(1);
  const [third, fourth] = coefficients(delta, spin);
  const [at, atBar] = [new Place(z), new Place(zb)];
  const terms: readonly (readonly [Jet<Decimal>, number, number])[] = [
    [constant(delta, 1), 0, 0],
    [
      {
        value: delta
          .times(0)
          .minus(spin + 3)
          .div(spin + 1),
        derivative: delta.times(0),
      },
      -1,
      1,
    ],
    [third, 0, 2],
    [fourth, 1, 1],
  ];
  let sum: Jet<ComplexDecimal> | null = null;
  for (const [factor, n, m] of terms) {
    const forward = product(at.chiral(h, n), atBar.chiral(k, m));
    const backward = product(atBar.chiral(h, n), at.chiral(k, m));
    const term = scaled(minus(forward, backward), factor);
    sum = sum ? plus(sum, term) : term;
  }
  const u = Complex.multiply(z, zb);
  const difference = Complex.add(z, Complex.scale(zb, -1));
  const below = Complex.power(Complex.multiply(u, difference), 3);
  const poles = delta.minus(spin + 2).times(delta.plus(spin + 2));
  const sign = spin % 2 === 0 ? 4 : -4;
  const size = delta.times(0).plus(sign).div(poles).div(delta.times(0).plus(2).pow(spin));
  const slope = size.times(delta.times(-2)).div(poles);
  const whole = scaled(sum!, { value: size, derivative: slope });
  return { value: Complex.divide(whole.value, below), derivative: Complex.divide(whole.derivative, below) };
}

/** c₃ and c₄ of `Superconformal6dSeries`, from their linear factors. */
function coefficients(delta: Decimal, spin: number): [Jet<Decimal>, Jet<Decimal>] {
  const t = delta.minus(spin);
  const s = delta.plus(spin);
  const third = quotient([delta, t.minus(2), t.plus(2)], [delta.plus(2), t.minus(1), t.plus(1)]);
  const fourth = quotient([delta, s.plus(2), s.plus(6)], [delta.plus(2), s.plus(3), s.plus(5)]);
  const factor = delta
    .times(0)
    .plus(spin + 3)
    .div(16 * (spin + 1));
  return [times(third, factor), times(fourth, delta.times(0).minus(1).div(16))];
}

/** A quotient of products of factors that each grow with Δ at slope one. */
function quotient(above: readonly Decimal[], below: readonly Decimal[]): Jet<Decimal> {
  const zero = above[0]!.times(0);
  const top = above.reduce((product, factor) => product.times(factor), zero.plus(1));
  const value = below.reduce((ratio, factor) => ratio.div(factor), top);
  const rate = above.reduce((sum, factor) => sum.plus(factor.pow(-1)), zero);
  const slope = below.reduce((sum, factor) => sum.minus(factor.pow(-1)), rate);
  return { value, derivative: value.times(slope) };
}

/** A cross-ratio with what its chiral blocks share. */
class Place {
  private readonly four: ComplexDecimal;
  private readonly square: ComplexDecimal;
  private readonly log: ComplexDecimal;
  /** (1+ρ)² */
  private readonly below: ComplexDecimal;
  private readonly powers = new Map<string, ComplexDecimal>();

  constructor(z: ComplexDecimal) {
    const rho = Complex.radialCoordinate(z);
    const one = { re: rho.re.plus(1), im: rho.im };
    this.four = Complex.scale(rho, 4);
    this.square = Complex.multiply(rho, rho);
    this.log = Complex.logarithm(this.four);
    this.below = Complex.multiply(one, one);
  }

  /** g at h = base + step, g_h = z^h 2F1(h, h−1; 2h; z) = (4ρ)^h (1+ρ)^{−2} 2F1(−½, h−1; h+½; ρ²), with ∂/∂Δ, where ∂h/∂Δ = ½. */
  chiral(base: Decimal, step: number): Jet<ComplexDecimal> {
    const { value, derivative } = series(base.plus(step), this.square);
    const slope = Complex.add(Complex.multiply(Complex.scale(this.log, 0.5), value), derivative);
    const prefactor = Complex.divide(this.power(base, step), this.below);
    return { value: Complex.multiply(prefactor, value), derivative: Complex.multiply(prefactor, slope) };
  }

  /** (4ρ)^{base + step}: one exponential a base. */
  private power(base: Decimal, step: number): ComplexDecimal {
    const key = base.toString();
    const known = this.powers.get(key) ?? Complex.exponential(Complex.scale(this.log, base));
    this.powers.set(key, known);
    const steps = Complex.power(this.four, Math.abs(step));
    return step < 0 ? Complex.divide(known, steps) : Complex.multiply(known, steps);
  }
}

function series(h: Decimal, square: ComplexDecimal): Jet<ComplexDecimal> {
  const { precision } = h.constructor as typeof Decimal;
  const negligible = decimalContext(10)(10).pow(-precision - 2);
  const radius = Complex.modulus(square).toNumber();
  const value = [h.times(0).plus(1)];
  const derivative = [h.times(0)];
  let power = new Decimal(1);
  for (let n = 0; ; n++) {
    const lower = h.plus(n).plus(0.5);
    const factor = h
      .times(0)
      .plus(2 * n - 1)
      .div(2 * n + 2);
    const ratio = factor.times(h.plus(n - 1)).div(lower);
    const slope = factor.times(0.75).div(lower.times(lower));
    derivative.push(derivative[n]!.times(ratio).plus(value[n]!.times(slope)));
    value.push(value[n]!.times(ratio));
    power = power.times(radius);
    const size = value[n + 1]!.abs()
      .plus(derivative[n + 1]!.abs())
      .times(power);
    if (n > 2 && size.lessThan(negligible)) break;
  }
  return { value: Complex.polynomial(value, square), derivative: Complex.polynomial(derivative, square) };
}
