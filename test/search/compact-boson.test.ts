import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { continued } from "../../src/search/continuation.js";
import { ladderPlan } from "../../src/search/ladder/plan.js";
import type { SearchResult, SolutionOperator } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const boson = (d: number) => loadTheory("compact-boson", { set: { d } });

/** The operators of a channel and spin, by dimension. */
const tower = ({ operators }: Pick<SearchResult, "operators">, channel: string, spin: number) =>
  operators
    .filter((operator) => operator.channel === channel && operator.spin === spin)
    .sort((a, b) => a.delta.value - b.delta.value);

function near(value: number, exact: number, relative: number): void {
  expect(Math.abs(value / exact - 1)).toBeLessThan(relative);
}

const determined = (operators: readonly SolutionOperator[]) =>
  operators.map((operator) => operator.determined);

describe("the compact boson as a complex scalar, with the currents' dimensions alone", () => {
  it.each([
    [0.06, 1],
    [0.1, 2],
    [0.17, 3],
    [0.25, 4],
  ])(
    "d = %d, seed %i: the charge-2 operator, J and c to 1e-3, what is below Δ = 3.5 to 5e-3",
    async (d, seed) => {
      const result = await search(boson(d), { seed });
      const [leading] = tower(result, "charge-2", 0);
      const [charged] = tower(result, "charge-2", 2);
      const [current, vector] = tower(result, "neutral", 1);
      const [scalar] = tower(result, "neutral", 0);
      const [stress] = tower(result, "neutral", 2);
      near(leading!.delta.value, 4 * d, 1e-3);
      near(leading!.ope2.value, 1, 1e-3);
      near(current!.ope2.value, d, 1e-3);
      near((d * d) / (2 * stress!.ope2.value), 1, 1e-3);
      near(scalar!.delta.value, 2, 1e-3);
      near(charged!.delta.value, 4 * d + 2, 1e-3);
      near(vector!.delta.value, 3, 5e-3);
      expect(determined([leading!, charged!, current!, vector!, scalar!, stress!])).not.toContain(false);
    },
  );

  it.each([1 / 2, 1])("d = %d, where towers meet: every bar holds the truth", async (d) => {
    const theory = boson(d);
    const result = await search(theory);
    const rows = compare(result, theory).filter(({ pull }) => pull !== null);
    expect(rows.length).toBeGreaterThan(10);
    for (const { quantity, pull } of rows) expect(Math.abs(pull!), quantity).toBeLessThan(2.5);
    near(tower(result, "charge-2", 0)[0]!.delta.value, 4 * d, d < 1 ? 2e-3 : 0.02);
  });

  it("d = 1 with room for the charge-2 operators of generalised free fields: a family of solutions, and nothing is determined", async () => {
    const result = await search(loadTheory("compact-boson", { set: { d: 1 }, preset: "two-charged" }));
    expect(result.warnings.map(({ code }) => code)).toContain("flat-direction");
    expect(determined(result.operators)).not.toContain(true);
  });
});

describe("a continuation where the channels' tails have sizes of their own", () => {
  it("fits them on the first rung and goes on at the one it came from", async () => {
    const theory = boson(0.2);
    const first = await search(theory, { optimiser: "least-squares" });
    const options = continued(theory, { optimiser: "least-squares" }, first);
    const { rungs } = await ladderPlan(boson(0.22), options);
    expect(rungs.map(({ operators }) => operators)).toEqual([7, 17]);
    const second = await search(boson(0.22), options);
    expect(second.ladder!.map(({ channelAmplitudes }) => channelAmplitudes)).not.toContain(undefined);
    near(tower(second, "charge-2", 0)[0]!.delta.value, 0.88, 1e-3);
  });

  it("starts at once on that rung where there is one channel", async () => {
    const ising = loadTheory("ising-2d");
    const first = await search(ising, { optimiser: "least-squares", rungs: 2 });
    const { rungs } = await ladderPlan(ising, continued(ising, {}, first));
    expect(rungs.map(({ operators }) => operators)).toEqual([4]);
  });
});
