import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decimalContext } from "../../src/blocks/decimal/complex-decimal.js";
import {
  defectIntegralsDecimal,
  evenDerivativesDecimal,
  lineDefectBlockDecimal,
} from "../../src/blocks/decimal/line-defect-decimal.js";
import { DEFECT_RADIUS, evenDefectDerivatives } from "../../src/blocks/line-defect/derivatives.js";
import { defectIntegrals } from "../../src/blocks/line-defect/integrals.js";
import {
  crossedDefectBlock,
  lineDefectBlock,
  protectedDefectBlock,
} from "../../src/blocks/line-defect/line-defect.js";
import { InputError } from "../../src/errors.js";
import { DoubleDouble } from "../../src/math/double-double.js";

const samples = JSON.parse(
  readFileSync(new URL("../data/1d/samples.json", import.meta.url), "utf8"),
) as Samples;

interface Samples {
  readonly F: readonly { D: string; x: string; F: string; dF_dD: string }[];
  readonly F_B2: readonly { x: string; F_B2: string }[];
  readonly derivs: readonly { D: string; g: string[]; dg_dD: string[] }[];
  readonly derivs_F_B2: readonly string[];
  readonly integrals: readonly { D: string; Int1: string; Int2: string; dInt1: string; dInt2: string }[];
}

/** Both are rounded to doubles somewhere; near a sign change the largest term counts. */
const TOLERANCE = 1e-13;
const error = (value: number, exact: string) => Math.abs(value / Number(exact) - 1);

/** Value and derivative with the prefactor (4r*)^{Δ+1}/(1−Δ) put back. */
function restored(delta: number, value: ArrayLike<number>, derivative: ArrayLike<number>) {
  const factor = (4 * DEFECT_RADIUS) ** (delta + 1) / (1 - delta);
  const slope = Math.log(4 * DEFECT_RADIUS) + 1 / (1 - delta);
  return Array.from(value, (entry, i) => ({
    value: factor * entry,
    derivative: factor * (derivative[i]! + entry * slope),
  }));
}

describe("blocks of the line defect", () => {
  it("agree with 256-bit values, Δ-derivatives too", () => {
    for (const { D, x, F, dF_dD } of samples.F) {
      const block = lineDefectBlock(Number(D), Number(x));
      expect(error(block.value, F)).toBeLessThan(TOLERANCE);
      expect(error(block.derivative, dF_dD)).toBeLessThan(TOLERANCE);
    }
    for (const { x, F_B2 } of samples.F_B2)
      expect(error(protectedDefectBlock(Number(x)), F_B2)).toBeLessThan(TOLERANCE);
  });

  it("solve the Casimir equation (1−x)(x²F′)′ = (Δ+1)(Δ+2)F", () => {
    const step = 3e-4;
    for (const delta of [1.2, 2.7, 6.3, 14]) {
      for (const x of [0.2, 0.5, 0.8]) {
        const f = (k: number) => lineDefectBlock(delta, x + k * step).value;
        const flux = (k: number) => (x + k * step) ** 2 * ((f(k + 0.5) - f(k - 0.5)) / step);
        const left = (1 - x) * ((flux(0.5) - flux(-0.5)) / step);
        // second-order differences: the error falls like step²
        expect(left / ((delta + 1) * (delta + 2) * f(0)) - 1).toBeCloseTo(0, 3);
      }
    }
  });

  it("agree with decimal arithmetic, direct and crossed", () => {
    for (const [delta, x] of [
      [1.3, 0.15],
      [3.75, 0.5],
      [9.125, 0.9],
    ] as const) {
      const direct = lineDefectBlockDecimal({ delta, x, digits: 30 });
      const crossed = lineDefectBlockDecimal({ delta, x, digits: 30, crossed: true });
      expect(error(lineDefectBlock(delta, x).value, direct.value.toString())).toBeLessThan(TOLERANCE);
      expect(error(crossedDefectBlock(delta, x).value, crossed.value.toString())).toBeLessThan(TOLERANCE);
      const slope = crossed.derivative.toString();
      expect(error(crossedDefectBlock(delta, x).derivative, slope)).toBeLessThan(TOLERANCE);
    }
  });

  it("refuses Δ at the pole and points outside (0, 1)", () => {
    expect(() => lineDefectBlock(1, 0.5)).toThrow(InputError);
    expect(() => lineDefectBlock(Number.NaN, 0.5)).toThrow(InputError);
    expect(() => lineDefectBlock(2, 1)).toThrow(InputError);
    expect(() => lineDefectBlockDecimal({ delta: "0.9", x: "0.5", digits: 20 })).toThrow(InputError);
  });
});

describe("even derivatives of the line defect's crossed blocks at x = 1/2", () => {
  it("agree with 256-bit values to order 60, Δ-derivatives too", () => {
    for (const { D, g, dg_dD } of samples.derivs) {
      const [value, derivative] = [new Float64Array(g.length), new Float64Array(g.length)];
      evenDefectDerivatives(Number(D), value, derivative);
      for (const [n, entry] of restored(Number(D), value, derivative).entries()) {
        expect(error(entry.value, g[n]!)).toBeLessThan(TOLERANCE);
        expect(error(entry.derivative, dg_dD[n]!)).toBeLessThan(TOLERANCE);
      }
    }
  });

  it("hold the protected block at Δ = 0: F_B2 = x − F_0", () => {
    const value = new Float64Array(31);
    evenDefectDerivatives(0, value, new Float64Array(31));
    for (const [n, exact] of samples.derivs_F_B2.entries()) {
      const free = n === 0 ? 0.25 : n === 1 ? -0.25 : 0;
      expect(Math.abs(free - 4 * DEFECT_RADIUS * value[n]! - Number(exact))).toBeLessThan(1e-15);
    }
  });

  it("have a decimal version good to 38 digits", () => {
    const context = decimalContext(60);
    const { D, g } = samples.derivs[3]!;
    for (const [n, entry] of evenDerivativesDecimal(new context(D), g.length).entries())
      expect(entry.value.div(g[n]!).minus(1).abs().toNumber()).toBeLessThan(1e-38);
  });
});

describe("integrals of the line defect's blocks", () => {
  it("agree with 256-bit values, next to the double pole at Δ = 1 too", () => {
    const [value, derivative] = [new Float64Array(2), new Float64Array(2)];
    for (const { D, Int1, Int2, dInt1, dInt2 } of samples.integrals) {
      defectIntegrals(Number(D), value, derivative);
      const [first, second] = restored(Number(D), value, derivative);
      expect(error(first!.value, Int1)).toBeLessThan(TOLERANCE);
      expect(error(first!.derivative, dInt1)).toBeLessThan(TOLERANCE);
      expect(error(second!.value, Int2)).toBeLessThan(TOLERANCE);
      expect(error(second!.derivative, dInt2)).toBeLessThan(TOLERANCE);
    }
  });

  it("have a decimal version good to 38 digits", () => {
    const context = decimalContext(60);
    for (const { D, Int1, Int2 } of samples.integrals) {
      const [first, second] = defectIntegralsDecimal(new context(D));
      expect(first.value.div(Int1).minus(1).abs().toNumber()).toBeLessThan(1e-38);
      expect(second.value.div(Int2).minus(1).abs().toNumber()).toBeLessThan(1e-38);
    }
  });
});

describe("double-double arithmetic", () => {
  it("keeps what one double drops", () => {
    const third = new DoubleDouble(1).over(new DoubleDouble(3));
    expect(third.scaled(3).minus(new DoubleDouble(1)).toNumber()).toBeLessThan(1e-31);
    expect(third.hi + third.lo).toBe(1 / 3);
    const root = DoubleDouble.squareRoot(2);
    expect(Math.abs(root.times(root).minus(new DoubleDouble(2)).toNumber())).toBeLessThan(1e-31);
    expect(
      DoubleDouble.sum(1, 2 ** -80)
        .minus(new DoubleDouble(1))
        .toNumber(),
    ).toBe(2 ** -80);
  });
});
