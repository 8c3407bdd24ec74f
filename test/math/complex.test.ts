import { describe, expect, it } from "vitest";
import * as Complex from "../../src/math/complex.js";
import { polynomial } from "../../src/math/polynomial.js";
import { Random } from "../../src/math/random.js";

const random = Random.stream(12);
const samples = Array.from({ length: 100 }, () => ({ re: random.between(-2, 2), im: random.between(-2, 2) }));

function distance(a: Complex.Complex, b: Complex.Complex): number {
  return Math.hypot(a.re - b.re, a.im - b.im);
}

describe("complex arithmetic", () => {
  it("divides what it multiplied", () => {
    for (const [i, a] of samples.entries()) {
      const b = samples[(i + 1) % samples.length]!;
      expect(distance(Complex.divide(Complex.multiply(a, b), b), a)).toBeLessThan(1e-14);
    }
  });

  it("has square roots that square back, with real part ≥ 0", () => {
    for (const a of samples) {
      const root = Complex.squareRoot(a);
      expect(root.re).toBeGreaterThanOrEqual(0);
      expect(distance(Complex.multiply(root, root), a)).toBeLessThan(2e-15);
    }
  });

  it("takes the square root's sign on the cut from the sign of zero", () => {
    expect(Complex.squareRoot({ re: -4, im: 0 })).toEqual({ re: 0, im: 2 });
    expect(Complex.squareRoot({ re: -4, im: -0 })).toEqual({ re: 0, im: -2 });
    expect(Complex.squareRoot({ re: 0, im: 0 })).toEqual({ re: 0, im: 0 });
  });

  it("keeps small imaginary parts of square roots", () => {
    expect(Complex.squareRoot({ re: 4, im: 1e-20 }).im).toBe(2.5e-21);
  });

  it("has logarithms that exponentiate back, and add up", () => {
    for (const a of samples) {
      expect(distance(Complex.exponential(Complex.logarithm(a)), a)).toBeLessThan(2e-15);
      const twice = Complex.logarithm(Complex.multiply(a, a));
      const double = Complex.scale(Complex.logarithm(a), 2);
      expect(Math.abs(twice.re - double.re)).toBeLessThan(1e-14);
      expect(Math.abs(Math.sin((twice.im - double.im) / 2))).toBeLessThan(1e-14);
    }
  });

  it("evaluates polynomials as Horner does", () => {
    const coefficients = [0.3, -1.2, 0.7, 2.1, -0.4];
    for (const x of samples) {
      const horner = coefficients.reduceRight<Complex.Complex>(
        (sum, c) => Complex.add(Complex.multiply(sum, x), { re: c, im: 0 }),
        { re: 0, im: 0 },
      );
      expect(distance(polynomial(coefficients, x), horner)).toBeLessThan(1e-13);
    }
    expect(polynomial([], { re: 1, im: 1 })).toEqual({ re: 0, im: 0 });
    expect(polynomial([3], { re: 1, im: 1 })).toEqual({ re: 3, im: 0 });
  });

  it("conjugates", () => {
    for (const a of samples)
      expect(Complex.multiply(a, Complex.conjugate(a)).re).toBeCloseTo(Complex.modulus(a) ** 2, 13);
  });
});
