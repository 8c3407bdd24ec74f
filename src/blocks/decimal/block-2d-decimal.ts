import type { Decimal } from "decimal.js";
import { operatorLabel } from "../global-2d/poles.js";
import { checkCrossRatio } from "../points/radial.js";
import type { ComplexDecimal } from "./complex-decimal.js";
import * as Complex from "./complex-decimal.js";
import {
  type Block2dDecimalLabel,
  type ComplexInput,
  type DecimalInput,
  type ParsedLabel,
  parseComplex,
  parseDecimal,
  parseLabel,
  recastLabel,
} from "./input.js";
import {
  type ChiralDecimalLabel,
  type ComplexDecimalJet,
  radialSeriesDecimal,
} from "./radial-series-decimal.js";
import { settledDigits } from "./settled-digits.js";

/**
 * One global block and its derivative in Δ, as `block2d` defines them, to any number of digits.
 *
 * @throws InputError as `block2d`, and for what is no decimal number
 */
export function block2dDecimal(options: Block2dDecimalLabel & { z: ComplexInput; zb?: ComplexInput }): {
  value: ComplexDecimal;
  derivative: ComplexDecimal;
} {
  const label = parseLabel(options);
  const z = parseComplex("z", options.z);
  const zb = options.zb ? parseComplex("zb", options.zb) : Complex.conjugate(z);
  const conjugate = zb.re.equals(z.re) && zb.im.equals(z.im.negated());
  const real = conjugate || (z.im.isZero() && zb.im.isZero() && z.re.isPositive() && zb.re.isPositive());
  const numbers = settledDigits(options.digits, (context) => {
    const exact = recastLabel(label, context);
    const at = Complex.recast(z, context);
    const { value, derivative } = conjugate
      ? block(exact, at)
      : generalBlock(exact, at, Complex.recast(zb, context));
    return real ? [value.re, derivative.re] : [value.re, derivative.re, value.im, derivative.im];
  });
  const [re, slopeRe, im = re!.times(0), slopeIm = re!.times(0)] = numbers;
  return { value: { re: re!, im }, derivative: { re: slopeRe!, im: slopeIm } };
}

/**
 * |1−z|^{2D} g(z) + sign · |z|^{2D} g(1−z) at z̄ = z*, D = `external`, and its derivative in Δ, as `crossedBlock2d`
 * defines them, to any number of digits.
 *
 * @throws InputError as `crossedBlock2d`, and for what is no decimal number
 */
export function crossedBlock2dDecimal(
  options: Block2dDecimalLabel & { z: ComplexInput; external: DecimalInput; sign?: 1 | -1 },
): { value: Decimal; derivative: Decimal } {
  const label = parseLabel(options);
  const z = parseComplex("z", options.z);
  checkCrossRatio({ re: 1 - z.re.toNumber(), im: -z.im.toNumber() }, "block at 1 - z");
  const external = parseDecimal("external", options.external);
  const sign = options.sign ?? -1;
  if (sign === -1 && z.re.equals(0.5)) {
    // 1 − z = z*: the two terms cancel, which no precision would show
    const zero = block2dDecimal(options).value.re.times(0);
    return { value: zero, derivative: zero };
  }
  const [value, derivative] = settledDigits(options.digits, (context) => {
    const at = Complex.recast(z, context);
    const over = { re: at.re.negated().plus(1), im: at.im.negated() };
    const exact = recastLabel(label, context);
    const direct = block(exact, at);
    const other = block(exact, over);
    const v = Complex.norm(over).pow(external);
    const u = Complex.norm(at).pow(external).times(sign);
    return [
      v.times(direct.value.re).plus(u.times(other.value.re)),
      v.times(direct.derivative.re).plus(u.times(other.derivative.re)),
    ];
  });
  return { value: value!, derivative: derivative! };
}

/** g at z̄ = z*, real: 2 Re (4ρ)^{(Δ+ℓ)/2} S_{Δ+ℓ}(ρ) [(4ρ)^{(Δ−ℓ)/2} S_{Δ−ℓ}(ρ)]*, which needs no argument of ρ. */
function block(label: ParsedLabel, z: ComplexDecimal): ComplexDecimalJet {
  const { delta, spin } = label;
  const rho = Complex.radialCoordinate(z);
  const radius = Complex.modulus(rho);
  const log = radius.times(4).ln();
  const phase = Complex.power(Complex.scale(rho, radius.pow(-1)), spin);
  const prefactor = Complex.scale(phase, delta.times(log).exp());
  const { plus, minus } = labels(label);
  const series = product(radialSeriesDecimal(rho, plus), conjugateJet(radialSeriesDecimal(rho, minus)));
  const term = attach(prefactor, { re: log, im: log.times(0) }, series);
  return symmetrise(spin, term, conjugateJet(term));
}

/** g at independent z and z̄. */
function generalBlock(label: ParsedLabel, z: ComplexDecimal, zb: ComplexDecimal): ComplexDecimalJet {
  const { delta, spin } = label;
  const [rho, rhoBar] = [Complex.radialCoordinate(z), Complex.radialCoordinate(zb)];
  const [log, logBar] = [rho, rhoBar].map((r) =>
    Complex.scale(Complex.logarithm(Complex.scale(r, 4)), 0.5),
  ) as [ComplexDecimal, ComplexDecimal];
  const slope = Complex.add(log, logBar);
  const twist = Complex.scale(Complex.add(log, Complex.scale(logBar, -1)), spin);
  const size = Complex.scale(slope, delta);
  const { plus, minus } = labels(label);
  const first = product(radialSeriesDecimal(rho, plus), radialSeriesDecimal(rhoBar, minus));
  const second = product(radialSeriesDecimal(rhoBar, plus), radialSeriesDecimal(rho, minus));
  return symmetrise(
    spin,
    attach(Complex.exponential(Complex.add(size, twist)), slope, first),
    attach(Complex.exponential(Complex.add(size, Complex.scale(twist, -1))), slope, second),
  );
}

function labels({
  delta,
  spin,
  delta12,
  delta34,
}: ParsedLabel): Record<"plus" | "minus", ChiralDecimalLabel> {
  const operator = operatorLabel(delta.toNumber(), spin);
  return {
    plus: { beta: delta.plus(spin), delta12, delta34, operator },
    minus: { beta: delta.minus(spin), delta12, delta34, operator },
  };
}

/** prefactor · series, where ∂ prefactor/∂Δ = slope · prefactor */
function attach(
  prefactor: ComplexDecimal,
  slope: ComplexDecimal,
  series: ComplexDecimalJet,
): ComplexDecimalJet {
  const derivative = Complex.add(series.derivative, Complex.multiply(slope, series.value));
  return {
    value: Complex.multiply(prefactor, series.value),
    derivative: Complex.multiply(prefactor, derivative),
  };
}

function symmetrise(spin: number, first: ComplexDecimalJet, second: ComplexDecimalJet): ComplexDecimalJet {
  const weight = spin === 0 ? 0.5 : 1;
  return {
    value: Complex.scale(Complex.add(first.value, second.value), weight),
    derivative: Complex.scale(Complex.add(first.derivative, second.derivative), weight),
  };
}

function product(a: ComplexDecimalJet, b: ComplexDecimalJet): ComplexDecimalJet {
  return {
    value: Complex.multiply(a.value, b.value),
    derivative: Complex.add(Complex.multiply(a.derivative, b.value), Complex.multiply(a.value, b.derivative)),
  };
}

function conjugateJet(jet: ComplexDecimalJet): ComplexDecimalJet {
  return { value: Complex.conjugate(jet.value), derivative: Complex.conjugate(jet.derivative) };
}
