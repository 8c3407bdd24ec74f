import { describe, expect, it } from "vitest";
import { scalarBlocks2d } from "../../src/blocks/global-2d/scalar-blocks-2d.js";
import { identicalScalars2d } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { stackedDefinition } from "../../src/crossing/system/definitions.js";
import { systemEquation } from "../../src/crossing/system/equation.js";
import { FreeTail } from "../../src/crossing/tail/free-tail.js";
import { whiten } from "../../src/crossing/tail/whitening.js";

const COUNT = 12;
const points = pointSet("spread", COUNT);
const externals = { a: 0.2, b: 0.7 };

describe("whitening correlators side by side", () => {
  it("is whitening each alone: the same singular values, directions within its rows", () => {
    const tail = new FreeTail(
      "gff",
      Object.entries(externals).map(([channel, delta]) => ({
        channel,
        spins: "even",
        externals: [delta, delta],
      })),
    );
    const nodes = tail.nodes(4);
    const equation = systemEquation(stackedDefinition(externals), points, scalarBlocks2d);
    const both = whiten(equation, nodes, new Map());
    const alone = Object.entries(externals).map(([channel, delta], c) => {
      const single = identicalScalars2d(points, delta);
      const own = nodes.filter((node) => node.channel === channel);
      // rows are in units of the noisiest one's errors, which are those of one of the two
      const unit = Math.max(...equation.magnitude) / equation.magnitude[c * COUNT]!;
      return whiten(single, own, new Map()).singularValues.map((value) => value * unit);
    });
    const sorted = Float64Array.from(alone.flatMap((values) => [...values]))
      .sort()
      .reverse();
    for (const [i, value] of both.singularValues.entries())
      expect(Math.abs(value / sorted[i]! - 1)).toBeLessThan(1e-6);
    for (let column = 0; column < 2 * COUNT; column++) {
      const norms = [0, 1].map((c) => {
        let sum = 0;
        for (let i = c * COUNT; i < (c + 1) * COUNT; i++)
          sum += both.directions[i * 2 * COUNT + column]! ** 2;
        return sum;
      });
      expect(Math.min(...norms)).toBe(0);
    }
  });
});
