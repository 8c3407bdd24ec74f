import { readFileSync } from "node:fs";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CrossedColumns } from "../../src/blocks/crossed-columns.js";
import { blockDDecimal, crossedBlockDDecimal } from "../../src/blocks/decimal/block-d-decimal.js";
import { CrossedSidesDecimal } from "../../src/blocks/decimal/crossed-sides-decimal.js";
import { SideBlocksDDecimal } from "../../src/blocks/decimal/side-blocks-d-decimal.js";
import { block2d } from "../../src/blocks/global-2d/block-2d.js";
import { chiralBlock } from "../../src/blocks/global-2d/chiral.js";
import { leadingWeight } from "../../src/blocks/global-d/angular.js";
import { blockD, crossedBlockD } from "../../src/blocks/global-d/block-d.js";
import { SideBlocksD } from "../../src/blocks/global-d/side-blocks-d.js";
import { CrossedSides } from "../../src/blocks/points/crossed-sides.js";
import { radialCoordinate } from "../../src/blocks/points/radial.js";
import { BlockTable } from "../../src/blocks/table/block-table.js";
import { pointSet } from "../../src/crossing/points.js";
import { InputError } from "../../src/errors.js";
import { modulus, multiply } from "../../src/math/complex.js";

interface Reference {
  readonly d: string;
  readonly delta12: string;
  readonly delta34: string;
  readonly spin: number;
  readonly delta: string;
  readonly z: { readonly re: string; readonly im: string };
  readonly g: string;
  readonly dg_ddelta: string;
}

const { blocks: reference } = JSON.parse(
  readFileSync(new URL("../data/d/blocks.json", import.meta.url), "utf8"),
) as { blocks: Reference[] };

const complex = ({ re, im }: Reference["z"]) => ({ re: Number(re), im: Number(im) });
const label = ({ d, delta12, delta34, spin, delta }: Reference) => ({
  dimension: Number(d),
  delta: Number(delta),
  spin,
  delta12: Number(delta12),
  delta34: Number(delta34),
});

/** What rounding errors are relative to: the block's size on the real axis at the same |ρ|. */
function scale(dimension: number, delta: number, spin: number, z: { re: number; im: number }): number {
  const size = 4 * modulus(radialCoordinate(z));
  return leadingWeight(dimension, spin) * size ** delta * (1 + Math.abs(Math.log(size)));
}

const region = {
  re: fc.double({ min: 0.3, max: 0.7, noNaN: true }),
  im: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
};
const dimension = fc.double({ min: 2, max: 6, noNaN: true });
const difference = fc.double({ min: -1.5, max: 1.5, noNaN: true });
const spread = pointSet("spread", 12);
const sides = new CrossedSides(spread);

const STEP = 0.01;
const FIRST = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
const SECOND = [8 / 5, -1 / 5, 8 / 315, -1 / 560];

const firstDifference = (f: (x: number) => number) =>
  FIRST.reduce((sum, c, i) => sum + c * (f((i + 1) * STEP) - f(-(i + 1) * STEP)), 0) / STEP;
const secondDifference = (f: (x: number) => number) =>
  SECOND.reduce((sum, c, i) => sum + c * (f((i + 1) * STEP) + f(-(i + 1) * STEP)), (-205 / 72) * f(0)) /
  STEP ** 2;

describe("scalar block of any dimension", () => {
  it("agrees with 36 digits of two other methods to 1e-12 of its scale, value and derivative", () => {
    for (const entry of reference) {
      const operator = label(entry);
      const z = complex(entry.z);
      const found = blockD({ ...operator, z });
      const { dimension, delta, spin } = operator;
      const [value, slope] = [Number(entry.g), Number(entry.dg_ddelta)];
      // blocks of very unequal dimensions are larger than the first term of their expansion
      const tolerance = 1e-12 * Math.max(scale(dimension, delta, spin, z), Math.abs(value) + Math.abs(slope));
      expect(Math.abs(found.value - value), JSON.stringify(entry)).toBeLessThan(tolerance);
      expect(Math.abs(found.derivative - slope)).toBeLessThan(tolerance);
    }
  });

  it("has as many right digits in decimals as are asked for", () => {
    for (const { d, g, dg_ddelta, ...operator } of reference.filter((_, i) => i % 33 === 0)) {
      const found = blockDDecimal({ ...operator, dimension: d, digits: 33 });
      for (const [number, exact] of [
        [found.value, g],
        [found.derivative, dg_ddelta],
      ] as const)
        expect(number.toString()).toBe(new Decimal(exact).toSignificantDigits(33).toString());
    }
  });

  it("solves the quadratic Casimir equation: finite differences of eighth order", () => {
    const property = fc.property(
      fc.record({ ...region, im: fc.double({ min: 0.1, max: 0.5, noNaN: true }) }),
      dimension,
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: 0.1, max: 4, noNaN: true }),
      fc.constantFrom(0, 1),
      fc.tuple(difference, difference),
      (z, d, spin, gap, unequal, [d12, d34]) => {
        const delta = spin + d - 2 + gap;
        const [delta12, delta34] = [unequal * d12, unequal * d34];
        const g = (x: number, y: number) =>
          blockD({ dimension: d, delta, spin, delta12, delta34, z: { re: z.re + x, im: z.im + y } }).value;
        const here = g(0, 0);
        const gxy = firstDifference((x) => firstDifference((y) => g(x, y)));
        const gxx = secondDifference((x) => g(x, 0));
        const gyy = secondDifference((y) => g(0, y));
        const first = { re: firstDifference((x) => g(x, 0)) / 2, im: -firstDifference((y) => g(0, y)) / 2 };
        const second = { re: (gxx - gyy) / 4, im: -gxy / 2 };
        // with ∂ = (∂x − i∂y)/2: z²(1−z)∂² − (1+a+b)z²∂ − ab z and its conjugate, and the term of the angle
        const over = { re: 1 - z.re, im: -z.im };
        const square = multiply(z, z);
        const c1 = 1 + (delta34 - delta12) / 2;
        const chiral =
          multiply(multiply(square, over), second).re -
          c1 * multiply(square, first).re +
          ((delta12 * delta34) / 4) * z.re * here;
        const angular = ((d - 2) * (z.re ** 2 + z.im ** 2) * multiply(over, first).im) / z.im;
        const eigenvalue = (delta * (delta - d) + spin * (spin + d - 2)) / 2;
        const size = modulus(second) + modulus(first) + Math.abs(eigenvalue) * scale(d, delta, spin, z);
        return Math.abs(2 * chiral + angular - eigenvalue * here) < 1e-8 * size;
      },
    );
    fc.assert(property, { seed: 3, numRuns: 12 });
  });

  it("is that of two dimensions at d = 2", () => {
    const property = fc.property(
      fc.record(region),
      fc.integer({ min: 0, max: 40 }),
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.constantFrom(0, 1),
      difference,
      difference,
      (z, spin, twist, unequal, d12, d34) => {
        const operator = { delta: spin + twist, spin, delta12: unequal * d12, delta34: unequal * d34, z };
        const found = blockD({ ...operator, dimension: 2 });
        const exact = block2d(operator);
        const tolerance = 1e-12 * scale(2, spin + twist, spin, z);
        return (
          Math.abs(found.value - exact.value.re) < tolerance &&
          Math.abs(found.derivative - exact.derivative.re) < tolerance
        );
      },
    );
    fc.assert(property, { seed: 5, numRuns: 60 });
  });

  it("is z z̄/(z−z̄) [k_{Δ+ℓ}(z) k_{Δ−ℓ−2}(z̄) − (z↔z̄)] at d = 4", () => {
    const property = fc.property(
      fc.record({ ...region, im: fc.double({ min: 0.15, max: 0.5, noNaN: true }) }),
      fc.integer({ min: 0, max: 20 }),
      fc.double({ min: 2.05, max: 20, noNaN: true }),
      difference,
      difference,
      (z, spin, twist, delta12, delta34) => {
        const delta = spin + twist;
        const k = (beta: number) => chiralBlock(z, { beta, delta12, delta34, operator: "test" }).value;
        const minus = k(delta - spin - 2);
        const product = multiply(k(delta + spin), { re: minus.re, im: -minus.im });
        // Im over Im: the difference of complex conjugates by z − z̄
        const exact = ((z.re ** 2 + z.im ** 2) * product.im) / z.im;
        const found = blockD({ dimension: 4, delta, spin, delta12, delta34, z });
        return Math.abs(found.value - exact) < 1e-12 * scale(4, delta, spin, z);
      },
    );
    fc.assert(property, { seed: 9, numRuns: 60 });
  });

  it("is z^Δ 2F1(Δ, Δ; 2Δ; z) on the line", () => {
    // k_{2Δ}(z)
    for (const [delta, z] of [
      [0.3, 0.5],
      [2.7, 0.31],
    ] as const) {
      const exact = chiralBlock(
        { re: z, im: 0 },
        { beta: 2 * delta, delta12: 0, delta34: 0, operator: "test" },
      );
      const found = blockD({ dimension: 1, delta, spin: 0, z: { re: z, im: 0 } });
      expect(found.value).toBeCloseTo(exact.value.re, 13);
      expect(found.derivative).toBeCloseTo(2 * exact.derivative.re, 13);
    }
  });

  it("has poles, refused by name, where its residues do not vanish", () => {
    const z = { re: 0.5, im: 0.2 };
    const at = (dimension: number, delta: number, spin: number, delta12 = 0, delta34 = 0) =>
      blockD({ dimension, delta, spin, delta12, delta34, z });
    expect(() => at(3, 0.5, 0)).toThrow(
      /pole at Δ = d\/2 − k = 0.5 \(family II, k = 1\), the unitarity bound/,
    );
    expect(() => at(3, 3, 2, 0.3, 0.2)).toThrow(/family III, k = 1\), the unitarity bound/);
    expect(() => at(3, 2, 2)).toThrow(/family III, k = 2\)/);
    expect(() => at(3, -3, 2)).toThrow(/family I, k = 2\)/);
    expect(() => at(4, 1, 0)).toThrow(InputError);
    expect(() => at(3, 3, 2.5)).toThrow(/spin.*whole number/);
    expect(() => at(0.5, 3, 2)).toThrow(/dimension.*from 1 to 50/);
    expect(() => at(1, 3, 2)).toThrow(/spin.*0 in one dimension/);
    expect(at(3, 3, 2).value).toBeGreaterThan(0);
  });

  it("is the limit where a pole's residue vanishes: a conserved current with Δ34 = 0, Δ = ν with Δ12 = ±ν", () => {
    const z = { re: 0.45, im: 0.2 };
    for (const operator of [
      { dimension: 3, delta: 3, spin: 2, delta12: 0.7, delta34: 0 },
      { dimension: 3, delta: 0.5, spin: 0, delta12: -0.5, delta34: 0.3 },
      { dimension: 2.5, delta: 0.25, spin: 0, delta12: 0.25, delta34: 0.25 },
    ]) {
      const found = blockD({ ...operator, z });
      const mean = (offset: number) => {
        const [above, below] = [offset, -offset].map((by) =>
          blockD({ ...operator, delta: operator.delta + by, z }),
        );
        return (above!.value + below!.value) / 2;
      };
      // the mean's error falls with the square of the offset
      expect(found.value).toBeCloseTo((4 * mean(2 ** -8) - mean(2 ** -7)) / 3, 7);
    }
    const operator = { dimension: 3, delta: 0.5, spin: 0, delta12: -0.5, delta34: 0.3, z };
    const decimal = blockDDecimal({ ...operator, digits: 15 });
    expect(blockD(operator).value).toBeCloseTo(decimal.value.toNumber(), 13);
    expect(blockD(operator).derivative).toBeCloseTo(decimal.derivative.toNumber(), 13);
  });
});

describe("columns of any dimension", () => {
  const operators = [
    [0.55, 0],
    [1.4126, 0],
    [6.9, 0],
    [3, 2],
    [5.0227, 4],
    [12.3, 4],
    [14.1, 10],
    [21.4, 20],
    [40.2, 20],
    [41, 40],
  ] as const;

  it.each([
    [3, 0, 0],
    [2.5, 0, 0],
    [2, 0, 0],
    [4, 0, 0],
    [3, -0.894, 0.894],
    [3, -0.894, -0.894],
    [2.2, 0.7, -1.9],
  ])(
    "are those of single blocks to 1e-12 of their scale: d = %d, Δ12 = %d, Δ34 = %d",
    (dimension, delta12, delta34) => {
      const columns = new CrossedColumns(new SideBlocksD(sides, dimension, delta12, delta34), 0.518, -1);
      const [value, derivative] = [new Float64Array(12), new Float64Array(12)];
      for (const [above, spin] of operators) {
        const delta = above + Math.max(0, dimension - 3) + (delta12 === 0 ? 0 : 0.1);
        columns.column(delta, spin, value, derivative);
        const magnitude = columns.magnitude(delta, spin).reduce((most, x) => Math.max(most, x), 0);
        for (let i = 0; i < 12; i++) {
          const z = { re: spread.re[i]!, im: spread.im[i]! };
          const exact = crossedBlockD({ dimension, delta, spin, delta12, delta34, z, external: 0.518 });
          expect(Math.abs(value[i]! - exact.value)).toBeLessThan(2e-13 * magnitude);
          expect(Math.abs(derivative[i]! - exact.derivative)).toBeLessThan(1e-12 * magnitude);
        }
      }
    },
  );

  it("are what decimals give, in all columns and one by one", () => {
    const few = pointSet("spread", 3);
    const decimal = new SideBlocksDDecimal(new CrossedSidesDecimal(few, 20), 3, -0.9, 0.9);
    const blocks = new SideBlocksD(new CrossedSides(few), 3, -0.9, 0.9);
    for (const [delta, spin] of [
      [1.41, 0],
      [4.6, 3],
    ] as const) {
      blocks.evaluate(delta, spin);
      const exact = decimal.values(delta, spin).map(Number);
      const largest = Math.max(...exact.map(Math.abs));
      for (const [i, value] of exact.entries())
        expect(Math.abs(blocks.value[i]! - value)).toBeLessThan(1e-14 * largest);
    }
    const z = { re: 0.6, im: 0.3 };
    const operator = { dimension: 3.5, delta: 5.3, spin: 2, z, external: 0.8 };
    const crossed = crossedBlockDDecimal({ ...operator, digits: 20 });
    expect(crossedBlockD(operator).value).toBeCloseTo(crossed.value.toNumber(), 13);
    expect(crossedBlockD(operator).derivative).toBeCloseTo(crossed.derivative.toNumber(), 13);
  });

  it("do not depend on what was asked for before", () => {
    const [fresh, used] = [new SideBlocksD(sides, 3, 0, 0), new SideBlocksD(sides, 3, 0, 0)];
    for (const [delta, spin] of operators) used.evaluate(delta, spin);
    used.evaluate(3.7, 2);
    fresh.evaluate(3.7, 2);
    expect(used.value).toEqual(fresh.value);
    expect(used.slope).toEqual(fresh.slope);
  });

  it("are smooth to 1e-14 in Δ from near the scalars' pole on: tables", () => {
    const columns = new CrossedColumns(new SideBlocksD(sides, 3, 0, 0), 0.518, -1);
    const table = BlockTable.build(
      { rows: 12, column: (delta, value, derivative) => columns.column(delta, 0, value, derivative) },
      0.55,
      8,
      { tolerance: 1e-15 },
    );
    expect(table.error).toBeLessThan(1e-13);
    const [tabulated, value, derivative] = [0, 1, 2].map(() => new Float64Array(12)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (const delta of [0.551, 0.9, 1.0001, 1.4126, 7.3]) {
      table.value(delta, tabulated);
      columns.column(delta, 0, value, derivative);
      const largest = columns.magnitude(delta, 0).reduce((most, x) => Math.max(most, x), 0);
      for (let i = 0; i < 12; i++) expect(Math.abs(tabulated[i]! - value[i]!)).toBeLessThan(2e-14 * largest);
    }
  });
});
