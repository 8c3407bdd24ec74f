import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decimalContext } from "../../../src/blocks/decimal/complex-decimal.js";
import { derivativePowers, radialToDerivatives } from "../../../src/blocks/rational/crossing-jets.js";
import type { BlockLabel } from "../../../src/blocks/rational/radial-recursion.js";
import { Expansion, rationalBlock, SCALE } from "../../../src/blocks/rational/rational-block.js";
import { FixedPoint } from "../../../src/math/fixed-point.js";
import { valueAt } from "../../../src/math/power-series.js";

const fixed = new FixedPoint(256);
const Decimal = decimalContext(90);
const decimal = (a: bigint) => new Decimal(a.toString()).div(new Decimal(2).pow(fixed.bits));
const exact = (text: string) => BigInt(new Decimal(text).times(new Decimal(2).pow(fixed.bits)).toFixed(0));
const base = new Decimal(2).sqrt().times(-2).plus(3).times(4);

interface StoredBlock {
  readonly d: string;
  readonly delta12: string;
  readonly delta34: string;
  readonly spin: number;
  readonly delta: string;
  readonly z: { readonly re: string; readonly im: string };
  readonly g: string;
}

/** Values of 36 digits that two methods agree on, in dimensions 2 to 6, at z = z̄ = ½. */
const stored = (
  JSON.parse(readFileSync(new URL("../../data/d/blocks.json", import.meta.url), "utf8")) as {
    readonly blocks: readonly StoredBlock[];
  }
).blocks.filter(({ d, z }) => d !== "1" && z.re === "0.5" && z.im === "0");

/** Coefficients in (z − ½)^m (z̄ − ½)^n of a block at a dimension, from its series. */
function derivatives(block: BlockLabel, delta: string, highest: number, order: number) {
  const values = new Expansion(fixed, block, highest, order).at(exact(delta));
  const factor = base.pow(new Decimal(delta));
  const matrix = radialToDerivatives(fixed, highest);
  const found = matrix.map((row) => decimal(fixed.dot(row, values)).times(factor).toNumber());
  return derivativePowers(highest).map((powers, k) => ({ ...powers, value: found[k]! }));
}

describe("blocks about z = z̄ = ½", () => {
  it("have the values of blocks of any dimension, spin and external dimensions", () => {
    expect(stored.length).toBeGreaterThan(20);
    for (const { d, spin, delta12, delta34, delta, g } of stored) {
      const block = { dimension: Number(d), spin, delta12: Number(delta12), delta34: Number(delta34) };
      const { value } = derivatives(block, delta, 0, 30)[0]!;
      // r*^30 = 1e-23, times what external dimensions up to 2 make of it
      expect(value / Number(g) - 1, `d ${d} ℓ ${spin} Δ ${delta}`).toBeLessThan(1e-13);
      expect(value / Number(g) - 1).toBeGreaterThan(-1e-13);
    }
  });

  // Cauchy's integrals of the closed forms over circles around ½ (mpmath, 25 digits)
  it.each([
    [
      { dimension: 4, spin: 3, delta12: 0.25, delta34: 0.5 },
      "8.25",
      {
        "0 0": 0.205365147878845,
        "1 0": 2.45325736827669,
        "2 1": 151.054629298555,
        "3 2": 2775.64006570954,
        "5 0": 518.809811533564,
      },
    ],
    [
      { dimension: 2, spin: 2, delta12: 0.5, delta34: -0.75 },
      "3.5",
      {
        "0 0": 0.377459189452693,
        "1 0": 1.6931779603524,
        "2 1": 7.212954196292,
        "3 2": 3.20290605518149,
        "5 0": 20.0850662202329,
      },
    ],
  ] as const)("have the derivatives of closed forms in even dimensions: %j", (block, delta, known) => {
    const found = derivatives(block, delta, 5, 32);
    for (const [powers, value] of Object.entries(known)) {
      const [m, n] = powers.split(" ").map(Number);
      const entry = found.find((other) => other.m === m && other.n === n)!;
      expect(Math.abs(entry.value / value - 1), powers).toBeLessThan(1e-13);
    }
  });

  it.each([
    // double poles in even dimensions, all three families, equal and unequal external dimensions
    { dimension: 2, spin: 4, delta12: 0, delta34: 0 },
    { dimension: 4, spin: 1, delta12: 0.25, delta34: 0.5 },
    { dimension: 2.25, spin: 3, delta12: 0.3, delta34: -0.3 },
    { dimension: 3, spin: 0, delta12: 0, delta34: 0 },
  ])("are rational in Δ, truncated: their numerators give the series at any Δ: %j", (block) => {
    const [highest, order] = [3, 12];
    const { reference, distances, numerators } = rationalBlock(fixed, block, highest, order);
    const series = new Expansion(fixed, block, highest, order);
    for (const x of [0.001, 0.37, 5.1, 400]) {
      const y = fixed.from(x) / BigInt(SCALE);
      const denominator = distances.reduce(
        (product, distance) => fixed.times(product, fixed.over(y + distance, fixed.one + distance)),
        fixed.one,
      );
      for (const [k, value] of series.at(reference + fixed.from(x)).entries()) {
        const ratio = fixed.over(valueAt(fixed, numerators[k]!, y), fixed.times(value, denominator));
        expect(Math.abs(fixed.toNumber(ratio - fixed.one))).toBeLessThan(1e-40);
      }
    }
  });
});
