import type { Decimal } from "decimal.js";
import type { ComplexDecimal } from "./complex-decimal.js";
import * as Complex from "./complex-decimal.js";

/** A number with its derivative in one variable. */
export interface Jet<T> {
  readonly value: T;
  readonly derivative: T;
}

/** A number that does not vary, at the precision of another one. */
export const constant = (like: Decimal, value: number): Jet<Decimal> => ({
  value: like.times(0).plus(value),
  derivative: like.times(0),
});

export const times = (jet: Jet<Decimal>, factor: Decimal): Jet<Decimal> => ({
  value: jet.value.times(factor),
  derivative: jet.derivative.times(factor),
});

export function product(a: Jet<ComplexDecimal>, b: Jet<ComplexDecimal>): Jet<ComplexDecimal> {
  return {
    value: Complex.multiply(a.value, b.value),
    derivative: Complex.add(Complex.multiply(a.derivative, b.value), Complex.multiply(a.value, b.derivative)),
  };
}

export function plus(a: Jet<ComplexDecimal>, b: Jet<ComplexDecimal>): Jet<ComplexDecimal> {
  return { value: Complex.add(a.value, b.value), derivative: Complex.add(a.derivative, b.derivative) };
}

export function minus(a: Jet<ComplexDecimal>, b: Jet<ComplexDecimal>): Jet<ComplexDecimal> {
  return plus(a, scaled(b, constant(a.value.re, -1)));
}

export function scaled(a: Jet<ComplexDecimal>, factor: Jet<Decimal>): Jet<ComplexDecimal> {
  return {
    value: Complex.scale(a.value, factor.value),
    derivative: Complex.add(
      Complex.scale(a.derivative, factor.value),
      Complex.scale(a.value, factor.derivative),
    ),
  };
}
