import { describe, expect, it } from "vitest";
import { compareFits } from "../../src/archive/ranking.js";
import { type ListedRun, summaryOf } from "../../src/archive/run-listing.js";
import {
  bestOfEach,
  byProblem,
  matches,
  parseSort,
  type RunFilter,
  sorted,
} from "../../src/archive/run-selection.js";
import { exampleDocument } from "./many-runs.js";

const run = (id: string, change: Partial<ListedRun> = {}): ListedRun => ({
  ...summaryOf({ path: `/${id}`, state: "complete", document: exampleDocument() }),
  id,
  ...change,
});
const ids = (runs: readonly ListedRun[]) => runs.map(({ id }) => id).join("");

describe("filters", () => {
  const runs = [
    run("a", { theory: "gff-2d", parameters: { delta: 0.3 }, started: "2026-03-01T00:00:00.000Z" }),
    run("b", { theory: "gff-2d", parameters: { delta: 0.1 + 0.2 }, optimiser: "sac" }),
    run("c", { optimiser: null, state: "running", started: "2026-03-14T15:09:27.000Z" }),
  ];
  it.each<[string, RunFilter, string]>([
    ["nothing given", {}, "abc"],
    ["theory", { theories: ["gff-2d"] }, "ab"],
    ["one of several theories", { theories: ["ising-2d", "gff-2d"] }, "abc"],
    ["optimiser; none known is none that fits", { optimisers: ["sac", "hybrid"] }, "ab"],
    ["state", { states: ["running", "failed"] }, "c"],
    ["started at that time or later", { since: new Date("2026-03-14T15:09:26Z") }, "bc"],
    ["parameter, whatever its last bit", { parameters: { delta: 0.3 } }, "ab"],
    ["parameter that the theory has not", { parameters: { c: 25 } }, ""],
    ["all at once", { theories: ["gff-2d"], optimisers: ["sac"], parameters: { delta: 0.3 } }, "b"],
  ])("%s", (_, filter, expected) => {
    expect(ids(runs.filter((each) => matches(each, filter)))).toBe(expected);
  });
});

describe("order", () => {
  const none = { chi2: null, evidence: null, residualNorm: null };
  it("of fits: −2 ln evidence, then χ², then ‖E‖, then runs without a result", () => {
    const runs = [
      run("a", none),
      run("b", { ...none, residualNorm: 1e-9 }),
      run("c", { ...none, residualNorm: 1e-8, chi2: 2 }),
      run("d", { ...none, residualNorm: 1e-7, chi2: 1 }),
      run("e", { residualNorm: 1, chi2: 9, evidence: -100 }),
      run("f", { residualNorm: 1, chi2: 99, evidence: -101 }),
      run("g", { ...none, residualNorm: Number.NaN }),
    ];
    expect(ids([...runs].sort(compareFits))).toBe("fedcbag");
    expect(ids(sorted(runs, parseSort("fit")))).toBe("fedcbag");
  });

  it.each([
    ["cpu", "bca"],
    ["cpu:asc", "bca"],
    ["cpu:desc", "acb"],
    ["started", "cab"],
    ["theory", "bca"],
    ["theory:desc", "abc"],
  ])("by %s", (key, expected) => {
    const runs = [
      run("a", { cpuSeconds: null, theory: "z", started: "2026-03-02T00:00:00.000Z" }),
      run("b", { cpuSeconds: 1, theory: "y", started: "2026-03-03T00:00:00.000Z" }),
      run("c", { cpuSeconds: 2, theory: "y", started: "2026-03-01T00:00:00.000Z" }),
    ];
    expect(ids(sorted(runs, parseSort(key)))).toBe(expected);
  });

  it("by anything else is refused", () => {
    for (const key of ["speed", "cpu:down", "", "constructor"]) {
      expect(() => parseSort(key)).toThrow(/--sort: got .*: expected one of started, fit, theory,/);
    }
  });
});

describe("problems", () => {
  const runs = [
    run("a", { evidence: -3 }),
    run("b", { evidence: -5 }),
    run("c", { evidence: -9, free: true }),
    run("d", { evidence: -7, parameters: { x: 1, y: 2 } }),
    run("e", { evidence: -8, parameters: { y: 2, x: 1 } }),
    run("f", { evidence: null, chi2: null, objective: "plain" }),
    run("g", { evidence: null, chi2: null, residualNorm: null, theory: "gff-2d" }),
  ];
  it("are one where theory, parameters, preset, --free, objective and points are", () => {
    expect(byProblem(runs).map(ids)).toEqual(["ab", "c", "de", "f", "g"]);
  });

  it("have one best run each, if any has a result", () => {
    expect(ids(bestOfEach(runs))).toBe("bcef");
  });
});
