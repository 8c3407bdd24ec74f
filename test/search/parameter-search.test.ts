import { describe, expect, it } from "vitest";
import { searchCommand } from "../../src/report/command-line.js";
import { parameterBars, withParameterBars } from "../../src/search/parameters/bars.js";
import { type Descent, descend, firstAxes, follow } from "../../src/search/parameters/descent.js";
import { searchedParameters } from "../../src/search/parameters/searched.js";
import type { ProgressEvent, SearchResult, SolutionOperator } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { solve } from "../../src/search/solve.js";
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

  it("have no bar at an end of their range, where the evidence of a line of theories comes to rest", async () => {
    // every Δ_φ is a theory; the tail that is left out shrinks with it
    const gff = loadTheory("gff-2d", { set: { delta: 0.3 } });
    const told: ProgressEvent[] = [];
    const result = await search(
      gff,
      { unknown: ["delta"], rungs: 1, points: "spread-40", optimiser: "least-squares" },
      { onProgress: (event) => void told.push(event) },
    );
    expect(result.external).toEqual([{ name: "delta", value: 0.05195, error: null, interval95: null }]);
    expect(result.warnings).toContainEqual({
      code: "at-bound",
      message: "delta is at an end of its range [0.05, 2], or too near one for a bar",
    });
    for (const { operators } of [result, ...result.solutions])
      expect(operators.every(({ determined, ope2 }) => !determined && ope2.error === null)).toBe(true);
    // all ladders and descents count, in what is reported on the way as well
    const work = told.map(({ evaluations }) => evaluations);
    expect(work).toEqual([...work].sort((a, b) => a - b));
    expect(result.evaluations).toBeGreaterThan(work.at(-1)!);
    expect(work.at(-1)!).toBeGreaterThan(5 * result.ladder![0]!.evaluations);
  }, 60_000);

  it("have none either beside the place of largest evidence", async () => {
    const theory = loadTheory(new URL("../data/theory/ising-2d-sigma.yaml", import.meta.url).pathname, {
      set: { sigma: 0.125 },
    });
    const points = "spread-40";
    const { climbed } = await solve(theory, { points, rungs: 2, optimiser: "least-squares" });
    const descent: Descent = {
      theory,
      parameters: searchedParameters(theory, { unknown: ["sigma"] }),
      rung: climbed.rung,
      amplitudes: {},
      points,
      cache: null,
      counter: { evaluations: 0 },
    };
    const { amplitude, pool } = climbed;
    const start = { fit: { x: Float64Array.from(pool[0]!.x), amplitude } };
    const optimum = await descend(
      descent,
      await follow(descent, [0.125], start),
      firstAxes(descent.parameters),
    );
    const owners = pool[0]!.x.map((_, k) => k);
    const errors = async (by: number) => {
      const place = await follow(descent, [optimum.place.values[0]! + by], optimum.place);
      return (await parameterBars(descent, { ...optimum, place }, owners)).errors;
    };
    const [bar] = await errors(0);
    expect(bar).toBeGreaterThan(0);
    expect(await errors(4 * bar!)).toEqual([null]);
  }, 60_000);

  it("count the steps of the agent of every ladder", async () => {
    const gff = loadTheory("gff-2d");
    const options = {
      points: "spread-40",
      rungs: 2,
      optimiser: "sac",
      agentOptions: { maxSteps: 30 },
    } as const;
    const { sacSteps } = await search(gff, options);
    const all = await search(gff, { ...options, unknown: ["delta"] });
    expect(sacSteps).toBeGreaterThan(0);
    expect(all.sacSteps).toBeGreaterThanOrEqual(2 * sacSteps);
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
    atEnd: [false, false],
    errors: covariance === null ? [null, null] : [0.1, 0.1],
    axes: [
      [0.01, 0],
      [0, 0.02],
    ],
    slopes: deltaSlopes.map((delta) => ({ delta: [delta], ope2: [0] })),
  });
  const parameters = searchedParameters(mixed, { unknown: ["sigma", "epsilon"] });
  const widened = (...given: Parameters<typeof bars>) =>
    withParameterBars(result as unknown as SearchResult, bars(...given), parameters);

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

  it("stand in the covariance, correlated with what they move", () => {
    const covariance = { quantities: ["delta[1]"], matrix: [[9e-6]] };
    const given = { ...result, covariance } as unknown as SearchResult;
    const found = withParameterBars(
      given,
      bars(
        [
          [4, -2],
          [-2, 4],
        ],
        [0.001, 0.002],
      ),
      parameters,
    ).covariance!;
    expect(found.quantities).toEqual(["delta[1]", "sigma", "epsilon"]);
    // C = J P Jᵀ with rows of J: (0.001, 0.002), (0.01, 0), (0, 0.02)
    const expected = [
      [9e-6 + 12e-6, 0.01 * (4 * 0.001 - 2 * 0.002), 0.02 * (-2 * 0.001 + 4 * 0.002)],
      [0, 4e-4, -2 * 0.01 * 0.02],
      [1.2e-4, -4e-4, 4 * 0.0004],
    ];
    for (const [i, row] of expected.entries())
      for (const [j, entry] of row.entries()) expect(found.matrix[i]![j]).toBeCloseTo(entry, 15);
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
