import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixedPoint, shifted } from "../../src/math/fixed-point.js";
import { localMinima } from "../../src/math/local-minima.js";
import { notAbove, onUnitInterval } from "../../src/math/polynomial-positivity.js";
import { dividedByLinear, timesLinear, timesQuadratic, valueAt } from "../../src/math/power-series.js";

const fixed = new FixedPoint(256);
const { one } = fixed;

describe("fixed-point numbers", () => {
  it("hold doubles exactly and give them back", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (x) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-40);
        expect(fixed.toNumber(fixed.from(x))).toBe(x === 0 ? 0 : x);
      }),
    );
  });

  it("multiply, divide and take roots to the last place", () => {
    const root = fixed.squareRoot(2n * one);
    // √2 to 60 digits
    expect(`${(root * 10n ** 60n) >> 256n}`).toBe(
      "1414213562373095048801688724209698078569671875376948073176679",
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: one * 1000n }),
        fc.bigInt({ min: 1n, max: one * 1000n }),
        (a, b) => {
          const quotient = fixed.over(a, b);
          expect(quotient * b <= a * one && a * one < (quotient + 1n) * b).toBe(true);
          const product = fixed.times(a, b);
          expect(product * one <= a * b && a * b < (product + 1n) * one).toBe(true);
          const square = fixed.squareRoot(a);
          expect(square * square <= a * one && a * one < (square + 1n) * (square + 1n)).toBe(true);
        },
      ),
    );
  });

  it("shift downwards", () => {
    expect(shifted(-3n, -1)).toBe(-2n);
    expect(shifted(3n, 2)).toBe(12n);
  });

  it("refuse a number of bits that doubles could not follow", () => {
    expect(() => new FixedPoint(2000)).toThrow(RangeError);
  });
});

describe("truncated power series", () => {
  const u = fixed.from(0.25);
  const p = [0.5, -1, 3, 0.125].map((entry) => fixed.from(entry));
  const padded = [...p, 0n, 0n];
  const value = 0.5 - 0.25 + 3 * 0.0625 + 0.125 * 0.015625;

  it("multiply by linear and quadratic functions", () => {
    expect(fixed.toNumber(valueAt(fixed, p, u))).toBe(value);
    const linear = timesLinear(fixed, padded, [2n * one, one]);
    expect(fixed.toNumber(valueAt(fixed, linear, u))).toBe(value * 2.25);
    const quadratic = timesQuadratic(fixed, padded, [2n * one, one, 4n * one]);
    expect(fixed.toNumber(valueAt(fixed, quadratic, u))).toBe(value * 2.5);
  });

  it("undo a multiplication by a division", () => {
    const factor = [3n * one, one] as const;
    const back = dividedByLinear(fixed, timesLinear(fixed, p, factor), factor);
    for (const [k, entry] of back.entries()) expect(Number(entry - p[k]!)).toBeLessThanOrEqual(4);
  });
});

/** (u − c)² + rest */
const parabola = (c: number, rest: bigint) => [fixed.from(c * c) + rest, fixed.from(-2 * c), one];
const tiny = one >> 120n;

describe("positivity of polynomials", () => {
  it.each([-1, -0.5, 0.125, 0.75, 1])("is proved 2^−120 above a double zero at %d", (c) => {
    expect(notAbove(onUnitInterval(parabola(c, tiny)), 0n)).toBeNull();
    expect(notAbove(onUnitInterval(parabola(c, tiny)), tiny >> 1n)).toBeNull();
  });

  it.each([-1, -0.5, 0.125, 0.75, 1])("is not where the polynomial falls below the margin at %d", (c) => {
    for (const place of [
      notAbove(onUnitInterval(parabola(c, -tiny)), 0n),
      notAbove(onUnitInterval(parabola(c, tiny)), 2n * tiny),
    ])
      expect(2 * place! - 1).toBeCloseTo(c, 12);
  });

  it("agrees with the values of random polynomials", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 2, maxLength: 9 }), (numbers) => {
        const p = numbers.map((entry) => BigInt(entry) * one);
        const at = (x: number) => numbers.reduceRight((sum, entry) => sum * x + entry, 0);
        const least = Math.min(...Array.from({ length: 401 }, (_, i) => at(i / 400)));
        const place = notAbove(p, 0n);
        if (least <= 0) expect(place).not.toBeNull();
        if (place !== null) expect(at(place)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("local minima", () => {
  it("are found to half of all digits, the ends among them", () => {
    // derivative of 4 (u² − ¼)² / 4: minima at ± ½, a maximum at 0
    const quartic = [0.0625, 0, -0.5, 0, 1].map((entry) => fixed.from(entry));
    const minima = localMinima(fixed, quartic, { from: -1, to: 1, steps: 7 });
    expect(minima.map(({ at }) => fixed.toNumber(at))).toEqual([-0.5, 0.5]);
    for (const { value } of minima) expect(value > -(one >> 180n) && value < one >> 180n).toBe(true);
    const falling = localMinima(fixed, [0n, -one], { from: -1, to: 1, steps: 3 });
    expect(falling).toEqual([{ at: one, value: -one }]);
  });
});
