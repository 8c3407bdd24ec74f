import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { alongValues, continued, parseAlong } from "../../src/search/continuation.js";
import { coveredRung, startPlaces } from "../../src/search/ladder/starts.js";
import type { SearchResult } from "../../src/search/result.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing, fakeTerminal } from "../cli/command-line.js";

const gff = (delta: number) => loadTheory("gff-2d", { set: { delta } });
const ising = loadTheory("ising-2d");

describe("the path of a continuation", () => {
  it("has both ends exactly and equal steps, ratios or powers between them", () => {
    expect(alongValues(parseAlong("delta=0.1..0.9"), 5)).toEqual([
      0.1,
      0.1 + 0.8 * 0.25,
      0.5,
      0.1 + 0.8 * 0.75,
      0.9,
    ]);
    const ratios = alongValues(parseAlong("c=1e6..25:log"), 4);
    expect([ratios[0], ratios[3]]).toEqual([1e6, 25]);
    for (const k of [1, 2]) expect(ratios[k]! / ratios[k - 1]!).toBeCloseTo(25e-6 ** (1 / 3), 12);
    expect(alongValues(parseAlong("g=0..4:power:2"), 3)).toEqual([0, 1, 4]);
    const [, middle] = alongValues(parseAlong("c=1000..1:power:-1/3"), 3);
    expect(middle! ** (-1 / 3)).toBeCloseTo((0.1 + 1) / 2, 14);
  });

  it.each([
    "delta",
    "delta=1",
    "delta=1..",
    "delta=1..1",
    "c=-1..25:log",
    "g=0..4:power:0",
    "c=0..4:power:-1/3",
    "c=1..4:power:1/0",
    "g=0..4:cubic",
  ])("%s is refused", (text) => {
    expect(() => parseAlong(text)).toThrow(/^along: got/);
  });

  it("needs at least two steps", () => {
    expect(() => alongValues(parseAlong("x=0..1"), 1)).toThrow(/steps: got 1/);
  });
});

describe("what a search starts from", () => {
  const rung = ising.ladder[1]!;

  it("is paired spin by spin in the order of Δ; what lies at a fixed dimension is that operator", () => {
    const start = [
      { spin: 0, delta: 3.9 },
      { spin: 4, delta: 4.001 },
      { spin: 2, delta: 2 },
      { spin: 0, delta: 0.98 },
    ];
    expect(startPlaces(ising, rung, { starts: [start], required: true })).toEqual([[0.98, 3.9]]);
    expect(coveredRung(ising, ising.ladder, [start])).toBe(ising.ladder[1]);
  });

  it("must cover the first rung at least, and the message names what is missing", () => {
    const starts = [[{ spin: 2, delta: 2 }]];
    expect(() => startPlaces(ising, rung, { starts, required: true })).toThrow(
      /start: ε: needs 2 operators of spin 0 besides those of fixed dimension, has 0/,
    );
    expect(startPlaces(ising, rung, { starts, required: false })).toEqual([]);
    expect(() => coveredRung(ising, ising.ladder, [])).toThrow(/continuation.*needs a start/);
  });
});

describe("continuation", () => {
  it("of generalised free fields follows the exact dimensions and coefficients, for a fraction of the effort", async () => {
    const engine = { optimiser: "least-squares", points: "spread-40" } as const;
    const first = await search(gff(0.2), { ...engine, rungs: 2 });
    const options = continued(gff(0.2), engine, first);
    const second = await search(gff(0.3), options);
    expect(second.strategy).toBe("continuation");
    expect(second.operators).toHaveLength(first.operators.length);
    const { delta, ope2 } = second.operators[2]!;
    expect(Math.abs(delta.value - 2.6)).toBeLessThan(3 * delta.error!);
    expect(Math.abs(ope2.value - 0.045)).toBeLessThan(3 * ope2.error!);
    const fromNothing = await search(gff(0.3), { ...engine, rungs: 2 });
    // the tail's amplitude is fitted to one part in 1000
    expect(Math.abs(second.chi2! / fromNothing.chi2! - 1)).toBeLessThan(1e-3);
    expect(second.evaluations).toBeLessThan(fromNothing.evaluations);
  });

  it("follows every distinct solution, its unknown dimensions alone", () => {
    const solution = (delta: number) => ({
      operators: [
        { channel: "singlet", spin: 0, delta: { value: 0.4, fixed: true } },
        { channel: "singlet", spin: 0, delta: { value: delta, fixed: false } },
      ],
    });
    const { spectrum } = loadTheory("gff-2d");
    const scalar = spectrum.find(({ spin }) => spin === 0)!;
    const result = { ...solution(2.4), solutions: [solution(2.4), solution(3.1)] } as unknown as SearchResult;
    const options = continued(
      {
        name: "two scalars",
        spectrum: [scalar, scalar],
        ladder: [
          { operators: 1, cut: 1 },
          { operators: 2, cut: 3 },
        ],
      },
      { seed: 4 },
      result,
    );
    expect(options).toEqual({
      seed: 4,
      strategy: "continuation",
      rungs: 2,
      starts: [[{ channel: "singlet", spin: 0, delta: 2.4 }], [{ channel: "singlet", spin: 0, delta: 3.1 }]],
    });
  });
});

const quick = ["--optimiser", "least-squares", "--rungs", "2", "--points", "spread-40", "--quiet", "--json"];

describe("crossing continue", () => {
  it("stores a run a step and prints {steps: [{at, …}]}; one of them draws the whole curve", async () => {
    const out = scratchFolder();
    const along = ["continue", "gff-2d", "--along", "delta=0.625..0.875", "--steps", "3", "--out", out];
    const { code, stdout } = await crossing([...along, ...quick]);
    expect(code).toBe(0);
    const { steps } = JSON.parse(stdout) as { steps: ({ at: number } & SearchResult)[] };
    expect(steps.map(({ at }) => at)).toEqual([0.625, 0.75, 0.875]);
    expect(steps.map(({ parameters }) => parameters)).toEqual([
      { delta: 0.625 },
      { delta: 0.75 },
      { delta: 0.875 },
    ]);
    expect(readdirSync(out).sort()).toEqual(steps.map(({ runId }) => runId!).sort());
    for (const { at, operators } of steps) {
      const { value, error } = operators[2]!.delta;
      expect(Math.abs(value - (2 * at + 2))).toBeLessThan(3 * error!);
    }
    const picture = join(out, "curve.svg");
    const plot = await crossing(["plot", steps[1]!.runId!, "--kind", "curve", "--out", out, "-o", picture]);
    expect(plot).toMatchObject({ code: 0, stdout: `${picture}\n` });
  });

  it("refuses a value out of the parameter's range, and an unknown parameter, before any work", async () => {
    const elsewhere = scratchFolder();
    const outside = ["continue", "gff-2d", "--along", "delta=0.1..3", "--out", elsewhere];
    expect(await crossing(outside)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/delta: got .*\[0.05, 2\]/),
    });
    const unknown = ["continue", "gff-2d", "--along", "g=0.1..3", "--out", elsewhere];
    expect(await crossing(unknown)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/unknown parameter/),
    });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it("stopped by Ctrl-C exits with 130, keeps what there is and says how to go on", async () => {
    const terminal = fakeTerminal();
    const elsewhere = scratchFolder();
    setTimeout(() => terminal.interrupt(), 300);
    const args = ["continue", "gff-2d", "--along", "delta=0.1..0.9", "--steps", "60", "--out", elsewhere];
    const { code, stdout, stderr } = await crossing([...args, ...quick], terminal);
    expect(code).toBe(130);
    const { steps } = JSON.parse(stdout);
    expect(steps.length).toBeLessThan(60);
    expect(stderr).toMatch(/of 60 steps are stored/);
  });
});

describe("crossing search --start", () => {
  it("starts from a data file and from a run, on the rung they cover with --strategy continuation", async () => {
    const out = scratchFolder();
    const file = join(out, "start.yaml");
    writeFileSync(file, "operators:\n  - {spin: 0, delta: 2.55, ope2: 0.04}\n");
    const args = ["search", "gff-2d", "--set", "delta=0.3", "--strategy", "continuation", "--out", out];
    const engine = ["--optimiser", "least-squares", "--points", "spread-40", "--quiet", "--json"];
    const ofFile = JSON.parse((await crossing([...args, "--start", file, ...engine])).stdout) as SearchResult;
    expect(ofFile.operators).toHaveLength(3);
    expect(ofFile.strategy).toBe("continuation");
    expect(Math.abs(ofFile.operators[2]!.delta.value - 2.6)).toBeLessThan(
      3 * ofFile.operators[2]!.delta.error!,
    );
    const ofRun = JSON.parse(
      (await crossing([...args, "--start", ofFile.runId!, ...engine])).stdout,
    ) as SearchResult;
    expect(ofRun.operators[2]!.delta.value).toBeCloseTo(ofFile.operators[2]!.delta.value, 6);
  });

  it("says what is wrong with a start that does not fit, or is missing", async () => {
    const out = scratchFolder();
    const file = join(out, "start.yaml");
    writeFileSync(file, "operators:\n  - {spin: 2, delta: 2, ope2: 0.04}\n");
    const start = await crossing(["search", "ising-2d", "--start", file, "--out", join(out, "runs")]);
    expect(start).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/start: ε: needs 1 operators of spin 0/),
    });
    const none = await crossing([
      "search",
      "ising-2d",
      "--strategy",
      "continuation",
      "--out",
      join(out, "runs"),
    ]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringMatching(/strategy: .*needs a start/) });
    const missing = await crossing([
      "search",
      "ising-2d",
      "--start",
      "nothing-here",
      "--out",
      join(out, "runs"),
    ]);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/no such run/) });
  });
});
