import { describe, expect, it } from "vitest";
import { CrossedColumns } from "../../src/blocks/crossed-columns.js";
import { CrossedSidesDecimal } from "../../src/blocks/decimal/crossed-sides-decimal.js";
import { SideBlocksDecimal } from "../../src/blocks/decimal/side-blocks-decimal.js";
import { CrossedBlocks2d, crossedBlock2d } from "../../src/blocks/global-2d/block-2d.js";
import { SideBlocks2d } from "../../src/blocks/global-2d/side-blocks-2d.js";
import { CrossedSides } from "../../src/blocks/points/crossed-sides.js";
import { RecentArrays } from "../../src/blocks/table/recent-arrays.js";
import { pointSet } from "../../src/crossing/points.js";
import { InputError } from "../../src/errors.js";

const points = pointSet("spread", 13);
const rows = points.re.length;
const sides = new CrossedSides(points);
const mixed = -0.875;
/** Δ12, Δ34: ⟨1122⟩, ⟨1221⟩, ⟨1212⟩, ⟨2112⟩, and two that no correlator of two scalars has */
const differences: readonly (readonly [number, number])[] = [
  [0, 0],
  [mixed, -mixed],
  [mixed, mixed],
  [-mixed, mixed],
  [0.3, 0.6],
  [0, 1.25],
];
const operators: readonly (readonly [delta: number, spin: number])[] = [
  [0.125, 0],
  [1, 0],
  [2.5, 2],
  [3.125, 3],
  [4.75, 1],
  [10.3, 0],
  [20.5, 12],
  [31.3, 31],
  [40.2, 7],
];

const block = (delta12: number, delta34: number, delta: number, spin: number) => {
  const blocks = new SideBlocks2d(sides, delta12, delta34);
  blocks.evaluate(delta, spin);
  return blocks;
};

const columns = (blocks: CrossedColumns, delta: number, spin: number) => {
  const [value, derivative] = [new Float64Array(rows), new Float64Array(rows)];
  blocks.column(delta, spin, value, derivative);
  return { value, derivative };
};

const largest = (numbers: Iterable<number>) => Math.max(...Array.from(numbers, Math.abs));

describe("g(z) and g(1−z) at all points", () => {
  it.each(differences)(
    "agree with decimals to 1e-14 of the largest, Δ12 = %d, Δ34 = %d",
    (delta12, delta34) => {
      const decimal = new SideBlocksDecimal(new CrossedSidesDecimal(points, 20), delta12, delta34);
      for (const [delta, spin] of operators) {
        const { value } = block(delta12, delta34, delta, spin);
        const exact = decimal.values(delta, spin);
        const error = exact.map((g, i) => g.minus(value[i]!).toNumber());
        expect(largest(error) / largest(value), `(${delta}, ${spin})`).toBeLessThan(1e-14);
      }
    },
  );

  it.each(differences)(
    "have the Δ-derivative of five-point differences, Δ12 = %d, Δ34 = %d",
    (delta12, delta34) => {
      for (const [delta, spin] of operators) {
        const { slope } = block(delta12, delta34, delta, spin);
        const h = 1e-3 * Math.min(1, delta - spin);
        const at = (by: number) => block(delta12, delta34, delta + by * h, spin).value;
        const [far, near, below, farBelow] = [at(2), at(1), at(-1), at(-2)];
        const error = slope.map(
          (s, i) => s - (farBelow[i]! - far[i]! + 8 * (near[i]! - below[i]!)) / (12 * h),
        );
        // h⁴/30 times the fifth derivative; near the pole at Δ = ℓ each derivative is 1/(Δ−ℓ) larger
        expect(largest(error) / largest(slope), `(${delta}, ${spin})`).toBeLessThan(1e-8);
      }
    },
  );

  it("are symmetric: g^{a,b} = v^{(a−b)/2} g^{−a,−b} = g^{−b,−a}", () => {
    // v on either side: |1−z|², then |z|²
    for (const [delta, spin] of operators) {
      for (const [a, b] of [
        [mixed, mixed],
        [mixed, -mixed],
        [0.3, 0.6],
      ] as const) {
        const { value, slope } = block(a, b, delta, spin);
        const other = block(-a, -b, delta, spin);
        const exchanged = block(-b, -a, delta, spin);
        const factor = sides.prefactor((a - b) / 2);
        for (const [found, same, swapped] of [
          [value, other.value, exchanged.value],
          [slope, other.slope, exchanged.slope],
        ] as const) {
          expect(largest(found.map((g, i) => g - factor[i]! * same[i]!)) / largest(found)).toBeLessThan(
            1e-14,
          );
          expect(largest(found.map((g, i) => g - swapped[i]!)) / largest(found)).toBeLessThan(1e-14);
        }
      }
    }
  });

  it("exist at Δ = ℓ where the residue vanishes, and are refused where it does not", () => {
    const decimal = new SideBlocksDecimal(new CrossedSidesDecimal(points, 20), 0, 0);
    const { value } = block(0, 0, 6, 6);
    const exact = decimal.values(6, 6);
    expect(largest(exact.map((g, i) => g.minus(value[i]!).toNumber()))).toBeLessThan(1e-15 * largest(value));
    // one difference zero: removable, so that the block is continuous there
    const [at, near] = [block(0, 1.25, 6, 6), block(0, 1.25, 6 + 1e-7, 6)];
    const step = at.value.map((g, i) => near.value[i]! - g - 1e-7 * at.slope[i]!);
    expect(largest(step) / largest(at.value)).toBeLessThan(1e-12);
    expect(() => block(mixed, -mixed, 6, 6)).toThrow(/spin 6.*pole at beta = 0/);
    expect(() => block(mixed, -mixed, 6, 6)).toThrow(InputError);
    expect(() => decimal.values(1, 2)).toThrow(/pole at beta = -1/);
  });

  it("have the same bits whether their parts were kept or computed", () => {
    const blocks = new SideBlocks2d(sides, mixed, -mixed);
    for (const [delta, spin] of operators) blocks.evaluate(delta, spin);
    for (const [delta, spin] of operators) {
      blocks.evaluate(delta, spin);
      expect(blocks.value).toEqual(block(mixed, -mixed, delta, spin).value);
    }
    // after a refusal
    expect(() => blocks.evaluate(4, 4)).toThrow(InputError);
    const [delta, spin] = operators.at(-1)!;
    blocks.evaluate(delta, spin);
    expect(blocks.value).toEqual(block(mixed, -mixed, delta, spin).value);
  });
});

describe("columns F = v^D g(z) ∓ u^D g(1−z)", () => {
  it.each(differences)("are those of single blocks, Δ12 = %d, Δ34 = %d", (delta12, delta34) => {
    for (const sign of [-1, 1] as const) {
      const blocks = new CrossedColumns(new SideBlocks2d(sides, delta12, delta34), 0.5625, sign);
      for (const [delta, spin] of operators) {
        const found = columns(blocks, delta, spin);
        const label = { delta, spin, delta12, delta34, external: 0.5625, sign };
        const exact = Array.from(points.re, (re, i) =>
          crossedBlock2d({ ...label, z: { re, im: points.im[i]! } }),
        );
        // near Re z = ½ the two sides of F₋ cancel: what counts is their size
        const scale = largest(blocks.magnitude(delta, spin));
        expect(largest(exact.map(({ value }, i) => value - found.value[i]!)) / scale).toBeLessThan(2e-14);
        const steepness = 1 + 1 / Math.min(1, delta - spin);
        expect(largest(exact.map((f, i) => f.derivative - found.derivative[i]!)) / scale).toBeLessThan(
          2e-14 * steepness,
        );
      }
    }
  });

  it("of equal scalars are those of CrossedBlocks2d", () => {
    const identical = new CrossedBlocks2d(points, 0.125);
    const blocks = new CrossedColumns(new SideBlocks2d(sides, 0, 0), 0.125, -1);
    const [value, derivative] = [new Float64Array(rows), new Float64Array(rows)];
    for (const [delta, spin] of operators) {
      identical.column(delta, spin, value, derivative);
      const found = columns(blocks, delta, spin);
      const scale = largest(blocks.magnitude(delta, spin));
      expect(largest(value.map((f, i) => f - found.value[i]!)) / scale).toBeLessThan(2e-15);
      expect(largest(derivative.map((f, i) => f - found.derivative[i]!)) / scale).toBeLessThan(2e-15);
    }
  });

  it("are odd and even under z → 1−z", () => {
    const opposite = { re: points.re.map((x) => 1 - x), im: points.im.map((y) => -y) };
    for (const sign of [-1, 1] as const) {
      const here = columns(new CrossedColumns(new SideBlocks2d(sides, mixed, -mixed), 0.125, sign), 3.125, 3);
      const sideBlocks = new SideBlocks2d(new CrossedSides(opposite), mixed, -mixed);
      const there = columns(new CrossedColumns(sideBlocks, 0.125, sign), 3.125, 3);
      const sum = here.value.map((f, i) => f - sign * there.value[i]!);
      expect(largest(sum)).toBeLessThan(1e-14 * largest(here.value));
    }
  });
});

it("RecentArrays hands out the array used longest ago", () => {
  const arrays = new RecentArrays(1, 2);
  arrays.claim(1)[0] = 1;
  arrays.claim(2)[0] = 2;
  expect(arrays.find(1)![0]).toBe(1);
  expect(arrays.claim(3)[0]).toBe(2);
  expect(arrays.find(2)).toBeUndefined();
  expect(arrays.find(1)![0]).toBe(1);
});
