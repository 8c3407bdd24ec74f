import { describe, expect, it } from "vitest";
import type { CrossingEquation, Term } from "../../src/crossing/equation.js";
import { identicalScalarsD } from "../../src/crossing/global-d.js";
import { pointSet } from "../../src/crossing/points.js";
import { identicalScalarsTail } from "../../src/crossing/tail/free-tail.js";
import { FreeTailD, type TailShapeD } from "../../src/crossing/tail/free-tail-d.js";

const points = pointSet("spread", 20);
const singlet = (spin: number) => ({ channel: "singlet", spin });

function identicalTail(
  shape: TailShapeD,
  dimension: number,
  delta: number,
  equation: CrossingEquation,
  kept: readonly Term[],
): FreeTailD {
  const channels = [{ channel: "singlet", spins: "even", externals: [delta, delta], leading: 0 }] as const;
  return new FreeTailD(shape, { dimension, channels, equation, kept });
}

describe("tail of any dimension", () => {
  it("has the widths of the two-dimensional one at d = 2, up to one factor", () => {
    // the second is the Yang–Lee model's: dimensions below zero, weights below ¼
    for (const external of [0.3, -0.4]) {
      const general = identicalTail("gff", 2, external, identicalScalarsD(points, 2, external), []);
      const plane = identicalScalarsTail("gff", external);
      const ratio = general.width(singlet(0), 5) / plane.width(singlet(0), 5);
      for (const [delta, spin] of [
        [7, 2],
        [12.5, 10],
        ...(external < 0 ? ([[-0.6, 0]] as const) : []),
      ] as const) {
        const [width, flat] = [general.width(singlet(spin), delta), plane.width(singlet(spin), delta)];
        expect(width / flat).toBeCloseTo(ratio, 10);
        const [slope, planeSlope] = [general, plane].map((tail) => tail.widthSlope(singlet(spin), delta));
        expect(slope).toBeCloseTo(planeSlope!, 12);
      }
    }
  });

  it("knows the leading twist: a free field's equation is solved by its scalar and the mean", () => {
    // φ at the unitarity bound: [φφ]_0 is all there is
    for (const dimension of [2.5, 3, 4]) {
      const delta = dimension / 2 - 1;
      const equation = identicalScalarsD(points, dimension, delta);
      const mean = identicalTail("leading-twist", dimension, delta, equation, [singlet(0)]).mean(40)!;
      const [value, derivative] = [new Float64Array(20), new Float64Array(20)];
      equation.column(singlet(0), 2 * delta, value, derivative);
      const b = 2 * 4 ** (2 * delta);
      for (let i = 0; i < 20; i++)
        // what is left is the spins beyond 40
        expect(Math.abs(equation.identity[i]! + b * value[i]! + mean[i]!)).toBeLessThan(1e-7);
    }
  });

  it("leaves spins to the kept operators whatever the cut, and other twists 2Δφ + 1", () => {
    const equation = identicalScalarsD(points, 3, 0.6);
    const tail = identicalTail("leading-twist", 3, 0.6, equation, [singlet(0), singlet(2)]);
    for (const cut of [3, 6]) {
      const nodes = tail.nodes(cut);
      const leading = nodes.filter(({ group }) => group === "leading dimensions of singlet");
      expect(leading.map(({ spin }) => spin).slice(0, 3)).toEqual([4, 6, 8]);
      expect(leading.every(({ shift }) => shift)).toBe(true);
      const others = nodes.filter(({ group }) => group === "singlet");
      for (const { spin, delta } of others) expect(delta - spin).toBeGreaterThanOrEqual(2.2 - 1e-9);
      expect(Math.min(...others.map(({ delta }) => delta))).toBeGreaterThanOrEqual(cut);
    }
  });
});
