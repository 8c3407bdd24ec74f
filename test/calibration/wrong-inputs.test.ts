import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const solved = async (name: string) => {
  const theory = loadTheory(fileURLToPath(new URL(`./cases/${name}.yaml`, import.meta.url)));
  const result = await search(theory, { optimiser: "least-squares" });
  const claimed = compare(result, theory).filter(({ error }) => error !== null);
  return { claimed, warnings: result.warnings, result };
};

describe("a wrong input is noticed, named, and determines nothing", () => {
  it.each([
    ["ising-wrong--T-at-2.2", "Δ = 2.2 of T"],
    ["ising-wrong--eps-gap1.2", "the lower end 1.2 of the range of ε"],
    ["ising-above", "the lower end 1.2 of the range of ε"],
    ["ising-wrong--cut-veryhigh", "the cuts"],
    ["ising-wrong--ext0.1", "the external dimension"],
  ])("%s: %s", async (name, culprit) => {
    const { claimed, warnings } = await solved(name);
    expect(claimed).toEqual([]);
    const alarm = warnings.find(({ code }) => code === "suspect-input");
    expect(alarm?.message).toContain(culprit);
  });

  it("a cut that is half a level low, and one operator too few above it, are tolerated", async () => {
    const { claimed, warnings } = await solved("ising-wrong--cut-low");
    expect(warnings.map(({ code }) => code)).not.toContain("suspect-input");
    expect(claimed.length).toBeGreaterThan(5);
    for (const { quantity, pull } of claimed) expect(Math.abs(pull!), quantity).toBeLessThan(3);
  });
});

describe("a solution that says nothing about the theory determines nothing", () => {
  it.each(["m53-phi12--honest", "m53-phi12--noid", "m53-a"])(
    "%s: the identity cancelled by a scalar at Δ = 0",
    async (name) => {
      const { claimed, warnings } = await solved(name);
      expect(claimed).toEqual([]);
      expect(warnings.map(({ code }) => code)).toContain("trivial-solution");
    },
  );

  it("a family of theories with one central charge", async () => {
    expect((await solved("ising-x-ising-sigma--s1")).claimed).toEqual([]);
  });
});
