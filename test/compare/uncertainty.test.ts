import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPlain, formatReference, formatUncertain } from "../../src/compare/uncertainty.js";

describe("a value with its standard deviation in the last digits", () => {
  it.each([
    [1.00003, 0.00002, "1.00003(2)"],
    [1.000031, 0.0000199, "1.00003(2)"],
    [4.001, 0.0025, "4.001(3)"],
    [4.0012, 0.00146, "4.0012(15)"],
    [5, 0.96, "5(1)"],
    [12.44, 1.31, "12.4(1.3)"],
    [-0.5, 0.02, "-0.50(2)"],
    [1234, 56, "1230(60)"],
    [1234, 156, "1230(160)"],
    [0.0003051, 0.0000123, "3.05(12)e-4"],
    [1.53e-5, 2e-7, "1.53(2)e-5"],
    [2e-8, 3e-6, "0(3)e-6"],
    [-2e-5, 0.3, "0.0(3)"],
    [6.5e9, 2e8, "6.5(2)e9"],
    [0, 0.01, "0.000(10)"],
    [0, 0.02, "0.00(2)"],
  ])("%d ± %d is %s", (value, error, text) => {
    expect(formatUncertain(value, error)).toBe(text);
  });

  it("without a usable deviation shows six digits", () => {
    expect(formatUncertain(0.0156251234, null)).toBe("0.0156251");
    expect(formatUncertain(2, 0)).toBe("2");
    expect(formatUncertain(2, Number.NaN)).toBe("2");
    expect(formatUncertain(Number.NaN, 1)).toBe("NaN");
    expect(formatPlain(1.234567e-9)).toBe("1.23457e-9");
    expect(formatPlain(1e7)).toBe("1e7");
    expect(formatPlain(0)).toBe("0");
  });

  it("a reference shows a digit more than the deviation beside it", () => {
    expect(formatReference(1 / 3, 2e-9)).toBe("0.3333333333");
    expect(formatReference(9 / 40960, 3e-6)).toBe("2.19727e-4");
    expect(formatReference(9 / 40960, 3e-11)).toBe("2.19726563e-4");
    expect(formatReference(1, 2e-9)).toBe("1");
  });

  it("read back gives value and deviation, to half a deviation and a fifth of it", () => {
    const size = fc.double({ min: -9, max: 9, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(size, size, fc.constantFrom(-1, 1), (magnitude, error, sign) => {
        const text = formatUncertain(sign * magnitude, error);
        const [, mantissa, bracket, exponent = "0"] = /^(-?[\d.]+)\(([\d.]+)\)(?:e(-?\d+))?$/.exec(text)!;
        const decimals = bracket!.includes(".") ? 0 : (mantissa!.split(".")[1]?.length ?? 0);
        const unit = 10 ** Number(exponent);
        const shownError = Number(bracket) * 10 ** -decimals * unit;
        expect(Math.abs(shownError / error - 1)).toBeLessThan(0.21);
        const rounding = 4 * Number.EPSILON * magnitude;
        expect(Math.abs(Number(mantissa) * unit - sign * magnitude)).toBeLessThan(
          0.51 * shownError + rounding,
        );
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
