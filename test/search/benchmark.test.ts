import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type BenchmarkResult, benchmark } from "../../src/benchmark/benchmark.js";
import { benchmarkProblem } from "../../src/benchmark/problem.js";
import { curve, effortTo, quartiles } from "../../src/benchmark/statistics.js";
import type { Trial } from "../../src/benchmark/trial.js";
import { benchmarkPlot, benchmarkPoints } from "../../src/plots/benchmark.js";
import { dimensionsAt } from "../../src/search/rung/of-result.js";
import { search as solve } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { crossing } from "../cli/command-line.js";

const options = {
  methods: ["interior-point", "hybrid", "sac-modern", "sac-modern-uniform", "random"],
  seeds: 3,
  rung: 2,
  budget: { evaluations: 800, seconds: 60 },
} as const;

function trial(points: readonly (readonly [evaluations: number, best: number])[]): Trial {
  const trace = points.map(([evaluations, best]) => ({ evaluations, cpuSeconds: evaluations / 100, best }));
  const best = trace.at(-1)!.best;
  return { seed: 1, best, reward: 1, error: null, evaluations: 100, cpuSeconds: 1, sacSteps: 0, trace };
}

describe("quartiles over seeds", () => {
  it("interpolate between order statistics as R's default does", () => {
    expect(quartiles([7, 1, 3, 10])).toEqual({ lower: 2.5, median: 5, upper: 7.75 });
    expect(quartiles([4])).toEqual({ lower: 4, median: 4, upper: 4 });
  });

  it("are infinite, never NaN, where seeds have found nothing", () => {
    const { lower, upper } = quartiles([1, 2, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(lower).toBe(1.75);
    expect(upper).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the problem that methods are set", () => {
  it("is that of the search that fitted the amplitude, the sizes of its channels' tails among it", async () => {
    const theory = loadTheory("compact-boson");
    const { rung, amplitude, reference } = await benchmarkProblem(theory, 1);
    const { chi2, operators, ladder } = await solve(theory, { seed: 0, rungs: 1 }, { cache: false });
    expect(ladder![0]!.channelAmplitudes).toBeDefined();
    expect(reference).toBe(chi2);
    const x = dimensionsAt(
      rung,
      operators.map(({ delta }) => delta.value),
    );
    expect(rung.problem(amplitude).objective(x)).toBe(chi2);
  });
});

describe("best objective against effort", () => {
  const trials = [
    trial([
      [10, 8],
      [50, 2],
    ]),
    trial([[20, 4]]),
  ];

  it("begins where seeds have found something, never rises and ends at the budget", () => {
    const points = curve(trials, "evaluations", 100);
    expect(points[0]!.at).toBeGreaterThanOrEqual(20);
    expect(points.at(-1)).toEqual({ at: 100, lower: 2.5, median: 3, upper: 3.5 });
    for (let k = 1; k < points.length; k++)
      expect(points[k]!.median).toBeLessThanOrEqual(points[k - 1]!.median);
  });

  it("gives the effort of the first place below a threshold", () => {
    expect(effortTo(trials[0]!, "evaluations", 3)).toBe(50);
    expect(effortTo(trials[0]!, "cpuSeconds", 8)).toBe(0.1);
    expect(effortTo(trials[1]!, "evaluations", 3)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("benchmark of the four-operator Ising rung", () => {
  let result: BenchmarkResult;
  beforeAll(async () => {
    result = await benchmark(loadTheory("ising-2d"), options);
  });
  const method = (name: string) => result.methods.find((entry) => entry.name === name)!;

  it("sets all methods one problem, and every polished one reaches its global basin", () => {
    expect(result.rung).toEqual({ position: 2, operators: 4, cut: expect.any(Number) });
    for (const name of ["interior-point", "hybrid"]) {
      expect(method(name).globalProbability).toBe(1);
      expect(method(name).median.error).toBeLessThan(1e-3);
      expect(method(name).median.evaluationsToGlobal).toBeLessThan(800);
    }
    expect(method("random").median.best).toBeGreaterThan(result.globalBelow);
  });

  it("holds every trial to the budget, but for the unit of work at its end", () => {
    for (const { seeds } of result.methods)
      for (const { evaluations } of seeds) expect(evaluations).toBeLessThan(800 + 450);
    for (const { evaluations } of method("random").seeds) expect(evaluations).toBe(800);
  });

  it("differs between policy and uniform proposals, the rest being equal", () => {
    const steps = (name: string) => method(name).seeds.map(({ sacSteps }) => sacSteps);
    expect(Math.min(...steps("sac-modern-uniform"))).toBeGreaterThan(0);
    const traces = (name: string) => method(name).seeds.map(({ trace }) => trace.map(({ best }) => best));
    expect(traces("sac-modern")).not.toEqual(traces("sac-modern-uniform"));
  });

  it("gives the same objectives when repeated", async () => {
    const again = await benchmark(loadTheory("ising-2d"), { ...options, methods: ["hybrid"], seeds: 2 });
    const bests = (from: BenchmarkResult) =>
      from.methods
        .find(({ name }) => name === "hybrid")!
        .seeds.slice(0, 2)
        .map(({ best, evaluations }) => [best, evaluations]);
    expect(bests(again)).toEqual(bests(result));
  });

  it("is drawn with one curve a method on both axes", () => {
    for (const effort of ["evaluations", "cpuSeconds"] as const) {
      const points = benchmarkPoints(result, effort);
      expect(new Set(points.map((point) => point.method))).toEqual(new Set(options.methods));
    }
    expect(benchmarkPlot("title", result).hconcat).toHaveLength(2);
  });
});

describe("crossing benchmark", () => {
  const arguments_ = ["benchmark", "ising-2d", "--rung", "1", "--seeds", "2", "--methods"];

  it("prints one JSON document, and stores it with the picture", async () => {
    const out = join(mkdtempSync(join(tmpdir(), "benchmark-")), "results");
    const { code, stdout } = await crossing([
      ...arguments_,
      "interior-point,random",
      "--evaluations",
      "100",
      "--out",
      out,
      "--plot",
      "--json",
    ]);
    expect(code).toBe(0);
    const printed: BenchmarkResult = JSON.parse(stdout);
    expect(printed.methods.map(({ name }) => name)).toEqual(["interior-point", "random"]);
    expect(printed.methods[0]!.seeds).toHaveLength(2);
    expect(JSON.parse(readFileSync(join(out, "benchmark.json"), "utf8"))).toEqual(printed);
    expect(existsSync(join(out, "benchmark.svg")) && existsSync(join(out, "benchmark.png"))).toBe(true);
  });

  it("names an unknown method and a picture without a place", async () => {
    const unknown = await crossing([...arguments_, "simplex"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("simplex");
    const homeless = await crossing([...arguments_, "random", "--plot"]);
    expect(homeless.code).toBe(2);
    expect(homeless.stderr).toContain("--out");
  });
});
