import { createHash } from "node:crypto";
import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import * as elementary from "../../src/math/elementary.js";
import { Random } from "../../src/math/random.js";

const { exp, log, log1p, expm1, pow, sin, cos, atan2, tanh } = elementary;
const Wide = Decimal.clone({ defaults: true, precision: 45 });

/** Error in units in the last place of the exact value. */
function ulps(found: number, exact: Decimal): number {
  const nearest = Math.abs(exact.toNumber());
  const ulp = Math.max(2 ** (Math.floor(Math.log2(nearest)) - 52), Number.MIN_VALUE);
  return new Wide(found).minus(exact).abs().div(ulp).toNumber();
}

/** A double's exact value. */
function wide(x: number): Decimal {
  return new Wide(x.toPrecision(100));
}

/** Largest error of f over random x in [lower, upper]. */
function worst(
  f: (x: number) => number,
  exact: (x: Decimal) => Decimal,
  lower: number,
  upper: number,
): number {
  const random = Random.stream(3, Math.round(1000 * lower), Math.round(1000 * upper));
  let error = 0;
  for (let i = 0; i < 60; i++) {
    const x = random.between(lower, upper);
    error = Math.max(error, ulps(f(x), exact(wide(x))));
  }
  return error;
}

describe("elementary functions against decimal.js at 45 digits", () => {
  // One unit where fdlibm's analysis says so; two where a function is composed of others.
  it.each([
    ["exp", exp, (x: Decimal) => x.exp(), -700, 700, 1],
    ["exp", exp, (x: Decimal) => x.exp(), -1, 1, 1],
    ["log", log, (x: Decimal) => x.ln(), 0, 1e9, 1],
    ["log", log, (x: Decimal) => x.ln(), 0.7, 1.4, 1],
    ["log1p", log1p, (x: Decimal) => x.plus(1).ln(), -0.9, 3, 1],
    ["log1p", log1p, (x: Decimal) => x.plus(1).ln(), -1e-6, 1e-6, 1],
    ["expm1", expm1, (x: Decimal) => x.exp().minus(1), -3, 30, 2],
    ["expm1", expm1, (x: Decimal) => x.exp().minus(1), -1e-6, 1e-6, 1],
    ["sin", sin, (x: Decimal) => x.sin(), -100, 100, 1],
    ["cos", cos, (x: Decimal) => x.cos(), -100, 100, 1],
    ["sin", sin, (x: Decimal) => x.sin(), -1, 1, 1],
    ["cos", cos, (x: Decimal) => x.cos(), -1, 1, 1],
    ["tanh", tanh, (x: Decimal) => x.tanh(), -5, 5, 2],
    ["tanh", tanh, (x: Decimal) => x.tanh(), -0.1, 0.1, 2],
    ["pow 0.125", (x: number) => pow(x, 0.125), (x: Decimal) => x.pow("0.125"), 0, 4, 1],
    ["pow −37.25", (x: number) => pow(x, -37.25), (x: Decimal) => x.pow("-37.25"), 0.1, 10, 1],
  ] as const)(
    "%s: fewer wrong units in the last place than its bound (row %#)",
    (_name, f, exact, lower, upper, bound) => {
      expect(worst(f, exact, lower, upper)).toBeLessThan(bound);
    },
  );

  it("atan2 is within two units in the last place in all quadrants", () => {
    const random = Random.stream(4);
    for (let i = 0; i < 60; i++) {
      const [y, x] = [random.between(-1, 1), random.between(-1, 1)];
      expect(ulps(atan2(y, x), Wide.atan2(wide(y), wide(x)))).toBeLessThan(2);
    }
  });
});

describe("elementary functions at the ends of their ranges", () => {
  it("follow IEEE 754's conventions", () => {
    expect([exp(-746), exp(710), exp(0), expm1(0), log(1), log1p(0)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      1,
      0,
      0,
      0,
    ]);
    expect([log(0), log(-1), pow(0, 0.5), pow(-8, 3), pow(2, 0)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      0,
      -512,
      1,
    ]);
    expect([atan2(0, -1), atan2(-0, -1), atan2(0, 1), tanh(40), tanh(-40)]).toEqual([
      Math.PI,
      -Math.PI,
      0,
      1,
      -1,
    ]);
    expect(Object.is(atan2(-0, 1), -0)).toBe(true);
    for (const f of [exp, log, log1p, expm1, sin, cos, tanh]) expect(f(Number.NaN)).toBeNaN();
  });
});

describe("elementary functions have the same bits on every engine", () => {
  /** SHA-256 of the bytes, little-endian, of f over a sweep. */
  function digest(f: (x: number, i: number) => number): string {
    const values = Float64Array.from({ length: 2000 }, (_, i) => f(-12.3 + 0.0123 * i, i));
    return createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex").slice(0, 16);
  }

  it("over sweeps, for all functions", () => {
    const digests = {
      exp: digest(exp),
      log: digest((x) => log(Math.abs(x))),
      log1p: digest((x) => log1p(Math.abs(x))),
      expm1: digest(expm1),
      pow: digest((x, i) => pow(Math.abs(x), 0.01 * i - 10)),
      sin: digest(sin),
      cos: digest(cos),
      atan2: digest((x, i) => atan2(x, i - 1000.5)),
      tanh: digest(tanh),
    };
    expect(digests).toEqual({
      atan2: "a67a076e2fca65bc",
      cos: "d88b7d16a3ae001b",
      exp: "69e765b7d6ba2f76",
      expm1: "243d9e7233fb9d4a",
      log: "eeecc815b4babddb",
      log1p: "ac299d275775b0c7",
      pow: "08b9cf7f81fabe1c",
      sin: "02f680edb998117c",
      tanh: "bfef32547a9bc9c3",
    });
  });

  it("in values known elsewhere: the doubles nearest e, ln 2, π, ½", () => {
    expect(exp(1)).toBe(Math.E);
    expect(log(2)).toBe(Math.LN2);
    expect(4 * atan2(1, 1)).toBe(Math.PI);
    expect(cos(1.0471975511965976)).toBe(0.5000000000000001);
    expect(pow(2, 0.5)).toBe(Math.SQRT2);
  });
});
