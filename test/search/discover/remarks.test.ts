import { describe, expect, it } from "vitest";
import type { SolvedOperator } from "../../../src/search/discover/level.js";
import {
  currentWarning,
  freeFieldWarning,
  isFreeField,
  newCurrents,
  suspectWarning,
} from "../../../src/search/discover/remarks.js";
import { loadFrom } from "../../../src/theory/load.js";
import { type GivenPhysics, physicsText } from "../../../src/theory/physics-text.js";
import { TheoryFiles } from "../../../src/theory/theory-files.js";

function theoryOf(physics: Partial<GivenPhysics>) {
  const text = physicsText({ family: "global-2d", set: { delta: 0.125 }, fixed: [], gaps: [], ...physics });
  return loadFrom(new TheoryFiles("theory.yaml", { "theory.yaml": text }, false));
}

const solutionOf = (...places: readonly (readonly [delta: number, spin: number])[]) => ({
  operators: places.map(
    ([delta, spin]): SolvedOperator => ({
      channels: ["singlet"],
      spin,
      delta,
      error: 0.01,
      significance: 5,
    }),
  ),
  lines: [],
  amplitude: 1,
  chi2: 1,
  evidence: 0,
  informativeRows: 10,
  flaw: null,
});

describe("currents that were not given", () => {
  it("are those of odd spin in two dimensions: the others follow from the stress tensor", () => {
    const found = solutionOf([1.02, 1], [2, 2], [1.2, 1], [3, 3], [4, 4]);
    expect(newCurrents(theoryOf({}), found).map(({ spin, delta }) => [delta, spin])).toEqual([
      [1.02, 1],
      [3, 3],
    ]);
  });

  it("are all but the stress tensor in three", () => {
    const theory = theoryOf({ family: "global-d", set: { d: 3, delta: 0.6 } });
    const found = solutionOf([3, 2], [5, 4], [5.2, 4]);
    expect(newCurrents(theory, found)).toEqual([expect.objectContaining({ spin: 4, delta: 5 })]);
    const [warning] = currentWarning(newCurrents(theory, found));
    expect(warning!.message).toContain("(5.00000, ℓ=4) is a conserved current");
  });
});

describe("the generalised free field", () => {
  const set = { d: 3, delta: 0.5181489 };
  const local = { name: "T", spin: 2, delta: 3 };

  it("is named where no stress tensor was given, with the one to give", () => {
    const theory = theoryOf({ family: "global-d", set });
    expect(isFreeField(theory, solutionOf([1.0363, 0], [3.0362, 2]))).toBe(true);
    expect(freeFieldWarning(theory).message).toContain('--fixed "T: 2, 3"');
  });

  it("is none where the lowest scalar is elsewhere, or a stress tensor given", () => {
    expect(isFreeField(theoryOf({ family: "global-d", set }), solutionOf([1.4126, 0]))).toBe(false);
    const theory = theoryOf({ family: "global-d", set, fixed: [local] });
    expect(isFreeField(theory, solutionOf([1.0363, 0]))).toBe(false);
  });
});

describe("something given is suspected", () => {
  const given = theoryOf({ fixed: [{ name: "J4", spin: 4, delta: 4.2 }] });

  it("with its name, likeliest first", () => {
    const [warning] = suspectWarning(given, ["Δ = 4.2 of J4", "the charge"], true);
    expect(warning!.message).toContain("likeliest first: Δ = 4.2 of J4; the charge");
  });

  it("without one where cuts contradict each other, but not where nothing was given", () => {
    expect(suspectWarning(given, [], true)[0]!.message).toContain("look at the external dimension");
    expect(suspectWarning(given, [], false)).toEqual([]);
    expect(suspectWarning(theoryOf({}), [], true)).toEqual([]);
  });
});
