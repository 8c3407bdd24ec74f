import { expect, test } from "vitest";
import { partitionOf, withPartition } from "../../../src/search/discover/content.js";
import { theoryText } from "../../../src/search/discover/theory-text.js";
import { loadFrom, loadTheory } from "../../../src/theory/load.js";
import { TheoryFiles } from "../../../src/theory/theory-files.js";

const theory = loadTheory("ising-2d", { discover: true });
const scalar = { channels: ["singlet"], spin: 0 };
const found = [
  { ...scalar, delta: 1 },
  { ...scalar, delta: 4.01 },
  { channels: ["singlet"], spin: 4, delta: 5.03 },
];

test("of a theory file only what is fixed is read", () => {
  expect(theory.partition).toBe("auto");
  expect(theory.ladder).toEqual([]);
  expect(theory.spectrum.map(({ spin, fixedDelta }) => [spin, fixedDelta])).toEqual([
    [2, 2],
    [4, 4],
    [6, 6],
    [8, 8],
    [10, 10],
  ]);
  expect(theory.gaps).toEqual([]);
  expect(loadTheory("ising-2d-epsilon", { discover: true }).gaps).toEqual([
    { channels: ["singlet"], spin: 0, delta: 2.5 },
  ]);
});

test("counts, ranges, rungs and cuts of a file change nothing", () => {
  const file = "theory.yaml";
  const text = theory.texts[file]!;
  const other = text
    .replace(/^ladder:\n(?: {2}- .*\n)+/m, "ladder:\n  - { operators: 1, cut: 9 }\n")
    .replaceAll("[0.1, 11.5]", "[0.7, 3.3]")
    .replace(
      "- { spin: 6, delta: [6, 11.5], ope2: [0, 2] }",
      "- { spin: 6, count: 3, delta: [6.5, 9], ope2: [0, 1] }",
    );
  expect(other).not.toBe(text);
  const changed = loadFrom(new TheoryFiles(file, { [file]: other }, false), { discover: true });
  const { texts: _, file: __, ...rest } = theory;
  expect(changed).toMatchObject({ ...rest });
});

test("a ladder takes the operators up by dimension, its cuts no lower than the middle of the gaps", () => {
  const { spectrum, ladder } = partitionOf(theory, found, [3.5, 4.25, 4.5, 5.25]);
  expect(spectrum.map(({ spin, delta }) => [spin, delta])).toEqual([
    [0, null],
    [2, 2],
    [4, 4],
    [0, null],
    [4, null],
  ]);
  expect(ladder).toEqual([
    { operators: 2, cut: 3.5 },
    { operators: 4, cut: 4.52 },
    { operators: 5, cut: 5.25 },
  ]);
});

test("what is written is the theory that was searched", () => {
  const partition = partitionOf(theory, found, [2.5, 3, 4.5, 5.25]);
  const text = theoryText(theory, partition);
  const { spectrum, ladder, separation, external, charge } = withPartition(theory, partition);
  const read = loadFrom(new TheoryFiles("found.yaml", { "found.yaml": text }, false));
  expect(read).toMatchObject({ ladder, separation, external, charge, partition: "given" });
  expect(read.spectrum).toEqual(spectrum);
});
