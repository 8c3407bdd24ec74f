import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { QUANTILE } from "../../src/search/inference/error-bars.js";
import type { SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const operator = ({ operators }: SearchResult, name: string) => operators.find((each) => each.name === name)!;

describe("search ising-3d, defaults", () => {
  let first: SearchResult;
  let second: SearchResult;
  beforeAll(async () => {
    const theory = loadTheory("ising-3d");
    first = await search(theory, { seed: 1 });
    second = await search(theory, { seed: 2 });
  });

  // Published: arXiv:2411.15300 (ε), arXiv:1603.04436 (λ²_σσε), arXiv:1612.08471 (the others), in
  // theories/ising-3d/published.yaml. Bars: what they were when the test was written, and a half more.
  it.each([
    ["ε", 1.41262528, 1.3e-4],
    ["ε′", 3.82968, 3.7e-3],
    ["C", 5.022665, 1.1e-4],
    ["T′", 5.50915, 2.6e-2],
  ])("Δ of %s is determined, and the published %f within its interval", (name, published, bar) => {
    const { determined, delta } = operator(first, name);
    expect(determined).toBe(true);
    expect(delta.error!).toBeLessThan(bar);
    expect(Math.abs(delta.value - published) / delta.error!).toBeLessThan(QUANTILE);
  });

  it.each([
    ["ε", 1.1063962, 1.3e-4],
    ["T", 0.10636584, 3.7e-6],
    ["ε′", 0.002810272, 1.2e-5],
    ["T′", 0.00011182005, 1.1e-6],
  ])("λ² of %s likewise, %f", (name, published, bar) => {
    const { ope2 } = operator(first, name);
    expect(ope2.error!).toBeLessThan(bar);
    expect(Math.abs(ope2.value - published) / ope2.error!).toBeLessThan(QUANTILE);
  });

  it("two seeds end in the same solution, far inside its bars", () => {
    for (const { name, determined, delta, ope2 } of first.operators.filter((each) => each.determined)) {
      const other = operator(second, name!);
      expect(other.determined).toBe(determined);
      if (delta.error !== null)
        expect(Math.abs(other.delta.value - delta.value) / delta.error).toBeLessThan(0.01);
      expect(Math.abs(other.ope2.value - ope2.value) / ope2.error!).toBeLessThan(0.01);
    }
  });
});

describe("exact theories at dimensions that no other test has", () => {
  it.each([
    ["gff", { d: 3.3, delta: 0.9 }, 3, 4],
    ["gff-vector", { d: 2.7, delta: 0.65, n: 3.5 }, 2, 8],
  ] as const)("%s %o: determined numbers are right", async (name, set, rungs, least) => {
    const theory = loadTheory(name, { set });
    const result = await search(theory, { seed: 1, rungs });
    const rows = compare(result, theory).filter(({ error, pull }) => error !== null && pull !== null);
    expect(rows.length).toBeGreaterThanOrEqual(least);
    for (const { quantity, pull } of rows) expect(Math.abs(pull!), quantity).toBeLessThan(4);
  });
});
