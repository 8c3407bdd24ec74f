import { beforeAll, describe, expect, it } from "vitest";
import { chi2Window } from "../../src/search/ranges/window.js";
import type { SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const quick = { optimiser: "least-squares" } as const;

describe("⟨εεεε⟩ of the tricritical Ising model without its central charge", () => {
  const theory = loadTheory("tricritical-epsilon", { free: true });
  let result: SearchResult;
  beforeAll(async () => {
    result = await search(theory, quick);
  });

  it("determines nothing: no second rung goes on from the first", () => {
    expect(result.warnings.map(({ code }) => code)).toContain("unconfirmed");
    expect(result.operators.some(({ determined }) => determined)).toBe(false);
  });

  it("nor where the ladder is made to climb over the rung that was lost", async () => {
    const further = await search(theory, { ...quick, rungs: 3 });
    expect(further.operators.some(({ determined }) => determined)).toBe(false);
  });

  it("has a family of equal χ² along ε′, the tricritical value in it", () => {
    const { family, value } = chi2Window(theory, result, {
      quantity: "delta[ε′]",
      grid: { from: 1.1, to: 1.2, steps: 3 },
    });
    expect(family!.map((member) => member.value)).toEqual([1.1, expect.closeTo(1.15, 12), 1.2]);
    expect(value).toBeGreaterThan(1.1);
    for (const { value: held, chi2, operators } of family!) {
      expect(operators[0]!.delta).toBe(held);
      expect(Math.abs(chi2 - result.chi2!)).toBeLessThan(3);
    }
  });

  it("refuses a grid outside the range, and one along what is fixed", () => {
    const along = (quantity: string, from: number, to: number) =>
      chi2Window(theory, result, { quantity, grid: { from, to, steps: 2 } });
    expect(() => along("delta[ε′]", 1, 12)).toThrow("[0.1, 11.5]");
    const fixed = loadTheory("tricritical-epsilon");
    expect(() =>
      chi2Window(fixed, result, { quantity: "delta[T]", grid: { from: 2, to: 3, steps: 2 } }),
    ).toThrow("an unknown one");
  });
});

it("with the charge the family is a point: the members beside ε′ are far above the best", async () => {
  const theory = loadTheory("tricritical-epsilon");
  const result = await search(theory, { ...quick, rungs: 3 });
  const grid = { from: 1.18, to: 1.22, steps: 2 };
  const { family } = chi2Window(theory, result, { quantity: "delta[ε′]", grid });
  const best = result.ladder!.at(-1)!.evidence;
  for (const { evidence } of family!) expect(evidence).toBeGreaterThan(best + 30);
});

describe("four correlators with common dimensions", () => {
  it("find ε, which ⟨σσσσ⟩ alone does not, and ε′ within bars of 1.5 % already on the second rung", async () => {
    const result = await search(loadTheory("tricritical-joint"), {
      ...quick,
      rungs: 2,
      points: "spread-50",
    });
    const line = (name: string, channel: string) =>
      result.operators.find((operator) => operator.name === name && operator.channel === channel)!;
    for (const [name, channel, exact] of [
      ["ε", "σ", 0.2],
      ["ε′", "ε", 1.2],
    ] as const) {
      const { delta, determined } = line(name, channel);
      expect(determined).toBe(true);
      expect(delta.error! / exact).toBeLessThan(0.015);
      expect(delta.interval95![0]).toBeLessThan(exact);
      expect(delta.interval95![1]).toBeGreaterThan(exact);
    }
    expect(line("ε′", "σ").delta).toEqual(line("ε′", "ε").delta);
    // the coefficient of ε′ in ⟨ε′ε′ε′ε′⟩ is lost, and spoils nothing in the other correlators
    expect(line("ε′", "ε′").determined).toBe(false);
  });
});
