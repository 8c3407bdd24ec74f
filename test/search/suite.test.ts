import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { signTest, wilcoxonTest } from "../../src/benchmark/paired.js";
import { suiteProblem } from "../../src/benchmark/problem.js";
import { benchmarkSuite, comparison, type SuiteMethod, type SuiteResult } from "../../src/benchmark/suite.js";
import { suiteNamed } from "../../src/benchmark/suites.js";
import { InputError } from "../../src/errors.js";
import { crossing } from "../cli/command-line.js";

describe("paired tests", () => {
  it("sign test: scipy's binomtest", () => {
    expect(signTest(1, 8)).toBeCloseTo(0.0390625, 12);
    expect(signTest(13, 3)).toBeCloseTo(0.021270751953125, 12);
    expect(signTest(0, 0)).toBe(1);
    expect(signTest(4, 4)).toBe(1);
  });

  it("Wilcoxon: scipy's exact p of Hollander and Wolfe's depression scores, and all signs counted one by one", () => {
    const [x, y] = [
      [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
      [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    ];
    expect(wilcoxonTest(x, y)).toBeCloseTo(0.0390625, 12);
    // with ties and a pair of equals
    const [a, b] = [
      [125, 115, 130, 140, 140, 115, 140, 125, 140, 135],
      [110, 122, 125, 120, 140, 124, 123, 137, 135, 145],
    ];
    expect(wilcoxonTest(a, b)).toBeCloseTo(0.6328125, 12);
  });

  it("an effort that never came is larger than every other", () => {
    const never = Number.POSITIVE_INFINITY;
    expect(wilcoxonTest([never, never, never, never, never], [1, 2, 3, 4, 5])).toBeCloseTo(2 / 32, 12);
    expect(wilcoxonTest([never, 7], [never, 7])).toBe(1);
  });
});

describe("a method beside the baseline", () => {
  const method = (name: "hybrid" | "random", evaluations: (number | null)[]): SuiteMethod => ({
    name,
    trials: evaluations.map((own, k) => ({ seed: k + 1, best: 1, evaluations: own, cpuSeconds: own })),
    success: 0,
    evaluations: { lower: 0, median: 0, upper: 0 },
    cpuSeconds: { lower: 0, median: 0, upper: 0 },
  });

  it("is compared on the seeds that both have", () => {
    const long = method("hybrid", [10, 20, 30, null, 50, 60]);
    const short = method("random", [null, 40, null, 70, 80]);
    expect(comparison(long, short)).toMatchObject({ alone: 2, baselineAlone: 1, successP: 1 });
  });
});

describe("a suite's problems", () => {
  it.each(suiteNamed("easy"))(
    "$name is the rung that it says, with its best known place in the basin",
    async (problem) => {
      const { problems } = await benchmarkSuite("easy", {
        problems: [problem.name],
        methods: ["least-squares", "random"],
        seeds: 2,
      });
      const [polished, random] = problems[0]!.methods;
      expect(polished!.success).toBe(1);
      for (const { best, evaluations } of polished!.trials) {
        expect(best).toBeGreaterThan(0.99 * problem.best);
        expect(best).toBeLessThan(problem.within * problem.best);
        expect(evaluations).toBeLessThan(problem.evaluations);
      }
      expect(random!.success).toBe(0);
      expect(random!.evaluations.median).toBe(Number.POSITIVE_INFINITY);
    },
  );

  it("hard ones have the unknowns and rows that they are known by", () => {
    const size = (name: string) => {
      const problem = suiteNamed("hard").find((entry) => entry.name === name)!;
      const { rung, amplitude } = suiteProblem(problem);
      const { names, rowCount } = rung.problem(amplitude);
      return [names.length, rowCount];
    };
    expect(size("ising-2d-free")).toEqual([12, 112]);
    expect(size("tricritical-joint")).toEqual([9, 593]);
    expect(suiteNamed("hard").length).toBeGreaterThanOrEqual(6);
  });
});

describe("crossing benchmark --suite", () => {
  const run = (...rest: string[]) =>
    crossing(["benchmark", "--suite", "easy", "--problems", "ising-2d", ...rest]);

  it("adds methods and seeds to the table of a folder and keeps the trials that are there", async () => {
    const out = mkdtempSync(join(tmpdir(), "suite-"));
    const read = (): SuiteResult => JSON.parse(readFileSync(join(out, "suite-easy.json"), "utf8"));
    await run("--methods", "least-squares", "--seeds", "1", "--out", out);
    const first = read().problems[0]!.methods[0]!.trials;
    const { code, stdout } = await run(
      "--methods",
      "least-squares,interior-point",
      "--seeds",
      "2",
      "--out",
      out,
    );
    expect(code).toBe(0);
    const { methods, comparisons } = read().problems[0]!;
    expect(methods.map(({ name, trials }) => [name, trials.length])).toEqual([
      ["least-squares", 2],
      ["interior-point", 2],
    ]);
    expect(methods[0]!.trials[0]).toEqual(first[0]);
    expect(comparisons).toHaveLength(1);
    expect(stdout).toContain("| interior-point | 2 of 2 |");
    expect(readFileSync(join(out, "suite-easy.md"), "utf8")).toBe(stdout);
  });

  it("names what it does not know and what does not belong to it", async () => {
    expect((await run("--methods", "simplex")).stderr).toContain("simplex");
    expect((await run("--rung", "2")).stderr).toContain("--rung");
    const suite = await crossing(["benchmark", "--suite", "soft"]);
    expect([suite.code, suite.stderr]).toEqual([2, expect.stringContaining("easy, hard")]);
    expect((await crossing(["benchmark"])).code).toBe(2);
    await expect(benchmarkSuite("hard", { problems: ["ising-2d"] })).rejects.toThrow(InputError);
  });
});
