import { describe, expect, it } from "vitest";
import { search } from "../../src/library/search.js";
import { correlator } from "../../src/search/correlator.js";
import type { SearchResult } from "../../src/search/result.js";
import { loadTheory } from "../../src/theory/load.js";

const exactResult = (theory: ReturnType<typeof loadTheory>): SearchResult => {
  const estimate = (value: number) => ({ value, error: null, interval95: null, fixed: false });
  const operators = theory.exact.map((entry) => ({
    ...entry,
    determined: true,
    origin: "given" as const,
    delta: estimate(entry.delta),
    ope2: estimate(entry.ope2),
  }));
  return { theory: theory.name, operators, cut: null, objective: "plain" } as unknown as SearchResult;
};

/** ⟨σσσσ⟩ of the 2D Ising model, Belavin, Polyakov, Zamolodchikov (1984): |1+√(1−z)| + |1−√(1−z)| over 2|1−z|^{1/4}, here at z = z̄. */
function isingCorrelator(z: number): number {
  const root = Math.sqrt(1 - z);
  return ((1 + root) / 2 + (1 - root) / 2) / (1 - z) ** 0.25;
}

describe("the correlator along the diagonal", () => {
  it("of exact data is the closed form where they converge", () => {
    const [singlet] = correlator(
      loadTheory("ising-2d"),
      exactResult(loadTheory("ising-2d")),
      [0.1, 0.3, 0.5],
    ).channels;
    for (const { z, value, tail } of singlet!.points) {
      expect(value).toBeCloseTo(isingCorrelator(z), z < 0.4 ? 9 : 7);
      expect(tail).toBeNull();
    }
  });

  it("of a generalised free field is 1 + z^{2Δ} + (z/(1−z))^{2Δ}, and crossing symmetric", () => {
    const theory = loadTheory("gff-2d", { set: { delta: 0.3 } });
    const [singlet] = correlator(theory, exactResult(theory), [0.2, 0.4, 0.5]).channels;
    for (const { z, value, crossed } of singlet!.points) {
      expect(value).toBeCloseTo(1 + z ** 0.6 + (z / (1 - z)) ** 0.6, 5);
      if (z === 0.5) expect(crossed).toBeCloseTo(value, 10);
    }
  });

  it("a joint theory has one for each field, a mixed one for each pair of equal fields", () => {
    const channels = (name: string) => {
      const theory = loadTheory(name);
      return correlator(theory, exactResult(theory), [0.25]).channels.map(({ channel }) => channel);
    };
    expect(channels("ising-2d-mixed")).toEqual(["σσσσ", "εεεε"]);
    expect(channels("tricritical-joint").length).toBeGreaterThan(1);
    expect(() => channels("sixd-20")).toThrow(
      /superconformal-6d-20.*no correlator of four identical scalars/,
    );
  });

  it("of a search: the truth lies within a few bands of its tail, on both sides of z = ½", async () => {
    const result = await search("ising-2d", { rungs: 2, seed: 1 });
    const [singlet] = correlator(loadTheory("ising-2d"), result).channels;
    for (const { z, value, tail, crossed, crossedTail } of singlet!.points) {
      const exact = isingCorrelator(z);
      expect(tail).toBeGreaterThan(0);
      expect(Math.abs(value - exact)).toBeLessThan(4 * tail! + 1e-4 * exact);
      expect(Math.abs(crossed - exact)).toBeLessThan(4 * crossedTail! + 1e-4 * exact);
    }
    const middle = singlet!.points.find(({ z }) => z === 0.5)!;
    expect(middle.crossed).toBeCloseTo(middle.value, 12);
    expect(middle.tail).toBeLessThan(1e-2);
  });
});
