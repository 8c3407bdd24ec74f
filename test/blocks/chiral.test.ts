import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chiralBlock } from "../../src/blocks/global-2d/chiral.js";
import { InputError } from "../../src/errors.js";

interface Golden {
  readonly beta: string;
  readonly delta12: string;
  readonly delta34: string;
  readonly z: readonly [string, string];
  readonly value: readonly [string, string];
  readonly derivative: readonly [string, string];
}

const golden = JSON.parse(
  readFileSync(new URL("../data/blocks/chiral.json", import.meta.url), "utf8"),
) as Golden[];

function label(beta: number, delta12 = 0, delta34 = 0) {
  return { beta, delta12, delta34, operator: "test" };
}

function distance(a: { re: number; im: number }, b: readonly [string, string]): number {
  return Math.hypot(a.re - Number(b[0]), a.im - Number(b[1]));
}

describe("chiral block k_β(z) = z^{β/2} 2F1((β−Δ12)/2, (β+Δ34)/2; β; z)", () => {
  it("agrees with mpmath's 2F1 to 1e-13, equal and unequal externals, β from −20.4 to 76, |z| from 0.05 to 3.4", () => {
    let worst = 0;
    for (const { beta, delta12, delta34, z, value, derivative } of golden) {
      const at = { re: Number(z[0]), im: Number(z[1]) };
      const k = chiralBlock(at, label(Number(beta), Number(delta12), Number(delta34)));
      const size = Math.hypot(Number(value[0]), Number(value[1]));
      const slope = Math.hypot(Number(derivative[0]), Number(derivative[1]));
      worst = Math.max(
        worst,
        distance(k.value, value) / size,
        distance(k.derivative, derivative) / (size + slope),
      );
    }
    expect(golden.length).toBeGreaterThan(100);
    expect(worst).toBeLessThan(1e-13);
  });

  it("is 1 at β = 0 with equal externals, while ∂k/∂β is ½ log z − ¼ log(1−z)", () => {
    const k = chiralBlock({ re: 0.5, im: 0 }, label(0));
    expect(k.value).toEqual({ re: 1, im: 0 });
    // ∂_β 2F1(β/2, β/2; β; z) at β = 0 is Σ_n z^n/(4n) = −¼ log(1−z)
    expect(k.derivative.re).toBeCloseTo(Math.log(0.5) / 2 - Math.log(0.5) / 4, 15);
  });

  it.each([0, -1, -2])("is continuous across the removable pole β = %d", (pole) => {
    const z = { re: 0.6, im: 0.3 };
    // Δ12 = pole is one of the differences for which the residue vanishes
    const at = (beta: number) => chiralBlock(z, label(beta, pole, 0.37)).value;
    const middle = at(pole);
    for (const step of [1e-12, 1e-7, 1e-3]) {
      const [above, below] = [at(pole + step), at(pole - step)];
      expect(
        Math.hypot((above.re + below.re) / 2 - middle.re, (above.im + below.im) / 2 - middle.im),
      ).toBeLessThan(10 * step * step + 1e-14);
    }
    // where the recurrence takes over from the Cauchy integral
    const [inside, outside] = [at(pole + 0.1 - 1e-12), at(pole + 0.1 + 1e-12)];
    expect(Math.hypot(inside.re - outside.re, inside.im - outside.im)).toBeLessThan(1e-11);
  });

  it.each([
    [-1, 0, 0],
    [-3, 0, 0],
    [-7 + 1e-12, 0, 0],
    [0, 0.3, 0.7],
    [-1, 0.3, 0],
    [-2, 1, 0.4],
  ])("refuses the pole at β = %d with Δ12 = %d, Δ34 = %d, naming it", (beta, delta12, delta34) => {
    const message = new RegExp(`pole at beta = ${Math.round(beta)};`);
    expect(() => chiralBlock({ re: 0.5, im: 0.1 }, label(beta, delta12, delta34))).toThrow(message);
  });

  it.each([
    [0, 0],
    [1, 0],
    [1.5, 0],
    [Number.NaN, 0],
    [0.99999999, 0],
  ])("refuses z = %d + %di: 0, on the cut, or too near it", (re, im) => {
    expect(() => chiralBlock({ re, im }, label(2))).toThrow(InputError);
  });
});
