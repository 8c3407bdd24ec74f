import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { References } from "../../src/compare/compare.js";
import { sampleStatistics, weightedMean } from "../../src/compare/sample-statistics.js";
import { seedStatistics } from "../../src/compare/seed-statistics.js";
import { statisticsCells } from "../../src/compare/statistics-table.js";
import type { SearchResult, SolutionOperator } from "../../src/search/result.js";
import { exampleResult, fixed, free, operator } from "../archive/example-result.js";

describe("statistics of a sample", () => {
  it("mean, standard deviation of the sample and quartiles (R-7) of 2, 4, 4, 4, 5, 5, 7, 9", () => {
    // mean 40/8, squares 32, 32/7; R: quantile(c(2,4,4,4,5,5,7,9))
    expect(sampleStatistics([9, 2, 4, 5, 4, 5, 4, 7])).toEqual({
      ...{ mean: 5, std: Math.sqrt(32 / 7), min: 2, max: 9 },
      ...{ lowerQuartile: 4, median: 4.5, upperQuartile: 5.5 },
    });
    expect(sampleStatistics([3])).toMatchObject({ mean: 3, std: null, median: 3, lowerQuartile: 3 });
  });

  it("inverse-variance mean: 1 ± 1 and 4 ± 2 make 1.6 ± 2/√5; bars of nothing have no weight", () => {
    const { weightedMean: mean, weightedError } = weightedMean([
      { value: 1, error: 1 },
      { value: 4, error: 2 },
      { value: 99, error: null },
      { value: 99, error: 0 },
    ]);
    expect(mean).toBeCloseTo(1.6, 14);
    expect(weightedError).toBeCloseTo(2 / Math.sqrt(5), 14);
    expect(weightedMean([{ value: 1, error: null }])).toEqual({ weightedMean: null, weightedError: null });
  });

  it("is ordered, and moves with its values", () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (sample) => {
        const s = sampleStatistics(sample);
        const t = sampleStatistics(sample.map((value) => 2 * value + 1));
        const places = [s.min, s.lowerQuartile, s.median, s.upperQuartile, s.max];
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(t.mean).toBeCloseTo(2 * s.mean + 1, 8);
        expect(t.median).toBeCloseTo(2 * s.median + 1, 8);
        if (s.std !== null) expect(t.std).toBeCloseTo(2 * s.std, 8);
      }),
    );
  });
});

const references: References = {
  parameters: {},
  exact: [{ channel: "singlet", spin: 0, delta: 1, ope2: 0.25, name: "ε" }],
  published: [
    { quantity: "delta[3]", at: {}, value: 4.1, error: 0.3, kind: "estimate", source: "arXiv:0000.00000" },
    { quantity: "delta[3]", at: {}, value: 5, error: null, kind: "upper", source: "a bound" },
  ],
};

function run(
  runId: string,
  chi2: number,
  [epsilon, second]: readonly [number, number],
  known = true,
): SearchResult {
  const operators: SolutionOperator[] = [
    operator(0, free(epsilon, known ? 0.1 : null), free(0.25, 0.01), { name: "ε", determined: known }),
    operator(2, fixed(2), fixed(0.1), { name: "T" }),
    operator(0, free(second, 0.4), free(0.01, 0.001)),
  ];
  const solutions = [{ chi2, residualNorm: chi2, count: 2, origin: "sac" as const, operators }];
  return exampleResult({ runId, chi2, residualNorm: chi2, operators, solutions, ladder: [] });
}

describe("statistics over seeds", () => {
  const results = [
    run("b", 2, [1.01, 4.01]),
    run("a", 1, [1, 4]),
    run("d", 9, [0.6, 3.5]),
    run("c", 3, [1.005, 4], false),
  ];
  const { quantities, solutions, runs, agree } = seedStatistics(results, references);
  const of = (name: string) => quantities.find(({ quantity }) => quantity === name)!;

  it("gather each free number from the best solution of every run, by channel and spin in the order of Δ", () => {
    expect(quantities.map(({ quantity }) => quantity)).toEqual([
      "delta[ε]",
      "ope2[ε]",
      "delta[3]",
      "ope2[3]",
    ]);
    expect(of("delta[ε]")).toMatchObject({ runs: 4, determined: 3, min: 0.6, max: 1.01, median: 1.0025 });
    expect(of("delta[ε]").weightedMean).toBeCloseTo((1.01 + 1 + 0.6) / 3, 14);
    expect(of("delta[ε]").weightedError).toBeCloseTo(0.1 / Math.sqrt(3), 14);
    expect(of("ope2[ε]")).toMatchObject({ std: 0, error: 0.01 });
  });

  it("hold the median against exact values, else against published estimates, with the bar of one run", () => {
    expect(of("delta[ε]")).toMatchObject({ reference: 1, source: "exact", error: 0.1 });
    expect(of("delta[ε]").distance).toBeCloseTo(0.0025, 12);
    expect(of("delta[ε]").pull).toBeCloseTo(0.025, 12);
    expect(of("delta[3]")).toMatchObject({ reference: 4.1, source: "arXiv:0000.00000" });
    expect(of("delta[3]").pull).toBeCloseTo(-0.1 / 0.5, 12);
    expect(of("ope2[3]")).toMatchObject({ reference: null, distance: null, pull: null });
  });

  it("count who found which solution, with its distance to the exact data", () => {
    expect({ runs, agree }).toEqual({ runs: 4, agree: 3 });
    expect(solutions.map((found) => [found.chi2, found.runs, found.starts, found.compared])).toEqual([
      [1, ["a", "b", "c"], 6, 1],
      [9, ["d"], 2, 1],
    ]);
    expect(solutions.map(({ distance }) => distance)).toEqual([0, expect.closeTo(0.4, 12)]);
  });

  it("print as many digits as the spread gives meaning to", () => {
    const { columns, rows } = statisticsCells(quantities);
    expect(rows[0]).toHaveLength(columns.length);
    expect(rows[0]!.slice(0, 6)).toEqual(["delta[ε]", "0", "4", "3", "0.90375", "0.2"]);
    expect(rows[0]!.slice(-4)).toEqual(["0.1", "1", "0.0025", "0.0"]);
    expect(rows[3]!.slice(-3)).toEqual(["–", "–", "–"]);
  });
});

it("a run on a shorter rung has part in the quantities that it has", () => {
  const short = run("s", 5, [1.02, 4]);
  const operators = short.operators.slice(0, 2);
  const one = { ...short, operators, solutions: [{ ...short.solutions[0]!, operators }] };
  const { quantities, agree } = seedStatistics([run("a", 1, [1, 4]), one], references);
  expect(quantities.map(({ quantity, runs }) => [quantity, runs])).toEqual([
    ["delta[ε]", 2],
    ["ope2[ε]", 2],
    ["delta[3]", 1],
    ["ope2[3]", 1],
  ]);
  expect(agree).toBe(1);
});
