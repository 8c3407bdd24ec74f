import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { listRuns, type StoredRun } from "../../src/archive/run-lookup.js";
import { continueCommand, searchCommand } from "../../src/report/command-line.js";
import { continuationMark } from "../../src/report/continuation.js";
import type { SearchOptions } from "../../src/search/options.js";
import type { Theory } from "../../src/theory/theory.js";
import { exampleResult, fixed, free, operator } from "../archive/example-result.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

// What a command asks of the engine is all that matters here.
const asked: { theory: Theory; options: SearchOptions }[] = [];
vi.mock("../../src/search/search.js", () => ({
  search: async (theory: Theory, options: SearchOptions) => {
    asked.push({ theory, options });
    const { seed = 1, stream = 0 } = options;
    const operators = theory.spectrum
      .slice(0, theory.ladder[0]!.operators)
      .map(({ spin, fixedDelta, delta }) =>
        operator(spin, fixedDelta === null ? free(delta[0], 0.1) : fixed(fixedDelta), free(1, 0.1)),
      );
    return exampleResult({ parameters: theory.parameters, seed, stream, operators });
  },
}));
// One thread: a worker would not see the engine above.
vi.mock("../../src/search/runtime/workers.js", () => ({ defaultWorkers: () => 1 }));

beforeEach(() => {
  asked.length = 0;
});

/** Runs a command line; what it asked of the engine, and the runs that it stored. */
async function carriedOut(words: readonly string[]) {
  asked.length = 0;
  const out = scratchFolder();
  const { code, stderr } = await crossing([...words, "--out", out, "--quiet"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return { requests: [...asked], runs: listRuns(out).runs };
}

/** As a shell takes a line of plain and quoted words. */
function shellWords(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!).slice(1);
}

const byStart = (runs: readonly StoredRun[]) =>
  [...runs].sort((a, b) => a.document.stream - b.document.stream).map(({ document }) => document);

describe("the command line of a run asks for the same search again", () => {
  it.each([
    ["search ising-2d"],
    ["search gff-2d --set delta=0.3 --seed 7 --stream 3 --rungs 4 --points bootstop-180"],
    ["search gff-2d --set delta=1/3 --free --budget 90s,20000e --optimiser sac --sac modern --form joint"],
    ["search ising-2d --preset bootstop --optimiser sac --sac classic --strategy windows --budget 5m"],
    ["search ising-2d --objective plain --polish interior-point --backend wasm --seed 0"],
  ])("%s", async (line) => {
    const first = await carriedOut(line.split(" "));
    const again = await carriedOut(shellWords(searchCommand(first.runs[0]!.document)));
    expect(first.requests).toHaveLength(1);
    expect(again.requests).toEqual(first.requests);
  });

  it("streams of one seed are one command", async () => {
    const first = await carriedOut("search ising-2d --stream 2 --runs 3".split(" "));
    const command = searchCommand(byStart(first.runs)[0]!, 3);
    expect(command).toBe("crossing search ising-2d --seed 1 --stream 2 --runs 3");
    expect((await carriedOut(shellWords(command))).requests).toEqual(first.requests);
  });

  it("what it started from is a file to be made from the run", async () => {
    const folder = scratchFolder();
    const start = { operators: [{ spin: 0, delta: 1.1, ope2: 0.2 }] };
    writeFileSync(join(folder, "mine.json"), JSON.stringify(start));
    const { runs } = await carriedOut(["search", "ising-2d", "--start", join(folder, "mine.json")]);
    const { options } = runs[0]!.document;
    expect(searchCommand(runs[0]!.document)).toBe("crossing search ising-2d --seed 1 --start start.json");
    expect({ operators: options.start }).toEqual(start);
  });

  it.each([["delta=0.1..0.9"], ["delta=0.05..2:log"], ["delta=0.2..0.8:power:2"]])(
    "a continuation along %s",
    async (path) => {
      const words = ["continue", "gff-2d", "--along", path, "--steps", "3", "--rungs", "2", "--seed", "5"];
      const first = await carriedOut(words);
      const begin = first.runs.find((run) => continuationMark(run)?.step === 0)!;
      const command = continueCommand(begin.document, continuationMark(begin)!);
      expect(command).toBe(`crossing continue gff-2d --along ${path} --steps 3 --rungs 2 --seed 5`);
      expect((await carriedOut(shellWords(command!))).requests).toEqual(first.requests);
    },
  );
});
