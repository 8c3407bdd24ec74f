import { describe, expect, it } from "vitest";
import { scalarBlocks2d } from "../../src/blocks/global-2d/scalar-blocks-2d.js";
import { scalarBlocksD } from "../../src/blocks/global-d/scalar-blocks-d.js";
import { columnScale } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { residualAt } from "../../src/crossing/residual.js";
import { SystemColumnsDecimal } from "../../src/crossing/system/decimal-columns.js";
import type { SystemDefinition } from "../../src/crossing/system/definition.js";
import { mixedDefinition, u1Definition, vectorDefinition } from "../../src/crossing/system/definitions.js";
import { systemEquation } from "../../src/crossing/system/equation.js";

const points = pointSet("spread", 9);
const [one, two] = [0.6, 1.1];
const mixed = mixedDefinition(one, two, ["σ", "ε"]);
const inThree = systemEquation(mixed, points, scalarBlocksD(3));

/** F [rows] */
function column(equation: typeof inThree, channel: string, spin: number, delta: number): Float64Array {
  const value = new Float64Array(equation.rows);
  equation.column({ channel, spin }, delta, value, new Float64Array(equation.rows));
  const size = columnScale(delta);
  return value.map((entry) => size * entry);
}

describe("systems in any dimension", () => {
  it.each<[string, SystemDefinition]>([
    ["mixed", mixed],
    ["u1", u1Definition(0.3)],
    ["vector", vectorDefinition(0.3, 2.5)],
  ])("%s: at d = 2 the columns are those of the plane", (_, definition) => {
    const [general, plane] = [scalarBlocksD(2), scalarBlocks2d].map((blocks) =>
      systemEquation(definition, points, blocks),
    ) as [typeof inThree, typeof inThree];
    expect(general.identity).toEqual(plane.identity);
    for (const channel of general.channels)
      for (const [spin, delta] of [
        [0, 1.7],
        [1, 3.3],
        [2, 4.6],
      ] as const) {
        const [own, other] = [general, plane].map((equation) => column(equation, channel, spin, delta));
        const size = Math.max(...other!.map(Math.abs));
        for (const [i, entry] of own!.entries())
          expect(Math.abs(entry - other![i]!)).toBeLessThan(1e-12 * Math.max(size, 1));
      }
  });

  it("has the decimal twin's columns, those of combined channels among them", () => {
    const few = pointSet("spread", 2);
    const decimal = new SystemColumnsDecimal(mixed, few, 14, scalarBlocksD(3));
    const equation = systemEquation(mixed, few, scalarBlocksD(3));
    for (const [channel, spin, delta] of [
      ["σσε", 0, 1.1],
      ["σσT", 2, 3],
    ] as const) {
      const own = column(equation, channel, spin, delta);
      const exact = decimal.column({ channel, spin }, delta);
      const size = Math.max(...own.map(Math.abs));
      for (const [i, entry] of own.entries())
        expect(Math.abs(entry - exact[i]!.toNumber())).toBeLessThan(1e-12 * size);
    }
  });

  it("combines what is known: λ²σσε with the ε of σ × σ and the σ of σ × ε, T along (Δσ, Δε)", () => {
    const sum = (parts: readonly (readonly [channel: string, spin: number, delta: number, ope2: number])[]) =>
      residualAt(
        inThree,
        parts.map(([channel, spin, delta, ope2]) => ({ channel, spin, delta, ope2 })),
      );
    const close = (left: Float64Array, right: Float64Array) => {
      for (const [i, entry] of left.entries()) expect(entry).toBeCloseTo(right[i]!, 12);
    };
    close(
      sum([["σσε", 0, two, 0.7]]),
      sum([
        ["σσσσ", 0, two, 0.7],
        ["σεεσ", 0, one, 0.7],
      ]),
    );
    close(
      sum([["σσT", 2, 3, 0.1]]),
      sum([
        ["σσσσ", 2, 3, 0.1],
        ["σσεε", 2, 3, (0.1 * two) / one],
        ["εεεε", 2, 3, (0.1 * two * two) / (one * one)],
      ]),
    );
  });

  it("has the slopes of combined channels", () => {
    const [value, slope, above, below] = [0, 1, 2, 3].map(() => new Float64Array(inThree.rows)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const step = 1e-4;
    for (const term of [
      { channel: "σσε", spin: 0 },
      { channel: "σσT", spin: 2 },
    ]) {
      inThree.column(term, 3.2, value, slope);
      inThree.column(term, 3.2 + step, above, new Float64Array(inThree.rows));
      inThree.column(term, 3.2 - step, below, new Float64Array(inThree.rows));
      for (const [i, entry] of slope.entries())
        expect(entry).toBeCloseTo((above[i]! - below[i]!) / (2 * step), 7);
    }
  });
});
