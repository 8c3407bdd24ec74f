import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import type { ParameterValues } from "../../src/theory/parameters.js";

const run = (id: string, seed: number, set: ParameterValues = {}) =>
  search(loadTheory(id, { set }), { optimiser: "least-squares", seed });

/** Determined, and right within a bound and within four of its bars. */
function expectOperator(
  { operators }: SearchResult,
  index: number,
  wanted: {
    readonly delta: number;
    readonly within: number;
    readonly ope2: number;
    readonly relative: number;
  },
): void {
  const { determined, delta, ope2 } = operators[index]!;
  expect(determined).toBe(true);
  expect(Math.abs(delta.value - wanted.delta)).toBeLessThan(wanted.within);
  expect(Math.abs(ope2.value / wanted.ope2 - 1)).toBeLessThan(wanted.relative);
  if (delta.error) expect(Math.abs(delta.value - wanted.delta)).toBeLessThan(4 * delta.error);
  if (ope2.error) expect(Math.abs(ope2.value - wanted.ope2)).toBeLessThan(4 * ope2.error);
}

describe("searches with a known central charge", () => {
  it.each([1, 2, 3, 4, 5])(
    "⟨εεεε⟩ of the tricritical Ising model finds ε′ and (3.2, ℓ = 2), seed %i",
    async (seed) => {
      const result = await run("tricritical-epsilon", seed);
      expectOperator(result, 0, { delta: 1.2, within: 2e-3, ope2: 0.372468621852, relative: 0.01 });
      expectOperator(result, 2, { delta: 3.2, within: 0.032, ope2: 0.00260467567729, relative: 0.01 });
    },
  );

  it.each([1, 2])("Yang–Lee finds φ, Δ below unitarity and OPE² of either sign, seed %i", async (seed) => {
    const result = await run("yang-lee", seed);
    expectOperator(result, 0, { delta: -0.4, within: 1e-6, ope2: -3.653116236817, relative: 1e-6 });
    expectOperator(result, 2, { delta: 3.6, within: 1e-3, ope2: -0.00049299814262, relative: 1e-3 });
    expectOperator(result, 3, { delta: 4, within: 1e-2, ope2: 1 / 3025, relative: 1e-2 });
    expectOperator(result, 4, { delta: 5.6, within: 0.056, ope2: -1.608891815e-5, relative: 0.01 });
  });

  it.each<[string, ParameterValues]>([
    ["tricritical-sigma", {}],
    ["tricritical-sigma-prime", {}],
    ["tricritical-epsilon-prime", {}],
    ["compact-boson-cos", { d: "1/4" }],
    ["compact-boson-cos", { d: "2/5" }],
  ])("%s %j: one correlator does not determine its spectrum, and no number says it does", async (id, set) => {
    const theory = loadTheory(id, { set });
    const result = await run(id, 1, set);
    expect(result.operators.some(({ determined }) => !determined)).toBe(true);
    for (const { pull } of compare(result, theory)) if (pull !== null) expect(Math.abs(pull)).toBeLessThan(3);
  });
});
