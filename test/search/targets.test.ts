import { describe, expect, it } from "vitest";
import type { SearchOptions } from "../../src/search/options.js";
import type { Estimate, SearchResult, SolutionOperator } from "../../src/search/result.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { type LoadOptions, loadTheory } from "../../src/theory/load.js";

const run = (id: string, options: SearchOptions = {}, load: LoadOptions = {}) =>
  search(loadTheory(id, load), options);

/** The operator of a spin nearest to a dimension. */
function at({ operators }: Pick<SearchResult, "operators">, delta: number, spin: number): SolutionOperator {
  const same = operators.filter((operator) => operator.spin === spin);
  return same.reduce((a, b) => (Math.abs(b.delta.value - delta) < Math.abs(a.delta.value - delta) ? b : a));
}

function near(value: number, exact: number, relative: number): void {
  expect(Math.abs(value / exact - 1)).toBeLessThan(relative);
}

/** The exact value is within four bars, and the bar is no larger than it has to be. */
function within({ value, error }: Estimate, exact: number, bar: number): void {
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(bar);
  expect(Math.abs(value - exact) / error!).toBeLessThan(4);
}

// Bars of the sixth rung, of Δ and relative ones of a: some half more than measured. Those of the fourth rung are three to five times wider.
const higher: readonly (readonly [
  delta: number,
  spin: number,
  ope2: number,
  bars: { readonly delta: number; readonly ope2: number },
])[] = [
  [4, 0, 1 / 4096, { delta: 8e-4, ope2: 7e-4 }],
  [5, 4, 1 / 65536, { delta: 3.5e-3, ope2: 1.7e-3 }],
  [6, 2, 9 / 2621440, { delta: 9e-3, ope2: 4e-3 }],
];

describe("2D Ising ⟨σσσσ⟩ from one crossing equation", () => {
  it.each([1, 2])("finds ε, T and the next operators, seed %i", async (seed) => {
    const result = await run("ising-2d", { seed });
    expect(result.stopReason).toBe("converged");
    near(at(result, 1, 0).delta.value, 1, 1e-4);
    near(at(result, 1, 0).ope2.value, 1 / 4, 5e-4);
    near(at(result, 2, 2).ope2.value, 1 / 64, 1e-3);
    for (const [delta, spin, ope2, bars] of higher) {
      const found = at(result, delta, spin);
      within(found.delta, delta, bars.delta);
      within(found.ope2, ope2, bars.ope2 * ope2);
    }
    expect(result.reward).toBe(1 / result.residualNorm);
  });

  it("stops by itself where the next operator is not localised, and says which one", async () => {
    const result = await run("ising-2d", { optimiser: "least-squares" });
    const climbed = result.ladder!.map(({ operators }) => operators);
    expect(climbed[climbed.length - 1]).toBeGreaterThan(result.operators.length);
    expect(climbed.length).toBeLessThan(12);
    expect(result.warnings.find(({ code }) => code === "not-localised")?.message).toContain("ℓ=0");
  });

  it("with nothing fixed finds the Ising solution, T and the spin-4 current among the distinct ones", async () => {
    const result = await run("ising-2d", { seed: 3 }, { free: true });
    const ising = result.solutions.find((solution) => Math.abs(at(solution, 1, 0).delta.value - 1) < 1e-3);
    expect(ising).toBeDefined();
    expect(Math.abs(at(ising!, 2, 2).delta.value - 2)).toBeLessThan(2e-3);
    expect(Math.abs(at(ising!, 4, 4).delta.value - 4)).toBeLessThan(0.01);
    expect(ising!.operators.every(({ delta }) => !delta.fixed)).toBe(true);
  });

  it("SAC alone comes within a factor 3 of the polished χ² on the first three rungs", async () => {
    const theory = loadTheory("ising-2d");
    const polished = await search(theory, { optimiser: "least-squares", rungs: 3 });
    const alone = await search(theory, { optimiser: "sac", rungs: 3 });
    const setting = createSetting(theory, theory.ladder.slice(0, 3));
    for (const [r, summary] of polished.ladder!.entries()) {
      const rung = new Rung(setting, theory.ladder[r]!, "whitened", { evaluations: 0 });
      // both at the amplitude of the polished solution: at its own, a worse place would look as good
      const chi2 = ({ best }: typeof summary) => {
        const problem = rung.problem(summary.amplitude);
        return problem.objective(Float64Array.from(problem.equation.free, (k) => best[k]!.delta));
      };
      expect(chi2(alone.ladder![r]!)).toBeLessThan(3 * chi2(summary));
    }
    expect(alone.sacSteps).toBeGreaterThan(100);
  });
});

describe("2D Ising ⟨εεεε⟩", () => {
  it("finds (4, 0) and (6, 2) to 1e-3, (8, 0) and (8, 4) to 1 %", async () => {
    const result = await run("ising-2d-epsilon");
    for (const [delta, spin, relative] of [
      [4, 0, 1e-3],
      [6, 2, 1e-3],
      [8, 0, 0.01],
      [8, 4, 0.01],
    ] as const) {
      near(at(result, delta, spin).delta.value, delta, relative);
    }
  });

  it("with every even dimension allowed reports the flat direction and determines no scalar", async () => {
    const result = await run("ising-2d-epsilon", {}, { preset: "free-2-0" });
    expect(result.warnings.map(({ code }) => code)).toContain("flat-direction");
    expect(result.operators.filter(({ spin }) => spin === 0).every(({ determined }) => !determined)).toBe(
      true,
    );
  });
});
