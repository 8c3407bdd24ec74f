import { add, type Complex, divide, multiply, scale } from "../../math/complex.js";
import { cos, sin } from "../../math/elementary.js";
import type { ChiralLabel, RadialCoefficients } from "./chiral-label.js";

/** Nodes of the circle; the coefficients' next pole is twice as far as they are, so the error is 2^−NODES. */
const NODES = 56;
const RADIUS = 0.5;

/** Whether k_β stays finite at β = pole (0, −1, −2, …): it does when Δ12 or Δ34 is one of pole, pole+2, …, −pole. */
export function isRemovable(difference: number, pole: number): boolean {
  return Math.abs(difference) <= -pole && (difference - pole) % 2 === 0;
}

/**
 * Coefficients of ρ^n near a removable pole, where the recurrence is 0/0: their Cauchy integral over a circle around it.
 *
 * @param terms how many coefficients
 */
export function acrossRemovablePole(label: ChiralLabel, pole: number, terms: number): RadialCoefficients {
  const value = new Array<number>(terms).fill(0);
  const derivative = new Array<number>(terms).fill(0);
  // conjugate nodes give conjugate coefficients: half of the circle and real parts are enough
  for (let j = 0; j < NODES / 2; j++) {
    const angle = (2 * Math.PI * (j + 0.5)) / NODES;
    const node = { re: RADIUS * cos(angle), im: RADIUS * sin(angle) };
    const away = { re: node.re - (label.beta - pole), im: node.im };
    const weight = scale(divide(node, away), 2 / NODES);
    const slope = divide(weight, away);
    const coefficients = atComplexBeta({ re: pole + node.re, im: node.im }, label, terms);
    for (let n = 0; n < terms; n++) {
      value[n]! += multiply(weight, coefficients[n]!).re;
      derivative[n]! += multiply(slope, coefficients[n]!).re;
    }
  }
  return { value, derivative };
}

/** The Casimir recurrence of `unequalCoefficients`, at complex β. */
function atComplexBeta(beta: Complex, { delta12, delta34 }: ChiralLabel, terms: number): Complex[] {
  const sum = (delta34 - delta12) / 2;
  const product = -delta12 * delta34;
  const zero = { re: 0, im: 0 };
  const c: Complex[] = [{ re: 1, im: 0 }];
  for (let n = 1; n < terms; n++) {
    const common = linear(beta, n - 1, (n - 1) * (n - 2));
    const f1 = add(scale(common, -1), linear(beta, 2 * sum, 4 * sum * (n - 1) + product));
    const f2 = add(common, linear(beta, 2 * sum, 4 * sum * (n - 2) - product));
    const f3 = linear(beta, n - 2, (n - 2) * (n - 3));
    const first = multiply(f1, c[n - 1]!);
    const second = multiply(f2, c[n - 2] ?? zero);
    const third = multiply(f3, c[n - 3] ?? zero);
    c.push(divide(add(add(first, second), third), linear(beta, n, n * (n - 1))));
  }
  return c;
}

/** slope·β + offset */
function linear(beta: Complex, slope: number, offset: number): Complex {
  return { re: slope * beta.re + offset, im: slope * beta.im };
}
