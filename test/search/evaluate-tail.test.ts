import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/search/evaluate.js";
import { loadTheory } from "../../src/theory/load.js";

const codes = ({ remarks }: ReturnType<typeof evaluate>) => remarks.map(({ code }) => code);

describe("the tail that data leave", () => {
  it.each([
    ["ising-2d", 4.5],
    ["ising-2d-epsilon", 6.5],
    ["tricritical-epsilon", 5],
    ["gff-2d", 4],
    ["compact-boson", 5],
  ])("has a typical size for the exact data of %s up to %f", (id, truncate) => {
    const evaluation = evaluate(loadTheory(id), { truncate });
    expect(Math.abs(Math.log(evaluation.amplitude / evaluation.typicalAmplitude!))).toBeLessThan(3);
    expect(codes(evaluation)).not.toContain("unexplained");
  });

  it("is far larger where a dimension or a coefficient is wrong, though χ² is as good", () => {
    const theory = loadTheory("ising-2d");
    const exact = theory.exact.filter(({ delta }) => delta <= 6);
    const wrong = exact.map((operator, k) => (k === 0 ? { ...operator, delta: 1.05 } : operator));
    const [right, off] = [evaluate(theory, { data: exact }), evaluate(theory, { data: wrong })];
    expect(codes(right)).toEqual([]);
    expect(codes(off)).toContain("unexplained");
    expect(off.evidence - right.evidence).toBeGreaterThan(500);
  });

  it("has channels sized as a search sizes them, and a cut a channel", () => {
    const evaluation = evaluate(loadTheory("tricritical-joint"), { points: "spread-20" });
    expect(Object.keys(evaluation.channelAmplitudes!).length).toBeGreaterThan(0);
  });
});
