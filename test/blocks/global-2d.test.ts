import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block2d, CrossedBlocks2d, crossedBlock2d } from "../../src/blocks/global-2d/block-2d.js";
import { InputError } from "../../src/errors.js";
import type { Complex } from "../../src/math/complex.js";

function column(z: Complex, external: number, delta: number, spin: number) {
  const blocks = new CrossedBlocks2d({ re: Float64Array.of(z.re), im: Float64Array.of(z.im) }, external);
  const [value, derivative, magnitude] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  blocks.column(delta, spin, value, derivative);
  blocks.magnitude(delta, spin, magnitude);
  return { value: value[0]!, derivative: derivative[0]!, magnitude: magnitude[0]! };
}

/** f′ and f″ of an analytic function by Cauchy's formula on a circle. */
function derivatives(f: (z: Complex) => Complex, z: Complex): { first: Complex; second: Complex } {
  const [nodes, radius] = [24, 0.06];
  let [r1, i1, r2, i2] = [0, 0, 0, 0];
  for (let j = 0; j < nodes; j++) {
    const angle = (2 * Math.PI * j) / nodes;
    const { re, im } = f({ re: z.re + radius * Math.cos(angle), im: z.im + radius * Math.sin(angle) });
    r1 += re * Math.cos(angle) + im * Math.sin(angle);
    i1 += im * Math.cos(angle) - re * Math.sin(angle);
    r2 += re * Math.cos(2 * angle) + im * Math.sin(2 * angle);
    i2 += im * Math.cos(2 * angle) - re * Math.sin(2 * angle);
  }
  const [a, b] = [1 / (nodes * radius), 2 / (nodes * radius * radius)];
  return { first: { re: a * r1, im: a * i1 }, second: { re: b * r2, im: b * i2 } };
}

function times(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** z²(1−z)f″ − (1+A+B)z²f′ − ABzf, A = −Δ12/2, B = Δ34/2 */
function casimir(f: (z: Complex) => Complex, z: Complex, delta12: number, delta34: number): Complex {
  const { first, second } = derivatives(f, z);
  const square = times(z, z);
  const cubic = times(times(square, { re: 1 - z.re, im: -z.im }), second);
  const linear = times(square, first);
  const last = times(z, f(z));
  const c1 = 1 + (delta34 - delta12) / 2;
  const c0 = (-delta12 * delta34) / 4;
  return { re: cubic.re - c1 * linear.re - c0 * last.re, im: cubic.im - c1 * linear.im - c0 * last.im };
}

const region = {
  re: fc.double({ min: 0.35, max: 0.7, noNaN: true }),
  im: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
};
const difference = fc.double({ min: -1.5, max: 1.5, noNaN: true });

describe("two-dimensional global block", () => {
  it("solves the quadratic Casimir equation, (D_z + D_z̄) g = ½[Δ(Δ−2) + ℓ²] g, at independent z and z̄", () => {
    const z = fc.record(region);
    const property = fc.property(
      z,
      z,
      fc.integer({ min: 0, max: 8 }),
      fc.double({ min: 0.05, max: 8, noNaN: true }),
      fc.constantFrom(0, 1),
      fc.tuple(difference, difference),
      (z, zb, spin, twist, unequal, [d12, d34]) => {
        const [delta12, delta34] = unequal ? [d12, d34] : [0, 0];
        const delta = spin + twist;
        const g = (z: Complex, zb: Complex) => block2d({ delta, spin, z, zb, delta12, delta34 }).value;
        const left = casimir((at) => g(at, zb), z, delta12, delta34);
        const right = casimir((at) => g(z, at), zb, delta12, delta34);
        const eigenvalue = (delta * (delta - 2) + spin * spin) / 2;
        const exact = g(z, zb);
        const error = Math.hypot(
          left.re + right.re - eigenvalue * exact.re,
          left.im + right.im - eigenvalue * exact.im,
        );
        const scale =
          Math.hypot(left.re, left.im) + Math.hypot(right.re, right.im) + 50 * Math.hypot(exact.re, exact.im);
        return error < 1e-10 * scale;
      },
    );
    fc.assert(property, { seed: 7, numRuns: 60 });
  });

  it("agrees with mpmath at independent z and z̄, and at a removable pole, to 1e-14", () => {
    const golden = JSON.parse(readFileSync(new URL("../data/blocks/block-2d.json", import.meta.url), "utf8"));
    for (const { delta, spin, z, zb, delta12, delta34, value, derivative } of golden) {
      const at = ([re, im]: string[]) => ({ re: Number(re), im: Number(im) });
      const options = { delta: Number(delta), spin, delta12: Number(delta12), delta34: Number(delta34) };
      const g = block2d({ ...options, z: at(z), zb: at(zb) });
      for (const [found, exact] of [
        [g.value, at(value)],
        [g.derivative, at(derivative)],
      ] as const) {
        expect(Math.hypot(found.re - exact.re, found.im - exact.im)).toBeLessThan(1e-14);
      }
    }
  });

  it("is symmetric in z and z̄, and real for z̄ = z*", () => {
    const [z, zb] = [
      { re: 0.4, im: 0.2 },
      { re: 0.6, im: -0.5 },
    ];
    const options = { delta: 3.2, spin: 2, delta12: 0.4, delta34: 1.1 };
    expect(block2d({ ...options, z, zb })).toEqual(block2d({ ...options, z: zb, zb: z }));
    expect(block2d({ ...options, z }).value.im).toBe(0);
  });

  it("obeys g^{Δ12,Δ34} = v^{(Δ12−Δ34)/2} g^{−Δ12,−Δ34}", () => {
    // 2F1(a, b; c; z) = (1−z)^{c−a−b} 2F1(c−a, c−b; c; z)
    const z = { re: 0.55, im: 0.4 };
    const [delta12, delta34] = [0.7, -0.4];
    const g = block2d({ delta: 4.3, spin: 3, z, delta12, delta34 }).value.re;
    const reversed = block2d({ delta: 4.3, spin: 3, z, delta12: -delta12, delta34: -delta34 }).value.re;
    const v = (1 - z.re) ** 2 + z.im ** 2;
    expect(g / (v ** ((delta12 - delta34) / 2) * reversed)).toBeCloseTo(1, 13);
  });

  it.each([
    [{ delta: 1, spin: 2 }, /delta 1, spin 2.*pole at beta = -1/],
    [{ delta: 2, spin: 2, delta12: 0.5, delta34: 0.5 }, /delta 2, spin 2.*pole at beta = 0/],
    [{ delta: 3, spin: 1.5 }, /spin.*whole number/],
    [{ delta: Number.NaN, spin: 0 }, /delta: got NaN/],
    [{ delta: Number.POSITIVE_INFINITY, spin: 0 }, /delta: got Infinity/],
  ])("refuses %o", (options, message) => {
    const z = { re: 0.5, im: 0.2 };
    expect(() => block2d({ ...options, z })).toThrow(message);
    expect(() => block2d({ ...options, z })).toThrow(InputError);
  });

  it("refuses to overflow", () => {
    expect(() => block2d({ delta: -49.5, spin: 0, z: { re: 1e-9, im: 0 } })).toThrow(/overflows/);
  });
});

describe("crossed block F = |1−z|^{2Δφ} g(z) − |z|^{2Δφ} g(1−z)", () => {
  it("changes sign under z → 1−z, and F_+ does not", () => {
    const property = fc.property(
      fc.record(region),
      fc.integer({ min: 0, max: 20 }),
      fc.double({ min: 0.1, max: 20, noNaN: true }),
      fc.double({ min: -0.4, max: 1.5, noNaN: true }),
      (z, spin, twist, external) => {
        const over = { re: 1 - z.re, im: -z.im };
        const delta = spin + twist;
        const tolerance = 1e-13 * column(z, external, delta, spin).magnitude;
        return ([1, -1] as const).every((sign) => {
          const here = crossedBlock2d({ delta, spin, z, external, sign });
          const there = crossedBlock2d({ delta, spin, z: over, external, sign });
          return Math.abs(here.value - sign * there.value) <= tolerance;
        });
      },
    );
    fc.assert(property, { seed: 11, numRuns: 60 });
  });

  it("is the same from CrossedBlocks2d (Pfaff's series) and from crossedBlock2d (series in ρ²) to 1e-14", () => {
    const property = fc.property(
      fc.record(region),
      fc.integer({ min: 0, max: 40 }),
      fc.double({ min: -0.9, max: 36, noNaN: true }),
      fc.double({ min: -0.4, max: 1.5, noNaN: true }),
      (z, spin, twist, external) => {
        const delta = spin + twist;
        const fast = column(z, external, delta, spin);
        const slow = crossedBlock2d({ delta, spin, z, external });
        const tolerance = 4e-14 * fast.magnitude;
        return (
          Math.abs(fast.value - slow.value) <= tolerance &&
          Math.abs(fast.derivative - slow.derivative) <= 4 * tolerance
        );
      },
    );
    fc.assert(property, { seed: 13, numRuns: 200 });
  });

  it("has the same columns below the unitarity bound, Δ < ℓ", () => {
    const z = { re: 0.6, im: 0.35 };
    for (const [delta, spin] of [
      [3.6, 4],
      [-0.4, 0],
      [0.5, 5],
      [2.2, 20],
      [-12.6, 0],
    ] as const) {
      const fast = column(z, -0.4, delta, spin);
      expect(Math.abs(fast.value - crossedBlock2d({ delta, spin, z, external: -0.4 }).value)).toBeLessThan(
        1e-13 * fast.magnitude,
      );
    }
  });

  it("vanishes at the symmetric point and with it the identity's column", () => {
    const blocks = new CrossedBlocks2d({ re: Float64Array.of(0.5, 0.6), im: Float64Array.of(0, 0.3) }, 0.125);
    const [value, derivative] = [new Float64Array(2), new Float64Array(2)];
    blocks.column(2.3, 2, value, derivative);
    expect([value[0], derivative[0]]).toEqual([0, 0]);
    blocks.identity(value);
    expect(value[0]).toBe(0);
    expect(value[1]).toBeCloseTo(0.25 ** 0.125 - 0.45 ** 0.125, 15);
  });

  it("refuses poles and points without a block", () => {
    const points = { re: Float64Array.of(0.6), im: Float64Array.of(0.2) };
    const blocks = new CrossedBlocks2d(points, 0.125);
    const out = new Float64Array(1);
    expect(() => blocks.column(1, 4, out, out)).toThrow(/delta 1, spin 4.*pole at beta = -3/);
    expect(() => blocks.column(Number.NaN, 0, out, out)).toThrow(InputError);
    expect(() => blocks.column(2, -1, out, out)).toThrow(InputError);
    for (const [re, im] of [
      [1.2, 0],
      [-0.1, 0],
      [0, 0],
      [0.999, 0.001],
    ] as const) {
      expect(
        () => new CrossedBlocks2d({ re: Float64Array.of(0.6, re), im: Float64Array.of(0.2, im) }, 0.125),
      ).toThrow(/points\[1\]/);
    }
  });
});
