import { describe, expect, it } from "vitest";
import { CrossedBlocks2d } from "../../src/blocks/global-2d/block-2d.js";
import { BlockTable } from "../../src/blocks/table/block-table.js";
import type { ColumnSource } from "../../src/blocks/table/column-source.js";
import { InputError } from "../../src/errors.js";
import { Random } from "../../src/math/random.js";

const points = {
  re: Float64Array.from({ length: 30 }, (_, i) => 0.5 + 0.008 * i),
  im: Float64Array.from({ length: 30 }, (_, i) => 0.65 - 0.04 * i),
};
const blocks = new CrossedBlocks2d(points, 0.125);

/** 4^{−Δ} F(Δ, ℓ) */
function scaledColumns(spin: number): ColumnSource {
  return {
    rows: 30,
    column(delta, value, derivative) {
      blocks.column(delta, spin, value, derivative);
      const size = 4 ** -delta;
      for (let i = 0; i < 30; i++) {
        value[i]! *= size;
        derivative[i] = size * derivative[i]! - Math.log(4) * value[i]!;
      }
    },
  };
}

/** Largest errors of value and derivative over random Δ, relative to the column's largest entry within 0.2 of Δ. */
function errors(
  table: BlockTable,
  source: ColumnSource,
  places: number,
): { value: number; derivative: number } {
  const [v, d, exact, slope] = [0, 0, 0, 0].map(() => new Float64Array(source.rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const random = Random.stream(5);
  const worst = { value: 0, derivative: 0 };
  for (let n = 0; n < places; n++) {
    const delta = random.between(table.lower, table.upper);
    let [scale, slopeScale] = [0, 0];
    for (const near of [Math.max(table.lower, delta - 0.2), Math.min(table.upper, delta + 0.2), delta]) {
      source.column(near, exact, slope);
      scale = Math.max(scale, ...exact.map(Math.abs));
      slopeScale = Math.max(slopeScale, ...slope.map(Math.abs));
    }
    table.value(delta, v);
    table.derivative(delta, d);
    for (let i = 0; i < source.rows; i++) {
      worst.value = Math.max(worst.value, Math.abs(v[i]! - exact[i]!) / scale);
      worst.derivative = Math.max(worst.derivative, Math.abs(d[i]! - slope[i]!) / slopeScale);
    }
  }
  return worst;
}

describe("BlockTable", () => {
  it.each([
    [0, 0.05, 12],
    [2, 2, 14],
    [8, 8, 20],
    [1, 0.9, 4],
    [0, 20, 40],
  ])(
    "reproduces 4^{−Δ}F and its derivative to 2e-13 of the column: spin %d, Δ from %d to %d",
    (spin, lower, upper) => {
      const source = scaledColumns(spin);
      const table = BlockTable.build(source, lower, upper);
      expect(table.error).toBeLessThan(1e-13);
      const { value, derivative } = errors(table, source, 300);
      expect(value).toBeLessThan(2e-13);
      expect(derivative).toBeLessThan(2e-13);
    },
  );

  it("refines where the source has a pole near by", () => {
    const source: ColumnSource = {
      rows: 1,
      column(delta, value, derivative) {
        value[0] = 1 / (delta + 0.01);
        derivative[0] = -1 / (delta + 0.01) ** 2;
      },
    };
    const table = BlockTable.build(source, 0, 3);
    const [value, derivative] = [new Float64Array(1), new Float64Array(1)];
    for (let i = 0; i <= 1000; i++) {
      const delta = 3 * (i / 1000) ** 3;
      table.value(delta, value);
      table.derivative(delta, derivative);
      expect(Math.abs(value[0]! * (delta + 0.01) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(derivative[0]! * (delta + 0.01) ** 2 + 1)).toBeLessThan(1e-12);
    }
  });

  it("meets a looser tolerance with fewer columns", () => {
    let columns = 0;
    const counted: ColumnSource = {
      rows: 30,
      column(delta, value, derivative) {
        columns++;
        scaledColumns(0).column(delta, value, derivative);
      },
    };
    BlockTable.build(counted, -0.9, 6);
    const strict = columns;
    columns = 0;
    const table = BlockTable.build(counted, -0.9, 6, { tolerance: 1e-6 });
    expect(columns).toBeLessThan(0.7 * strict);
    expect(errors(table, scaledColumns(0), 300).value).toBeLessThan(2e-6);
  });

  it("stops halving at the source's noise, and says how large that is", () => {
    const random = Random.stream(6);
    let columns = 0;
    const noisy: ColumnSource = {
      rows: 2,
      column(_delta, value, derivative) {
        columns++;
        for (let i = 0; i < 2; i++) {
          value[i] = 1 + 1e-6 * random.normal();
          derivative[i] = 0;
        }
      },
    };
    const table = BlockTable.build(noisy, 0, 1.5);
    expect(columns).toBeLessThan(200);
    expect(table.error).toBeGreaterThan(1e-7);
    expect(table.error).toBeLessThan(1e-4);
  });

  it("writes rows entries from the offset on and no others, at every end of a piece", () => {
    const source = scaledColumns(2);
    const table = BlockTable.build(source, 2, 5);
    const [exact, slope] = [new Float64Array(30), new Float64Array(30)];
    for (let delta = 2; delta <= 5; delta += 0.046875) {
      const [value, derivative] = [new Float64Array(34).fill(7), new Float64Array(34).fill(7)];
      table.value(delta, value, 3);
      table.derivative(delta, derivative, 3);
      source.column(delta, exact, slope);
      const scale = Math.max(...exact.map(Math.abs));
      for (let i = 0; i < 30; i++) expect(Math.abs(value[i + 3]! - exact[i]!)).toBeLessThan(1e-12 * scale);
      expect([value[0], value[2], value[33], derivative[2], derivative[33]]).toEqual([7, 7, 7, 7, 7]);
    }
  });

  it("refuses Δ outside, ranges that are none, and passes on what the source throws", () => {
    const table = BlockTable.build(scaledColumns(2), 2, 5);
    const out = new Float64Array(30);
    for (const delta of [1.999, 5.001, Number.NaN]) {
      expect(() => table.value(delta, out)).toThrow(/outside \[2, 5\]/);
    }
    expect(() => BlockTable.build(scaledColumns(2), 5, 5)).toThrow(InputError);
    expect(() => BlockTable.build(scaledColumns(2), 2, Number.POSITIVE_INFINITY)).toThrow(InputError);
    expect(() => BlockTable.build(scaledColumns(0), -60, 3)).toThrow(InputError);
  });
});
