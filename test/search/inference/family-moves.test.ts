import { describe, expect, it } from "vitest";
import type { Fit } from "../../../src/search/inference/error-bars.js";
import { familyMoves } from "../../../src/search/inference/family-moves.js";
import type { Rung } from "../../../src/search/rung/rung.js";

/** Two dimensions whose sum alone is known, to be one. */
function rungOfSum(upper: number): Rung {
  const equation = { deltas: new Float64Array(2), terms: [] };
  const problem = {
    names: ["a", "b"],
    lower: Float64Array.of(0, -10),
    upper: Float64Array.of(upper, 10),
    separations: [],
    rowCount: 1,
    equation,
    coefficients: new Float64Array(0),
    objective: (x: Float64Array) => {
      equation.deltas.set(x);
      return (x[0]! + x[1]! - 1) ** 2;
    },
    residual: (x: Float64Array, out: Float64Array) => {
      out[0] = x[0]! + x[1]! - 1;
    },
    linearise: (x: Float64Array, residual: Float64Array, jacobian: Float64Array) => {
      residual[0] = x[0]! + x[1]! - 1;
      jacobian.set([1, 1]);
    },
  };
  return { problem: () => problem } as unknown as Rung;
}

const best = { x: Float64Array.of(0.4, 0.6), amplitude: 1 } as unknown as Fit;
const along = (size: number) => ({
  operators: ["a", "b"],
  size,
  bent: true,
  far: [{ operator: 0, unknown: 0, step: 0.5 }],
});

describe("the ends of a bent family", () => {
  it("are where what moves along it stands one standard deviation off, and the others follow", () => {
    const ends = familyMoves(rungOfSum(10), best, along(0.5));
    expect(ends.map(({ share }) => share)).toEqual([0.5, 0.5]);
    expect(ends[0]!.values.delta[0]).toBeCloseTo(0.15, 12);
    expect(ends[0]!.values.delta[1]).toBeCloseTo(0.85, 8);
    expect(ends[1]!.values.delta[0]).toBeCloseTo(0.65, 12);
    expect(ends[1]!.values.delta[1]).toBeCloseTo(0.35, 8);
  });

  it("stop where a range does", () => {
    const [below, above] = familyMoves(rungOfSum(0.5), best, along(4));
    expect(below!.values.delta[0]).toBe(0);
    expect(above!.values.delta[0]).toBe(0.5);
    expect(above!.values.delta[1]).toBeCloseTo(0.5, 8);
  });

  it("are none where the family has no end", () => {
    expect(familyMoves(rungOfSum(10), best, along(Number.POSITIVE_INFINITY))).toEqual([]);
  });
});
