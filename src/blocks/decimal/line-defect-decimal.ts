import type { Decimal } from "decimal.js";
import { InputError } from "../../errors.js";
import { log } from "../../math/elementary.js";
import { checkDefectDimension, checkDefectPoint } from "../line-defect/line-defect.js";
import { type DecimalInput, parseDecimal } from "./input.js";
import { settledDigits } from "./settled-digits.js";

/** A number and its Δ-derivative. */
export interface DecimalJet {
  readonly value: Decimal;
  readonly derivative: Decimal;
}

export interface DefectDecimalLabel {
  readonly delta: DecimalInput;
  /** cross-ratio, 0 < x < 1 */
  readonly x: DecimalInput;
  /** significant digits wanted, 1 to 300; all that are returned are right */
  readonly digits: number;
  /** (1−x)² F(x) + x² F(1−x) instead of F */
  readonly crossed?: boolean;
}

/**
 * F_Δ(x) of the line defect and its Δ-derivative in decimal arithmetic.
 *
 * @throws InputError for Δ ≤ 1, x outside (0, 1), what is no decimal number
 */
export function lineDefectBlockDecimal({
  delta,
  x,
  digits,
  crossed = false,
}: DefectDecimalLabel): DecimalJet {
  const exactDelta = parseDecimal("delta", delta);
  const exactX = parseDecimal("z", x);
  checkDefectDimension(exactDelta.toNumber());
  checkDefectPoint(exactX.toNumber());
  const [value, derivative] = settledDigits(digits, (context) => {
    const at = new context(exactX);
    const jet = crossed
      ? crossedDecimal(new context(exactDelta), at)
      : directDecimal(new context(exactDelta), at);
    return [jet.value, jet.derivative];
  });
  return { value: value!, derivative: derivative! };
}

/** (1−x)² F(x) + x² F(1−x) at the precision of the arguments' constructor. Δ > 1. */
export function crossedDecimal(delta: Decimal, x: Decimal): DecimalJet {
  const mirror = x.negated().plus(1);
  return add(
    scale(directDecimal(delta, x), mirror.times(mirror)),
    scale(directDecimal(delta, mirror), x.times(x)),
  );
}

function directDecimal(delta: Decimal, x: Decimal): DecimalJet {
  const r = radius(x);
  return prefactor(delta, r)(radialSeries(delta, r.times(r)));
}

/** What multiplies a jet by (4r)^{Δ+1}/(1−Δ). */
function prefactor(delta: Decimal, r: Decimal): (jet: DecimalJet) => DecimalJet {
  const logarithm = r.times(4).ln();
  const pole = delta.negated().plus(1).pow(-1);
  const factor = delta.plus(1).times(logarithm).exp().times(pole);
  const slope = logarithm.plus(pole);
  return ({ value, derivative }) => ({
    value: value.times(factor),
    derivative: derivative.plus(value.times(slope)).times(factor),
  });
}

/**
 * Coefficients of y^{2n}, y = 2x − 1, of the crossed block for n < count, and Δ-derivatives: the Taylor recurrence of the Casimir equation, which
 * loses a third of a digit a term, at the precision of the argument's constructor.
 */
export function evenDerivativesDecimal(delta: Decimal, count: number): DecimalJet[] {
  const r = radius(constant(delta, 0.5));
  const taylor = taylorDecimal(delta, r, 2 * count - 1);
  const restored = prefactor(delta, r);
  return Array.from({ length: count }, (_, n) => {
    if (n === 0) return restored(scale(taylor[0]!, constant(delta, 0.5)));
    const [last, before, first] = [taylor[2 * n]!, taylor[2 * n - 1]!, taylor[2 * n - 2]!];
    const sum = add(add(last, scale(before, constant(delta, -2))), first);
    return restored(scale(sum, constant(delta, 0.5)));
  });
}

function taylorDecimal(delta: Decimal, r: Decimal, length: number): DecimalJet[] {
  const square = r.times(r);
  const series = radialSeries(delta, square);
  const moment = radialMoment(delta, square);
  const root = constant(delta, 2).sqrt();
  const shift = delta.plus(1);
  const first = add(scale(series, shift), moment);
  const f: DecimalJet[] = [
    series,
    scale({ value: first.value, derivative: first.derivative.plus(series.value) }, root),
  ];
  const casimir = shift.times(delta.plus(2)).times(2);
  const slope = delta.times(4).plus(6);
  for (let n = 0; f.length < length; n++) {
    const factor = casimir.plus(n * (n - 1));
    const sum = add(scale(f[n]!, factor), scale(f[n - 1] ?? f[0]!, constant(delta, n * (n - 1))));
    const moved = { value: sum.value, derivative: sum.derivative.plus(f[n]!.value.times(slope)) };
    const quotient = constant(delta, (n + 1) * (n + 2)).pow(-1);
    f.push(add(scale(moved, quotient), scale(f[n + 1]!, constant(delta, -1))));
  }
  return f;
}

/** Int₁ and Int₂ of F_Δ as the double-precision code defines them, by their series in r at x = ½. */
export function defectIntegralsDecimal(delta: Decimal): [DecimalJet, DecimalJet] {
  const r = radius(constant(delta, 0.5));
  const kernels = [
    { shift: -1, numerator: [1, -6, 15, -84, 15, -6, 1], over: 16, step: 2, sign: 1 },
    { shift: 0, numerator: [-1, 7, -7, 1], over: 4, step: 1, sign: -1 },
  ];
  const restored = prefactor(delta, r);
  return kernels.map((kernel) => restored(kernelSum(delta, r, kernel))) as [DecimalJet, DecimalJet];
}

interface Kernel {
  readonly shift: number;
  /** the kernel is this polynomial in r over `over` (1 − sign r^step) */
  readonly numerator: readonly number[];
  readonly over: number;
  readonly step: number;
  readonly sign: number;
}

/** Σ p_m r^{m+shift−1}/(Δ+shift+m), p = block × numerator / (1 − sign r^step) by long division. */
function kernelSum(delta: Decimal, r: Decimal, { shift, numerator, over, step, sign }: Kernel): DecimalJet {
  const { precision } = delta.constructor as typeof Decimal;
  const terms = Math.ceil(((precision + 4) * Math.LN10) / -log(r.toNumber()));
  const block = seriesTerms(delta, r.times(r), Math.ceil(terms / 2) + 1);
  const factors = numerator.map((entry, d) => r.pow(d).times(entry).div(over));
  const carry = r.pow(step).times(sign);
  const nothing = { value: constant(delta, 0), derivative: constant(delta, 0) };
  const quotient: DecimalJet[] = [];
  let sum = nothing;
  for (let m = 0; m < terms; m++) {
    let coefficient = m < step ? nothing : scale(quotient[m - step]!, carry);
    for (const [d, factor] of factors.entries())
      if (m >= d && (m - d) % 2 === 0) coefficient = add(coefficient, scale(block[(m - d) / 2]!, factor));
    quotient.push(coefficient);
    const pole = delta.plus(shift + m).pow(-1);
    const term = scale(coefficient, pole);
    sum = add(sum, { value: term.value, derivative: term.derivative.minus(term.value.times(pole)) });
  }
  return scale(sum, r.pow(shift - 1));
}

/** a_k t^k of ₂F₁(−½, Δ+1; Δ+5/2; t). */
function seriesTerms(delta: Decimal, t: Decimal, count: number): DecimalJet[] {
  const terms: DecimalJet[] = [{ value: constant(delta, 1), derivative: constant(delta, 0) }];
  for (let k = 0; k + 1 < count; k++) {
    const { value, derivative } = terms[k]!;
    const lower = delta.plus(2.5 + k);
    const common = t.times(k - 0.5).div(k + 1);
    const ratio = common.times(delta.plus(1 + k)).div(lower);
    const slope = common.times(1.5).div(lower.times(lower));
    terms.push({ value: value.times(ratio), derivative: derivative.times(ratio).plus(value.times(slope)) });
  }
  return terms;
}

function settledTerms(delta: Decimal, t: Decimal): DecimalJet[] {
  const { precision } = delta.constructor as typeof Decimal;
  const count = Math.ceil(((precision + 4) * Math.LN10) / -log(t.toNumber())) + 2;
  if (count > MOST_TERMS) {
    const allowed = "nearer to the middle: too near to 0 or 1, the series needs too many terms";
    throw new InputError({ where: "block", field: "z", found: t.toNumber(), allowed });
  }
  return seriesTerms(delta, t, count);
}

const MOST_TERMS = 20_000;

function radialSeries(delta: Decimal, t: Decimal): DecimalJet {
  return settledTerms(delta, t).reduce(add);
}

/** Σ 2k a_k t^k */
function radialMoment(delta: Decimal, t: Decimal): DecimalJet {
  return settledTerms(delta, t)
    .map((term, k) => scale(term, constant(delta, 2 * k)))
    .reduce(add);
}

/** r = x/(1+√(1−x))² */
function radius(x: Decimal): Decimal {
  const root = x.negated().plus(1).sqrt().plus(1);
  return x.div(root.times(root));
}

const constant = (like: Decimal, value: number) => like.times(0).plus(value);

const scale = ({ value, derivative }: DecimalJet, factor: Decimal): DecimalJet => ({
  value: value.times(factor),
  derivative: derivative.times(factor),
});

const add = (a: DecimalJet, b: DecimalJet): DecimalJet => ({
  value: a.value.plus(b.value),
  derivative: a.derivative.plus(b.derivative),
});
