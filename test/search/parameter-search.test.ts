import { describe, expect, it } from "vitest";
import { searchCommand } from "../../src/report/command-line.js";
import { withParameterBars } from "../../src/search/parameter-bars.js";
import { searchedParameters } from "../../src/search/parameter-search.js";
import type { SearchResult, SolutionOperator } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const mixed = loadTheory("ising-2d-mixed");

describe("parameters as unknowns", () => {
  it("are those that the theory has, once each, with a least and a largest value", () => {
    expect(searchedParameters(mixed, { unknown: ["epsilon"] })).toEqual([
      { name: "epsilon", lower: 0.3, upper: 2 },
    ]);
    const refused =
      (unknown: string[], rest = {}) =>
      () =>
        searchedParameters(mixed, { unknown, ...rest });
    expect(refused(["delta"])).toThrow(
      /unknown parameter; the parameters of ising-2d-mixed are sigma, epsilon/,
    );
    expect(refused(["sigma", "sigma"])).toThrow(/twice/);
    expect(refused(["sigma"], { objective: "plain" })).toThrow(/whitened/);
    expect(refused(["sigma"], { strategy: "windows" })).toThrow(/ladder/);
    expect(refused([])).not.toThrow();
  });

  it("finds σ's dimension from a start that is off, in one correlator of known central charge", async () => {
    const file = new URL("../data/theory/ising-2d-sigma.yaml", import.meta.url).pathname;
    const result = await search(loadTheory(file), {
      unknown: ["sigma"],
      rungs: 2,
      points: "spread-40",
      optimiser: "least-squares",
    });
    const [found] = result.external!;
    expect(found!.name).toBe("sigma");
    expect(Math.abs(found!.value - 1 / 8)).toBeLessThan(5e-4);
    expect(Math.abs(found!.value - 1 / 8)).toBeLessThan(4 * found!.error!);
    expect(result.parameters).toEqual({ sigma: found!.value });
    // Δ_ε moves with it: its bar contains that
    const ε = result.operators.find(({ name }) => name === "ε")!;
    expect(Math.abs(ε.delta.value - 1)).toBeLessThan(4 * ε.delta.error!);
  }, 60_000);

  it("stand in the command that makes the run again", () => {
    const run = {
      theory: { reference: "ising-2d-mixed", set: { sigma: 0.14 }, preset: null, free: false },
      options: { unknown: ["sigma", "epsilon"] },
      seed: 1,
      stream: 0,
    } as unknown as Parameters<typeof searchCommand>[0];
    expect(searchCommand(run)).toContain("--unknown sigma epsilon");
  });
});

describe("bars of what was found with parameters", () => {
  const estimate = (value: number, error: number) => ({
    value,
    error,
    interval95: [value - 1.959963984540054 * error, value + 1.959963984540054 * error] as const,
    fixed: false,
  });
  const operator: SolutionOperator = {
    channel: "σσσσ",
    spin: 0,
    determined: true,
    origin: "random",
    delta: estimate(4, 0.003),
    ope2: estimate(1, 0.01),
  };
  const result = { operators: [operator], solutions: [{ operators: [operator] }], warnings: [] };
  const bars = (covariance: number[][] | null, deltaSlopes: number[]) => ({
    covariance,
    errors: covariance === null ? [null, null] : [0.1, 0.1],
    slopes: deltaSlopes.map((delta) => ({ delta: [delta], ope2: [0] })),
  });
  const widened = (...given: Parameters<typeof bars>) =>
    withParameterBars(result as unknown as SearchResult, bars(...given), ["sigma", "epsilon"]);

  it("contain those of the parameters, correlations included", () => {
    const { operators, solutions } = widened(
      [
        [4, -2],
        [-2, 4],
      ],
      [0.001, 0.002],
    );
    // 4·1² + 4·2² − 2·2·1·2 = 12, in 1e-6
    const error = Math.sqrt(9e-6 + 12e-6);
    expect(operators[0]!.delta.error).toBeCloseTo(error, 12);
    expect(operators[0]!.delta.interval95![1]).toBeCloseTo(4 + 1.959963984540054 * error, 12);
    expect(operators[0]!.ope2.error).toBe(0.01);
    expect(solutions[0]!.operators).toEqual(operators);
  });

  it("are none where they are too wide, or the parameters have none", () => {
    const wide = widened(
      [
        [1, 0],
        [0, 1],
      ],
      [0.4, 0],
    );
    expect(wide.operators[0]!.determined).toBe(false);
    const family = widened(null, [0, 0]);
    expect(family.operators[0]!.delta.error).toBeNull();
    expect(family.warnings).toEqual([
      { code: "flat-direction", message: "the data do not fix sigma, epsilon" },
    ]);
  });
});
