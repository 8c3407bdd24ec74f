import { describe, expect, it } from "vitest";
import { type CurveStep, curvePlot, curvePoints, exactCurves } from "../../src/plots/curve.js";
import { renderPng, renderSvg } from "../../src/plots/render.js";
import { fixed, free, operator } from "../archive/example-result.js";

const known = (at: number) => [
  { channel: "singlet", spin: 0, delta: 2 * at, ope2: 2 },
  { channel: "singlet", spin: 2, delta: 2 * at + 2, ope2: at * at },
  { channel: "singlet", spin: 0, delta: 2 * at + 2, ope2: at ** 4 },
];
const step = (at: number): CurveStep => ({
  at,
  exact: known(at),
  operators: [
    { ...operator(0, fixed(2 * at), free(2, 0.01)), exact: { delta: 2 * at, ope2: 2 } },
    {
      ...operator(2, free(2 * at + 2.1, 0.05), free(at * at, 2)),
      exact: { delta: 2 * at + 2, ope2: at * at },
    },
  ],
});
const grid = [0.1, 0.2, 0.3].map((at) => ({ at, operators: known(at) }));
const curve = { parameter: "delta", steps: [step(0.1), step(0.3)], exact: grid };

describe("the curve of a continuation", () => {
  it("has a point for each Δ and a of each step, with bars of one σ, and none where a number is fixed", () => {
    const points = curvePoints(curve.steps);
    expect(points).toHaveLength(8);
    const [fixedDelta, ope2, delta] = points;
    expect(fixedDelta).toMatchObject({ quantity: "delta", kind: "fixed", low: 0.2, value: 0.2, high: 0.2 });
    expect(ope2).toMatchObject({ quantity: "ope2", kind: "found", low: 1.99, value: 2, high: 2.01 });
    expect(delta).toMatchObject({ at: 0.1, spin: "2", kind: "found" });
    expect(delta!.high - delta!.value).toBeCloseTo(0.05, 12);
    expect(delta!.value - delta!.low).toBeCloseTo(0.05, 12);
  });

  it("a bar that reaches zero ends a decade below the value: the axis is logarithmic", () => {
    expect(curvePoints(curve.steps)[3]).toMatchObject({ quantity: "ope2", low: 0.1 * 0.1 * 0.1 });
  });

  it("draws the exact curves of the operators that were found, at every place of the grid, and no others", () => {
    const exact = exactCurves(curve);
    expect(exact).toHaveLength(2 * 2 * 3);
    expect(new Set(exact.map(({ series }) => series))).toEqual(new Set(["0", "1"]));
    const dimensions = exact.filter(({ quantity, series }) => quantity === "delta" && series === "1");
    expect(dimensions.map(({ at, value }) => [at, value])).toEqual(grid.map(({ at }) => [at, 2 * at + 2]));
  });

  it("has a logarithmic axis where the parameter spans more than a factor of 20", () => {
    const axis = (steps: readonly CurveStep[]) => JSON.stringify(curvePlot("t", { ...curve, steps }));
    expect(axis([step(0.1), step(0.3)])).toContain(
      '"field":"at","type":"quantitative","title":"Δ_φ","scale":{"type":"linear"',
    );
    expect(axis([step(0.01), step(0.3)])).toContain(
      '"field":"at","type":"quantitative","title":"Δ_φ","scale":{"type":"log"',
    );
  });

  it("renders as SVG and PNG", async () => {
    const svg = await renderSvg(curvePlot("generalised free field", curve));
    for (const text of [
      "scaling dimension Δ",
      "squared OPE coefficient a",
      "spin ℓ",
      "2 values of Δ_φ; lines: exact",
    ]) {
      expect(svg).toContain(text);
    }
    const png = await renderPng(svg, 1);
    expect(Array.from(png.slice(1, 4), (byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
  });
});
