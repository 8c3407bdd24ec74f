import { readFileSync } from "node:fs";
import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import {
  atomicBlock6dDecimal,
  crossedBlock6dDecimal,
} from "../../src/blocks/decimal/superconformal-6d-decimal.js";
import type { Points } from "../../src/blocks/points/points.js";
import { SuperconformalBlocks6d } from "../../src/blocks/superconformal-6d/superconformal-6d.js";
import { InputError } from "../../src/errors.js";
import { Random } from "../../src/math/random.js";

interface Reference {
  readonly zre: string;
  readonly zim: string;
  readonly Delta: string;
  readonly l: number;
  readonly a_at: string;
  readonly F: string;
  readonly dF_dDelta: string;
}

const file = new URL("../data/6d/reference-values.json", import.meta.url);
const references = (JSON.parse(readFileSync(file, "utf8")) as { F: Reference[] }).F;

const point = (re: number, im: number): Points => ({ re: Float64Array.of(re), im: Float64Array.of(im) });

function evaluated(re: number, im: number, delta: number, spin: number) {
  const blocks = new SuperconformalBlocks6d(point(re, im));
  const write = (method: "column" | "atomic") => {
    const value = new Float64Array(1);
    const derivative = new Float64Array(1);
    blocks[method](delta, spin, value, derivative);
    return [value[0]!, derivative[0]!] as const;
  };
  const scale = new Float64Array(1);
  blocks.magnitude(delta, spin, scale);
  return { column: write("column"), atomic: write("atomic"), scale: scale[0]! };
}

describe("6D (2,0) superconformal blocks", () => {
  it("agree with 32-digit values of a^at, F and ∂F/∂Δ", () => {
    expect(references.length).toBeGreaterThan(30);
    for (const { zre, zim, Delta, l, a_at, F, dF_dDelta } of references) {
      const { column, atomic, scale } = evaluated(Number(zre), Number(zim), Number(Delta), l);
      expect(Math.abs(atomic[0] / Number(a_at) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(column[0] - Number(F))).toBeLessThan(1e-13 * scale);
      expect(Math.abs(column[1] - Number(dF_dDelta))).toBeLessThan(1e-13 * scale);
    }
  });

  it("are within 1e-12 of scale of decimal arithmetic for Δ in [ℓ+4, ℓ+36], ℓ ≤ 12", () => {
    const random = Random.stream(6);
    for (let n = 0; n < 12; n++) {
      const spin = 2 * random.integer(7);
      const delta = spin + random.between(4, 36);
      const [re, im] = [random.between(0.51, 0.73), random.between(0.05, 0.69)];
      const exact = (x: number) => x.toPrecision(60);
      const label = { delta: exact(delta), spin, z: { re: exact(re), im: exact(im) }, digits: 17 };
      const { value, derivative } = crossedBlock6dDecimal(label);
      const { column, scale } = evaluated(re, im, delta, spin);
      expect(Math.abs(column[0] - value.toNumber())).toBeLessThan(1e-12 * scale);
      expect(Math.abs(column[1] - derivative.toNumber())).toBeLessThan(1e-12 * scale);
    }
  });

  it("the derivative is that of the value", () => {
    const step = 1e-5;
    for (const [delta, spin] of [
      [6, 0],
      [8.3, 2],
      [21.7, 12],
    ] as const) {
      const at = (x: number) => evaluated(0.6, 0.3, x, spin).column[0];
      const { column, scale } = evaluated(0.6, 0.3, delta, spin);
      const difference = (at(delta + step) - at(delta - step)) / (2 * step);
      expect(Math.abs(column[1] - difference)).toBeLessThan(1e-9 * scale);
    }
  });

  it("F is odd under z → 1−z, and 0 on Re z = ½", () => {
    const [here, there] = [evaluated(0.62, 0.2, 9.3, 2), evaluated(0.38, -0.2, 9.3, 2)];
    expect(here.column[0]).toBeCloseTo(-there.column[0], 14);
    expect(Math.abs(evaluated(0.5, 0.3, 9.3, 2).column[0])).toBeLessThan(1e-13);
  });

  it("refuses poles and places without a value", () => {
    expect(() => evaluated(0.6, 0.2, 4, 2)).toThrow(InputError);
    expect(() => evaluated(0.6, 0.2, 8, 1.5)).toThrow(/spin/);
    expect(() => new SuperconformalBlocks6d(point(0.6, 0))).toThrow(/Im z/);
    expect(() => new SuperconformalBlocks6d(point(1.2, 0))).toThrow(/cut/);
  });
});

/** Digits and step of the finite differences below. */
const DIGITS = 44;
const exactly = Decimal.clone({ precision: 60 });

/** f at real z ≠ z̄. */
type Function2 = (z: Decimal, zb: Decimal) => Decimal;

/** Value, first and second derivatives of f by central differences. */
function derivatives(f: Function2, z: Decimal, zb: Decimal, step: string) {
  const h = new exactly(step);
  const [centre, right, left] = [f(z, zb), f(z.plus(h), zb), f(z.minus(h), zb)];
  const [up, down] = [f(z, zb.plus(h)), f(z, zb.minus(h))];
  const second = (a: Decimal, b: Decimal) => a.plus(b).minus(centre.times(2)).div(h.times(h));
  return {
    centre,
    z: right.minus(left).div(h.times(2)),
    zb: up.minus(down).div(h.times(2)),
    zz: second(right, left),
    zbzb: second(up, down),
  };
}

/** ½ of the quadratic Casimir operator in six dimensions, a = 0 (Dolan & Osborn, arXiv:hep-th/0309180). */
function casimir(f: Function2, b: 0 | -1, z: Decimal, zb: Decimal, step: string) {
  const at = derivatives(f, z, zb, step);
  const chiral = (x: Decimal, first: Decimal, second: Decimal) =>
    x.times(x).times(second.times(x.negated().plus(1)).minus(first.times(1 + b)));
  const mixed = at.z
    .times(z.negated().plus(1))
    .minus(at.zb.times(zb.negated().plus(1)))
    .times(z.times(zb).times(4))
    .div(z.minus(zb));
  return {
    value: at.centre,
    applied: chiral(z, at.z, at.zz)
      .plus(chiral(zb, at.zb, at.zbzb))
      .plus(mixed),
  };
}

const eigenvalue = (delta: number, spin: number) => ((delta + 4) * (delta - 2) + spin * (spin + 4)) / 2;

const atomic =
  (delta: number, spin: number): Function2 =>
  (z, zb) => {
    const real = (x: Decimal) => ({ re: x, im: 0 });
    return atomicBlock6dDecimal({ delta, spin, z: real(z), zb: real(zb), digits: DIGITS }).value.re;
  };

describe("identities of the 6D (2,0) blocks", () => {
  const [z, zb] = [new exactly("0.31"), new exactly("0.17")];

  it.each([
    [7.3, 2],
    [6, 0],
  ])("u⁶ a^at is an eigenfunction of the quadratic Casimir with Δ34 = −2 (Δ = %d, ℓ = %d)", (delta, spin) => {
    const f = atomic(delta, spin);
    const block: Function2 = (x, y) => f(x, y).times(x.times(y).pow(6));
    const { value, applied } = casimir(block, -1, z, zb, "1e-10");
    expect(applied.div(value).toNumber()).toBeCloseTo(eigenvalue(delta, spin), 12);
  });

  it("u⁴ D₂[u³ a^at], the channel [4,0], is the ordinary block of dimension Δ+4", () => {
    const [delta, spin] = [7.3, 2];
    const f = atomic(delta, spin);
    const cubed: Function2 = (x, y) => f(x, y).times(x.times(y).pow(3));
    const h = new exactly("1e-8");
    const channel: Function2 = (x, y) => {
      const [a, b, c, d] = [
        cubed(x.plus(h), y.plus(h)),
        cubed(x.minus(h), y.minus(h)),
        cubed(x.plus(h), y.minus(h)),
        cubed(x.minus(h), y.plus(h)),
      ];
      const mixed = a.plus(b).minus(c).minus(d).div(h.times(h).times(4));
      // (∂ − ∂̄) along the diagonal on which only the difference of z and z̄ moves
      const difference = c.minus(d).div(h.times(2));
      return x
        .times(y)
        .pow(4)
        .times(mixed.minus(difference.times(2).div(x.minus(y))));
    };
    const { value, applied } = casimir(channel, 0, z, zb, "1e-5");
    expect(applied.div(value).toNumber()).toBeCloseTo(eigenvalue(delta, spin), 6);
  });
});
