import { expect, test } from "vitest";
import { Random } from "../../../src/math/random.js";
import { unknownOperator } from "../../../src/search/discover/kinds.js";
import { Level } from "../../../src/search/discover/level.js";
import { LevelSearch } from "../../../src/search/discover/level-search.js";
import { scan } from "../../../src/search/discover/propose/scan.js";
import { suspectInputs } from "../../../src/search/discover/releases.js";
import { createSetting } from "../../../src/search/rung/setting.js";
import { loadFrom } from "../../../src/theory/load.js";
import { physicsText } from "../../../src/theory/physics-text.js";
import { TheoryFiles } from "../../../src/theory/theory-files.js";

const CUT = 5.5;
const random = Random.stream(1);

/** What a charge of the 2D Ising model's σ leads to, and who is suspected then. */
function suspected(charge: number): string[] {
  const T = { name: "T", spin: 2, delta: 2 };
  const J4 = { name: "J4", spin: 4, delta: 4 };
  const text = physicsText({ family: "global-2d", set: { delta: 0.125 }, charge, fixed: [T, J4], gaps: [] });
  const theory = loadFrom(new TheoryFiles("ising.yaml", { "ising.yaml": text }, false));
  const kinds = [0, 2, 4].map((spin) => unknownOperator(theory, { channels: ["singlet"], spin }, CUT + 2));
  const spectrum = [...theory.spectrum, ...kinds];
  const rung = { operators: spectrum.length, cut: CUT };
  const setting = createSetting({ ...theory, spectrum, ladder: [rung] }, [rung]);
  const level = new Level({ ...setting, theory }, CUT, { evaluations: 0 });
  const solution = last(new LevelSearch(level, scan, random).run([]));
  return last(
    suspectInputs(
      level,
      { cut: CUT, solution, rivals: [], neighbours: [], known: 0 },
      { proposer: scan, random, released: "all" },
    ),
  );
}

function last<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

test("a wrong charge is suspected, the right one is not", () => {
  expect(suspected(0.55)).toContain("the charge");
  expect(suspected(0.5)).toEqual([]);
}, 60_000);
