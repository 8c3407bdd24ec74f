import { expect, test } from "vitest";
import { Random } from "../../../src/math/random.js";
import { unknownOperator } from "../../../src/search/discover/kinds.js";
import { Level } from "../../../src/search/discover/level.js";
import { LevelSearch } from "../../../src/search/discover/level-search.js";
import { scan } from "../../../src/search/discover/propose/scan.js";
import { contradiction, suspectInputs } from "../../../src/search/discover/releases.js";
import { createSetting } from "../../../src/search/rung/setting.js";
import { loadFrom } from "../../../src/theory/load.js";
import { physicsText } from "../../../src/theory/physics-text.js";
import { TheoryFiles } from "../../../src/theory/theory-files.js";

const CUT = 5.5;
const random = Random.stream(1);

/** What a charge of the 2D Ising model's σ, or a dimension of J4, leads to, and who is suspected then. */
function suspected({ charge = 0.5, current = 4 }: { charge?: number; current?: number }): string[] {
  const T = { name: "T", spin: 2, delta: 2 };
  const J4 = { name: "J4", spin: 4, delta: current };
  const text = physicsText({ family: "global-2d", set: { delta: 0.125 }, charge, fixed: [T, J4], gaps: [] });
  const theory = loadFrom(new TheoryFiles("ising.yaml", { "ising.yaml": text }, false));
  const kinds = [0, 2, 4].map((spin) => unknownOperator(theory, { channels: ["singlet"], spin }, CUT + 2));
  const spectrum = [...theory.spectrum, ...kinds];
  const rung = { operators: spectrum.length, cut: CUT };
  const setting = createSetting({ ...theory, spectrum, ladder: [rung] }, [rung]);
  const level = new Level({ ...setting, theory }, CUT, { evaluations: 0 });
  const solution = last(new LevelSearch(level, scan, random).run([]));
  return last(
    suspectInputs({ cut: CUT, solution, rivals: [] }, [], () => level, {
      proposer: scan,
      random,
      released: "all",
    }),
  );
}

function last<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

test("a wrong charge is suspected, the right one is not", () => {
  expect(suspected({ charge: 0.55 })).toContain("the charge");
  expect(suspected({ charge: 0.5 })).toEqual([]);
}, 60_000);

test("a current that stands elsewhere is suspected first", () => {
  expect(suspected({ current: 4.2 })[0]).toBe("Δ = 4.2 of J4");
}, 60_000);

test("a step contradicts the one below where its tail is larger than tails of one theory scatter", () => {
  const step = (cut: number, evidence: number) => ({
    cut,
    solution: { operators: [], lines: [], amplitude: 1, chi2: 0, evidence, informativeRows: 70, flaw: null },
    rivals: [],
  });
  // seven facts in seventy rows: a tenth of the difference counts
  expect(contradiction([step(3, 0), step(4, 80), step(5, 160)])).toBeNull();
  expect(contradiction([step(3, 0), step(4, 80), step(5, 170)])!.cut).toBe(5);
});
