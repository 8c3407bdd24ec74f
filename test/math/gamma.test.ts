import { describe, expect, it } from "vitest";
import { factorial, gamma, pochhammer } from "../../src/math/gamma.js";

const relative = (value: number, exact: number) => Math.abs(value / exact - 1);

// mpmath.gamma at the double nearest to x, 40 digits, as a double
const values: [number, number][] = [
  [0.0375, 26.12531435900286],
  [0.2, 4.590843711998803],
  [0.4, 2.218159543757688],
  [0.5, 1.772453850905516],
  [0.6, 1.4891922488128173],
  [0.8, 1.1642297137253033],
  [1.2, 0.9181687423997607],
  [1.5, 0.886226925452758],
  [2.75, 1.6083594219855457],
  [7.3, 1271.4236336639087],
  [14.9, 66744117447.59081],
  [15.1, 113947055382.549],
  [33.3, 7.487577596522633e35],
  [100.5, 9.320963104082716e156],
  [170.6, 9.295995953500918e305],
  [-0.4, -3.7229806220320425],
  [-1.5, 2.363271801207355],
  [-7.25, 0.0005303977063521478],
  [-20.1, -3.0885701421941614e-18],
];

describe("Γ(x)", () => {
  it.each(values)("Γ(%d) agrees with mpmath to 4e-15", (x, exact) => {
    expect(relative(gamma(x), exact)).toBeLessThan(4e-15);
  });
  it("has poles at 0, −1, −2", () => {
    for (const x of [0, -1, -2]) expect(gamma(x)).toBeNaN();
  });
  it("obeys Γ(x+1) = x Γ(x)", () => {
    // steps of 1/8 keep x + 1 exact: a rounding of x alone would move Γ(150) by 9e-14
    for (let x = -9.625; x < 160; x += 1.25) expect(relative(gamma(x + 1), x * gamma(x))).toBeLessThan(4e-15);
  });
  it("obeys the duplication formula Γ(x) Γ(x+½) = 2^(1−2x) √π Γ(2x)", () => {
    for (let x = 0.375; x < 60; x += 1.125) {
      expect(
        relative(gamma(x) * gamma(x + 0.5), 2 ** (1 - 2 * x) * Math.sqrt(Math.PI) * gamma(2 * x)),
      ).toBeLessThan(8e-15);
    }
  });
});

describe("rising factorials", () => {
  it("n! is exact to 20!", () => {
    let exact = 1n;
    for (let n = 0; n <= 20; n++) {
      if (n > 0) exact *= BigInt(n);
      expect(BigInt(factorial(n))).toBe(exact);
    }
  });
  it("(x)_n = Γ(x+n)/Γ(x)", () => {
    expect(relative(pochhammer(0.3, 7), gamma(7.3) / gamma(0.3))).toBeLessThan(4e-15);
    expect(pochhammer(0.3, 0)).toBe(1);
    expect(pochhammer(-2, 4)).toBe(0);
  });
  it("is undefined for negative or fractional n", () => {
    for (const n of [-1, 1.5, Number.POSITIVE_INFINITY]) expect(pochhammer(1, n)).toBeNaN();
    expect(factorial(-1)).toBeNaN();
  });
});
