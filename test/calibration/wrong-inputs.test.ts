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

describe("the trivial solution", () => {
  it.each(["m53-phi12--honest", "m53-phi12--noid", "m53-a", "m53-b"])(
    "of %s is left out of a range that holds Δ = 0: what is there is found",
    async (name) => {
      const { warnings, result } = await solved(name);
      expect(warnings.map(({ code }) => code)).not.toContain("trivial-solution");
      expect(Math.abs(result.operators[0]!.delta.value - 0.4)).toBeLessThan(0.01);
      expect(Math.abs(result.operators[0]!.ope2.value / -0.27373889 - 1)).toBeLessThan(0.01);
    },
  );

  it("does not stand in the way of Yang–Lee with nothing fixed", async () => {
    const theory = loadTheory("yang-lee", { free: true });
    const result = await search(theory, { optimiser: "least-squares" });
    const claimed = compare(result, theory).filter(({ error }) => error !== null);
    expect(claimed.length).toBeGreaterThan(5);
    for (const { quantity, pull } of claimed) expect(Math.abs(pull!), quantity).toBeLessThan(4);
    expect(Math.abs(result.operators[0]!.delta.value + 0.4)).toBeLessThan(1e-4);
  });

  it("at the edge of what is left out is called by its name", async () => {
    const file = fileURLToPath(new URL("./theories/m72-phi12.yaml", import.meta.url));
    const theory = loadTheory(file);
    const result = await search(theory, { optimiser: "least-squares" });
    expect(result.warnings.map(({ code }) => code)).toContain("trivial-solution");
    expect(compare(result, theory).every(({ error }) => error === null)).toBe(true);
  });
});

it("a family of theories with one central charge determines nothing", async () => {
  expect((await solved("ising-x-ising-sigma--s1")).claimed).toEqual([]);
});
