import { describe, expect, it } from "vitest";
import { renderPng, renderSvg } from "../../src/plots/render.js";
import { apart, type SpectrumContext, spectrumPlot, spectrumPoints } from "../../src/plots/spectrum.js";
import { exampleResult } from "../archive/example-result.js";

const context: SpectrumContext = {
  title: "2D Ising model, ⟨σσσσ⟩",
  unitary: true,
  exact: [
    { spin: 0, delta: 1, name: "ε" },
    { spin: 6, delta: 6, name: "J6" },
    { spin: 6, delta: 7 },
    { spin: 0, delta: 8 },
  ],
};

describe("the spectrum plot", () => {
  it("holds found, undetermined and fixed operators with 1σ bars, then the exact points below the top", () => {
    const points = spectrumPoints(exampleResult(), context);
    expect(points.map(({ kind, spin, delta, name }) => [kind, spin, delta, name])).toEqual([
      ["found", 0, 1.00003, "ε"],
      ["fixed", 2, 2, "T"],
      ["fixed", 4, 4, "J4"],
      ["found", 0, 4.001, ""],
      ["found", 4, 5.003, ""],
      ["undetermined", 2, 6.3, ""],
      ["exact", 0, 1, ""],
      ["exact", 6, 6, "J6"],
      ["exact", 6, 7, ""],
    ]);
    expect(points[3]).toMatchObject({ low: 4.001 - 0.0025, high: 4.001 + 0.0025 });
    expect(points[5]).toMatchObject({ low: 6.3, high: 6.3 });
  });

  it("names operators of one spin only where the names do not cover each other", () => {
    const named = (spin: number, delta: number, name: string) =>
      ({ kind: "found", channel: "singlet", spin, delta, low: delta, high: delta, name }) as const;
    const points = [
      named(0, 3, "c"),
      named(0, 1, "a"),
      named(0, 1.2, "b"),
      named(2, 1.1, "d"),
      named(0, 2, ""),
    ];
    expect(apart(points, 0.5).map(({ name }) => name)).toEqual(["a", "d", "c"]);
  });

  it("draws the unitarity bound of unitary theories, and the cut where there is one", () => {
    const layers = (context: SpectrumContext, cut: number | null) =>
      JSON.stringify(spectrumPlot(exampleResult({ cut }), context).layer);
    const bound = '"strokeDash":[2,3]';
    expect(layers(context, 7)).toContain(bound);
    expect(layers(context, 7)).toContain("cut Δ = 7");
    expect(layers({ ...context, unitary: false }, null)).not.toContain(bound);
    expect(layers(context, null)).not.toContain("cut");
  });

  it("renders to the same SVG each time, with a mark for every point, and to a PNG", async () => {
    const plot = spectrumPlot(exampleResult(), context);
    const svg = await renderSvg(plot);
    expect(await renderSvg(plot)).toBe(svg);
    for (const text of [
      "2D Ising model, ⟨σσσσ⟩",
      "scaling dimension Δ",
      "spin ℓ",
      "cut Δ = 7",
      "undetermined",
      "J6",
    ]) {
      expect(svg).toContain(text);
    }
    const marks = svg.match(/aria-roledescription="point"/g);
    expect(marks).toHaveLength(9);
    const png = await renderPng(svg);
    const view = new DataView(png.buffer, png.byteOffset);
    expect([view.getUint32(1) >>> 8, view.getUint32(16) > 900, view.getUint32(20) > 700]).toEqual([
      0x504e47,
      true,
      true,
    ]);
  });

  it("draws a result without operators", async () => {
    const empty = exampleResult({ operators: [], cut: null });
    expect(await renderSvg(spectrumPlot(empty, { ...context, exact: [] }))).toContain("<svg");
  });
});

describe("several channels and long titles", () => {
  const [first] = exampleResult().operators;
  const result = exampleResult({
    cut: 7,
    operators: ["one", "two"].map((channel) => ({ ...first!, channel })),
  });

  it("channels stand side by side, each with a colour and a symbol, and are named from the left", () => {
    const text = JSON.stringify(spectrumPlot(result, { ...context, exact: [] }));
    for (const part of ['"place":-0.11', '"place":0.11', '"circle"', '"square"', "one found", "two found"])
      expect(text).toContain(part);
    expect(text).toContain("side by side, from the left: one, two");
    expect(JSON.stringify(spectrumPlot(exampleResult(), context))).not.toContain("side by side");
  });

  it("parameters stand in the title, Δ_φ by its name; a long title goes on in a second line", () => {
    const title = "a theory with a title that is far too long for the width of one picture";
    const { text } = spectrumPlot(result, { ...context, title, parameters: { delta: 0.3 } }).title as {
      text: string[];
    };
    expect(text.length).toBe(2);
    expect(text.join(" ")).toBe(`${title}, Δ_φ = 0.3`);
  });

  it("operators above the cut are explained where there are any", () => {
    const explained = (cut: number) => JSON.stringify(spectrumPlot(exampleResult({ cut }), context).title);
    expect(explained(7)).not.toContain("above the cut are kept");
    expect(explained(4)).toContain("above the cut are kept");
  });
});
