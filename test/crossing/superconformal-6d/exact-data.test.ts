import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SuperconformalBlocks6d } from "../../../src/blocks/superconformal-6d/superconformal-6d.js";
import { columnScale, LN4 } from "../../../src/crossing/equation.js";
import { pointSet } from "../../../src/crossing/points.js";
import {
  addChiralMultiplets,
  chiralCoefficient,
  chiralFunction,
  chiralTerm,
} from "../../../src/crossing/superconformal-6d/chiral-part.js";
import { disconnected } from "../../../src/crossing/superconformal-6d/disconnected.js";
import { freeLikeFactor } from "../../../src/crossing/superconformal-6d/free-like.js";
import { quarticRatio, treeLevel } from "../../../src/crossing/superconformal-6d/tree-level.js";
import { gammaHalfStep } from "../../../src/math/gamma-ratio.js";

// biome-ignore lint/suspicious/noExplicitAny: the data files have no types
const data = (name: string): any =>
  JSON.parse(readFileSync(new URL(`../../data/6d/${name}.json`, import.meta.url), "utf8"));

/** "5/7" */
const rational = (text: string) => {
  const [numerator, denominator = "1"] = text.split("/");
  return Number(numerator) / Number(denominator);
};

const ope2 = (delta: number, spin: number) => disconnected(delta, spin).b / columnScale(delta);

describe("exact data of the 6D (2,0) theories", () => {
  it("the closed form at c = ∞ is the decomposition in exact arithmetic", () => {
    const file = data("disconnected");
    const rows = [
      ...file["chi_Delta=l+4 (=2^l b_l at 1/c=0)"],
      ...file["D[0,4] (l=0) and B[0,2]_{l-1}: Delta=l+6"],
      ...Object.values(file.long).flat(),
    ] as { l: number; Delta: number; lam2_exact: string }[];
    expect(rows.length).toBeGreaterThan(300);
    for (const { l, Delta, lam2_exact } of rows)
      expect(ope2(Delta, l) / rational(lam2_exact)).toBeCloseTo(1, 12);
  });

  it("its slope is the derivative of its logarithm", () => {
    for (const [delta, spin] of [
      [6.3, 0],
      [11.1, 4],
      [40, 20],
    ] as const) {
      const ratio = disconnected(delta + 1e-5, spin).b / disconnected(delta - 1e-5, spin).b;
      expect(Math.log(ratio) / 2e-5).toBeCloseTo(disconnected(delta, spin).logSlope, 8);
    }
  });

  it("tree level: γ, and λ²₁ = ∂(λ²₀γ)/∂Δ for long, short and chiral multiplets", () => {
    const { long, short } = data("tree-level");
    type Row = { l: number; Delta0?: number; Delta_block?: number; gamma1?: string; lam2_1: string };
    const rows = [long, short].flatMap((part) => Object.values(part).flat()) as Row[];
    for (const { l, Delta0, Delta_block, gamma1, lam2_1 } of rows) {
      const delta = Delta0 ?? Delta_block!;
      const { gamma, slope } = treeLevel(delta, l);
      if (gamma1 !== undefined) expect(gamma / Number(gamma1)).toBeCloseTo(1, 12);
      const { logSlope } = disconnected(delta, l);
      const first = ope2(delta, l) * ((logSlope - LN4) * gamma + slope);
      expect(first / Number(lam2_1)).toBeCloseTo(1, 11);
    }
  });

  it("the free-like solution: the closed form is the decomposition in exact arithmetic", () => {
    const rows = Object.entries(data("free-like").lamF) as [string, { l: number; lamF: string }[]][];
    for (const [name, entries] of rows) {
      for (const { l, lamF } of entries) {
        const delta = l + 2 * Number(name.slice(2)) + 2;
        const first = ope2(delta, l) * (freeLikeFactor(delta, l, 1) - 1);
        expect(first / rational(lamF)).toBeCloseTo(1, 11);
      }
    }
  });

  it("the term R⁴ solves crossing by itself", () => {
    const blocks = new SuperconformalBlocks6d(pointSet("bootstop-180"));
    const { rows } = blocks;
    const [value, slope, sum, size] = Array.from({ length: 4 }, () => new Float64Array(rows)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    // γ ∝ (n+1)_8 (n+2)_6 / [(2n+7)(2n+9)(2n+11)] = n + 1 times what is smooth at n = −1, where the short multiplet stands
    const gamma = (n: number) => {
      let product = 1;
      for (let j = 1; j <= 8; j++) product *= n + j;
      for (let j = 2; j <= 7; j++) product *= n + j;
      return product / ((2 * n + 7) * (2 * n + 9) * (2 * n + 11));
    };
    for (let n = -1; n <= 28; n++) {
      const delta = 8 + 2 * n;
      const g = gamma(n);
      const dg = (gamma(n + 1e-5) - gamma(n - 1e-5)) / 4e-5;
      const coefficient = ope2(delta, 0);
      const change = coefficient * ((disconnected(delta, 0).logSlope - LN4) * g + dg);
      blocks.column(delta, 0, value, slope);
      for (let i = 0; i < rows; i++) {
        const term = change * value[i]! + coefficient * g * slope[i]!;
        sum[i]! += term;
        size[i]! += Math.abs(term);
      }
    }
    for (let i = 0; i < rows; i++) expect(Math.abs(sum[i]!)).toBeLessThan(1e-8 * size[i]!);
    const ratio = (n: number) =>
      (gamma(n) / gamma(0)) * (treeLevel(8, 0).gamma / treeLevel(8 + 2 * n, 0).gamma);
    for (const n of [0, 1, 4]) expect(quarticRatio(n)).toBeCloseTo(ratio(n), 10);
  });

  it("Γ(x+½)/Γ(x) at whole and half places", () => {
    expect(gammaHalfStep(0.5).value * Math.sqrt(Math.PI)).toBeCloseTo(1, 15);
    expect(gammaHalfStep(1).value / Math.sqrt(Math.PI)).toBeCloseTo(0.5, 15);
    // the recurrence f(x) f(x+½) = x
    for (const x of [0.7, 3.2, 11.9, 40.5, 300])
      expect((gammaHalfStep(x).value * gammaHalfStep(x + 0.5).value) / x).toBeCloseTo(1, 14);
  });
});

describe("the chiral algebra", () => {
  it.each([0, 1 / 25, 1])("−z²h′ = 1 + (8/c)k₂ + Σ b_ℓ k_{ℓ+4} at 1/c = %d", (inverseCharge) => {
    const z = 0.3;
    const h = (x: number) => chiralFunction({ re: x, im: 0 }, inverseCharge).re;
    const step = 1e-4;
    const derivative = (h(z - 2 * step) - 8 * h(z - step) + 8 * h(z + step) - h(z + 2 * step)) / (12 * step);
    let sum = 1 + 8 * inverseCharge * chiral(2, z);
    for (let l = 0; l <= 40; l += 2) sum += (chiralCoefficient(l, inverseCharge) / 2 ** l) * chiral(l + 4, z);
    expect((-z * z * derivative) / sum).toBeCloseTo(1, 10);
  });

  it("agrees with 32-digit values of the inhomogeneous term, both parts", () => {
    type Row = { zre: string; zim: string; c: string; h_part: string; chi_part: string };
    for (const { zre, zim, c, h_part, chi_part } of data("reference-values").inhom as Row[]) {
      const points = { re: Float64Array.of(Number(zre)), im: Float64Array.of(Number(zim)) };
      const inverseCharge = c === "inf" ? 0 : 1 / Number(c);
      const [term, sum, size] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
      chiralTerm(points, inverseCharge, term, size);
      const coefficient = (spin: number) => chiralCoefficient(spin, inverseCharge);
      addChiralMultiplets(new SuperconformalBlocks6d(points), coefficient, sum, size);
      expect(Math.abs(term[0]! - Number(h_part))).toBeLessThan(2e-14 * size[0]!);
      expect(Math.abs(sum[0]! - Number(chi_part))).toBeLessThan(2e-14 * size[0]!);
    }
  });
});

/** z^b 2F1(b, b; 2b; z) */
function chiral(b: number, z: number): number {
  let term = z ** b;
  let sum = 0;
  for (let n = 0; n < 200; n++) {
    sum += term;
    term *= ((b + n) * (b + n) * z) / ((2 * b + n) * (n + 1));
  }
  return sum;
}
