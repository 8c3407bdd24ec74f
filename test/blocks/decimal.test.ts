import { readFileSync } from "node:fs";
import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { block2dDecimal, crossedBlock2dDecimal } from "../../src/blocks/decimal/block-2d-decimal.js";
import { decimalContext } from "../../src/blocks/decimal/complex-decimal.js";
import { settledDigits } from "../../src/blocks/decimal/settled-digits.js";
import { InputError } from "../../src/errors.js";

interface Golden {
  readonly delta: string;
  readonly spin: number;
  readonly z: readonly [string, string];
  readonly zb: readonly [string, string];
  readonly delta12: string;
  readonly delta34: string;
  readonly value: readonly [string, string];
  readonly derivative: readonly [string, string];
}

const golden = JSON.parse(
  readFileSync(new URL("../data/blocks/block-2d.json", import.meta.url), "utf8"),
) as Golden[];

function complex([re, im]: readonly [string, string]) {
  return { re, im };
}

const crossedCases = [
  { delta: "0.7", spin: 0, z: { re: "0.6", im: "0.41" }, external: "0.125" },
  { delta: "36.25", spin: 12, z: { re: "0.52", im: "-0.65" }, external: "1" },
  { delta: "-0.4", spin: 0, z: { re: "0.71", im: "0" }, external: "-0.4" },
  {
    delta: "6.125",
    spin: 5,
    z: { re: "0.55", im: "0.2" },
    external: "0.5625",
    delta12: "-0.875",
    delta34: "0.875",
  },
  // 1e-15 from the symmetric point: fifteen digits cancel
  { delta: "4", spin: 2, z: { re: "0.500000000000001", im: "0.3" }, external: "0.125" },
];

describe("blocks in decimals", () => {
  it("agree with mpmath to 45 digits: equal, unequal, z̄ ≠ z*, Δ < ℓ, on a removable pole", () => {
    for (const { delta, spin, z, zb, delta12, delta34, value, derivative } of golden) {
      const label = { delta, spin, delta12, delta34, digits: 45 };
      const found = block2dDecimal({ ...label, z: complex(z), zb: complex(zb) });
      const parts = [found.value.re, found.value.im, found.derivative.re, found.derivative.im];
      const exact = [...value, ...derivative];
      for (const [i, part] of parts.entries()) {
        expect(part.toString()).toBe(new Decimal(exact[i]!).toSignificantDigits(45).toString());
      }
    }
  });

  it("are the same for z̄ = z* given or not", () => {
    const label = { delta: "3.7", spin: 3, delta12: "0.2", delta34: "-1.3", digits: 30 };
    const z = { re: "0.4", im: "0.3" };
    const given = block2dDecimal({ ...label, z, zb: { re: "0.4", im: "-0.3" } });
    const implied = block2dDecimal({ ...label, z });
    expect(implied.value.re.toString()).toBe(given.value.re.toString());
    expect(implied.derivative.re.toString()).toBe(given.derivative.re.toString());
    expect(implied.value.im.isZero()).toBe(true);
  });

  it("are 0 where symmetry says so, and nowhere else", () => {
    const label = { delta: "4", spin: 2, external: "0.125", digits: 5 };
    expect(crossedBlock2dDecimal({ ...label, z: { re: "0.5", im: "0.3" } }).value.isZero()).toBe(true);
    const near = crossedBlock2dDecimal({ ...label, z: { re: `0.5${"0".repeat(60)}1`, im: "0.3" } });
    expect(near.value.abs().log(10).floor().toNumber()).toBeLessThan(-59);
    expect(near.value.isZero()).toBe(false);
    const real = block2dDecimal({ ...label, z: { re: "0.2", im: "0" }, zb: { re: "0.7", im: "0" } });
    expect(real.value.im.isZero() && real.derivative.im.isZero()).toBe(true);
  });

  it.each(crossedCases)("print only digits that are right: 20 digits are the first of 60, %o", (label) => {
    const short = crossedBlock2dDecimal({ ...label, digits: 20 });
    const long = crossedBlock2dDecimal({ ...label, digits: 60 });
    expect(short.value.toString()).toBe(long.value.toSignificantDigits(20).toString());
    expect(short.derivative.toString()).toBe(long.derivative.toSignificantDigits(20).toString());
  });

  it.each(crossedCases.slice(0, 4))(
    "have the Δ-derivative of central differences at high precision, %o",
    (label) => {
      const step = new Decimal("1e-15");
      const at = (delta: Decimal) => crossedBlock2dDecimal({ ...label, delta, digits: 50 }).value;
      const above = at(new Decimal(label.delta).plus(step));
      const below = at(new Decimal(label.delta).minus(step));
      const Wide = decimalContext(60);
      const difference = new Wide(above).minus(below).div(2e-15);
      const { derivative } = crossedBlock2dDecimal({ ...label, digits: 40 });
      // the third derivative enters with step²/6
      expect(difference.minus(derivative).abs().toNumber()).toBeLessThan(1e-26);
    },
  );

  it("keep the digits of z beyond those of the answer", () => {
    const label = { delta: "1", spin: 0, external: "0.125", digits: 10 };
    const near = crossedBlock2dDecimal({ ...label, z: { re: `0.5${"0".repeat(29)}1`, im: "0.3" } });
    // F is odd about Re z = ½: F(½ + ε) = ε F′(½)
    const far = crossedBlock2dDecimal({ ...label, z: { re: `0.5${"0".repeat(19)}1`, im: "0.3" } });
    expect(near.value.times("1e10").toSignificantDigits(9).toString()).toBe(
      far.value.toSignificantDigits(9).toString(),
    );
  });

  it("leave decimal.js's global configuration alone and do not depend on it", () => {
    const label = { ...crossedCases[0]!, digits: 30 };
    const before = crossedBlock2dDecimal(label).value.toString();
    expect([Decimal.precision, Decimal.rounding]).toEqual([20, Decimal.ROUND_HALF_UP]);
    Decimal.set({ precision: 5, rounding: Decimal.ROUND_DOWN });
    try {
      expect(crossedBlock2dDecimal(label).value.toString()).toBe(before);
      expect([Decimal.precision, Decimal.rounding]).toEqual([5, Decimal.ROUND_DOWN]);
    } finally {
      Decimal.set({ defaults: true });
    }
  });

  it.each([
    [{ delta: "1", spin: 2 }, /pole at beta = -1/],
    [{ delta: "2", spin: 2, delta12: "0.5", delta34: "0.5" }, /pole at beta = 0/],
    [{ delta: "one", spin: 2 }, /delta: got "one": a decimal number/],
    [{ delta: "NaN", spin: 2 }, /a decimal number/],
    [{ delta: "3", spin: -1 }, /whole number/],
    [{ delta: "3", spin: 2, z: { re: "1.5", im: "0" } }, /cut/],
    [{ delta: "3", spin: 2, z: { re: "-0.5", im: "0" } }, /cut/],
    [{ delta: "3", spin: 2, z: { re: "0.9999999", im: "0" } }, /too near the cut/],
    [{ delta: "3", spin: 2, digits: 0 }, /from 1 to 300/],
    [{ delta: "3", spin: 2, digits: 2.5 }, /from 1 to 300/],
  ])("refuse %o", (options, message) => {
    const evaluate = () =>
      crossedBlock2dDecimal({ external: "0.125", digits: 20, z: { re: "0.5", im: "0.2" }, ...options });
    expect(evaluate).toThrow(message);
    expect(evaluate).toThrow(InputError);
  });
});

describe("settledDigits", () => {
  it("adds guard digits until cancellation is overcome", () => {
    // (1 + 10^−50) − 1
    const [found] = settledDigits(5, (context) => [new context(10).pow(-50).plus(1).minus(1)]);
    expect(found!.toString()).toBe("1e-50");
  });

  it("refuses what has no digits", () => {
    const noise = (context: typeof Decimal) => [
      new context(1).div(3).times(3).minus(1).plus(new context(context.precision)),
    ];
    expect(() => settledDigits(5, noise)).toThrow(InputError);
  });
});
