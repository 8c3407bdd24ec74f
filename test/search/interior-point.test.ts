import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../src/math/random.js";
import { levenbergMarquardt } from "../../src/optimisers/least-squares/levenberg-marquardt.js";
import type { EvaluationCounter } from "../../src/problem/evaluation-counter.js";
import { interiorPoint } from "../../src/search/explore/interior-point.js";
import { uniformPlace } from "../../src/search/explore/proposals.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const STARTS = 24;

interface Descent {
  readonly objective: number;
  readonly evaluations: number;
  readonly x: Float64Array;
}

/** Both polishers from the same uniform starts of one rung. */
function polishBoth(name: string, { rung, amplitude }: { rung: number; amplitude: number }) {
  const theory = loadTheory(name);
  const spec = theory.ladder[rung - 1]!;
  const counter: EvaluationCounter = { evaluations: 0 };
  const problem = new Rung(createSetting(theory, [spec]), spec, "whitened", counter).problem(amplitude);
  const counted = (polish: (x: Float64Array) => { x: Float64Array; objective: number }): Descent[] =>
    Array.from({ length: STARTS }, (_, start) => {
      counter.evaluations = 0;
      const { x, objective } = polish(uniformPlace(problem, Random.stream(5, start)));
      return { x, objective, evaluations: counter.evaluations };
    });
  return {
    problem,
    interior: counted((x) => interiorPoint(problem, x)),
    marquardt: counted((x) => levenbergMarquardt(problem, x)),
  };
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe.each([
  { name: "ising-2d", rung: 5, amplitude: 0.032 },
  { name: "ising-2d-epsilon", rung: 4, amplitude: 26 },
])("interior point against Levenberg–Marquardt on $name, rung $rung", ({ name, ...choice }) => {
  let both: ReturnType<typeof polishBoth>;
  let least: number;
  beforeAll(() => {
    both = polishBoth(name, choice);
    least = Math.min(...both.marquardt.map(({ objective }) => objective));
  });
  const hits = (descents: readonly Descent[]) =>
    descents.filter(({ objective }) => objective <= least * (1 + 1e-6)).length;

  it("reaches the least-squares optimum to 1e-6 in χ², from more of the same starts", () => {
    expect(hits(both.marquardt)).toBeGreaterThan(0);
    expect(hits(both.interior)).toBeGreaterThan(hits(both.marquardt));
  });

  it("needs fewer evaluations a hit, and in the median of the starts that end at the same minimum", () => {
    const aHit = (descents: readonly Descent[]) =>
      descents.reduce((sum, { evaluations }) => sum + evaluations, 0) / hits(descents);
    expect(aHit(both.interior)).toBeLessThan(aHit(both.marquardt));
    const same = both.interior.flatMap(({ objective }, start) =>
      Math.abs(objective / both.marquardt[start]!.objective - 1) < 1e-6 ? [start] : [],
    );
    expect(same.length).toBeGreaterThan(3);
    const evaluations = (descents: readonly Descent[]) =>
      median(same.map((start) => descents[start]!.evaluations));
    expect(evaluations(both.interior)).toBeLessThan(evaluations(both.marquardt));
  });

  it("stays in the box and keeps operators of one spin apart", () => {
    const { lower, upper, separations } = both.problem;
    for (const { x } of both.interior) {
      for (const [k, value] of x.entries()) {
        expect(value).toBeGreaterThanOrEqual(lower[k]!);
        expect(value).toBeLessThanOrEqual(upper[k]!);
      }
      for (const { above, below, gap } of separations)
        expect(x[above]! - x[below]!).toBeGreaterThanOrEqual(gap - 1e-12);
    }
  });
});

describe("search --optimiser interior-point", () => {
  it("climbs the Ising ladder to Δ_ε = 1 within 1e-4", async () => {
    const result = await search(loadTheory("ising-2d"), { optimiser: "interior-point", rungs: 4, seed: 3 });
    expect(result.optimiser).toBe("interior-point");
    expect(result.sacSteps).toBe(0);
    expect(Math.abs(result.operators[0]!.delta.value - 1)).toBeLessThan(1e-4);
  });

  it("has nothing to move on a rung on which every dimension is fixed, and goes on above it", async () => {
    const theory = loadTheory("gff-2d");
    const squares = await search(theory, { optimiser: "least-squares", rungs: 2 });
    const interior = await search(theory, { optimiser: "interior-point", rungs: 2 });
    expect(interior.ladder![0]!.chi2).toBe(squares.ladder![0]!.chi2);
    expect(Math.abs(interior.chi2! / squares.chi2! - 1)).toBeLessThan(1e-6);
    const hybrid = await search(theory, { polish: "interior-point", rungs: 1 });
    expect(hybrid.stopReason).toBe("converged");
  });

  it("brings all 16 operators of BootSTOP's plain problem to ‖E‖ < 1e-7", async () => {
    const theory = loadTheory("ising-2d", { preset: "bootstop" });
    const result = await search(theory, { optimiser: "interior-point", budget: { evaluations: 700 } });
    expect(result.objective).toBe("plain");
    expect(result.residualNorm).toBeLessThan(1e-7);
  });

  it("polishes for the hybrid too", async () => {
    const options = { optimiser: "hybrid", rungs: 1, seed: 2 } as const;
    const theory = loadTheory("ising-2d");
    const squares = await search(theory, { ...options, polish: "least-squares" });
    const interior = await search(theory, { ...options, polish: "interior-point" });
    expect(Math.abs(interior.chi2! / squares.chi2! - 1)).toBeLessThan(1e-6);
    expect(interior.evaluations).not.toBe(squares.evaluations);
  });
});
