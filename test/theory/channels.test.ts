import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { loadTheory } from "../../src/theory/load.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossing-channels-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const mixed = {
  name: "pair",
  title: "two scalars",
  sources: [],
  family: "global-2d-mixed",
  external: { σ: "1/8", ε: 1 },
  spectrum: [
    { channel: "even", spin: 2, delta: 2, conserved: true, name: "T" },
    { channel: "odd", spin: 1, delta: [1.1, 8] },
    { channel: ["σσσσ", "εεεε"], spin: 0, delta: [0.1, 8], ope2: { εεεε: [0, 3] } },
  ],
  ladder: [{ operators: 3, cut: { σσσσ: 4, σεεσ: 5.5 } }],
};

function load(change: object = {}) {
  const file = join(folder, "theory.yaml");
  writeFileSync(file, stringify({ ...mixed, ...change }));
  return loadTheory(file);
}

function message(change: object): string {
  try {
    load(change);
  } catch (error) {
    return (error as Error).message.replace(`${folder}/`, "");
  }
  return "";
}

const row = (change: object) => ({
  spectrum: [...mixed.spectrum.slice(0, 2), { ...mixed.spectrum[2], ...change }],
});

describe("the channels of a theory file", () => {
  it("are named one by one, by sector or as a list; each has its own range of coefficients", () => {
    const { spectrum } = load();
    expect(spectrum.map(({ channels }) => channels)).toEqual([
      ["σσσσ", "σσεε", "εεεε"],
      ["σεεσ"],
      ["σσσσ", "εεεε"],
    ]);
    expect(spectrum[0]!.ope2).toEqual([
      [0, 100],
      [-100, 100],
      [0, 100],
    ]);
    expect(spectrum[2]!.ope2).toEqual([
      [0, 100],
      [0, 3],
    ]);
  });

  it("may have cuts of their own; the others have the lowest", () => {
    expect(load().ladder[0]).toEqual({ operators: 3, cut: 4, cutOffsets: { σσσσ: 0, σεεσ: 1.5 } });
  });

  it.each<[string, object, string]>([
    [
      "an unknown channel",
      row({ channel: "ττττ" }),
      'spectrum[2].channel: got "ττττ": must be one of σσσσ, σσεε, εεεε, σεεσ, σσε, σσT, even, odd, exchanged',
    ],
    [
      "no channel where there are several",
      row({ channel: undefined }),
      "spectrum[2].channel: is missing; it must be one of σσσσ",
    ],
    [
      "a channel twice",
      row({ channel: ["εεεε", "εεεε"] }),
      'spectrum[2].channel: got ["εεεε","εεεε"]: names εεεε twice',
    ],
    [
      "an odd spin in an even channel",
      row({ spin: 1, delta: [1, 8] }),
      "spectrum[2].spin: got 1: must be even",
    ],
    [
      "a range of another channel",
      row({ ope2: { σεεσ: [0, 1] } }),
      "spectrum[2].ope2.σεεσ: got [0,1]: not a channel of this row",
    ],
    [
      "a negative coefficient",
      row({ ope2: { σσσσ: [-1, 1] } }),
      "spectrum[2].ope2.σσσσ: got [-1,1]: must not be negative",
    ],
    [
      "a cut of an unknown channel",
      { ladder: [{ operators: 3, cut: { ττττ: 4 } }] },
      "ladder[0].cut.ττττ: got 4: unknown channel",
    ],
    ["one external alone", { external: { σ: "1/8" } }, 'external: got {"σ":"1/8"}: must name two operators'],
    [
      "an exact operator of a sector",
      { exact: [{ channel: "even", spin: 0, delta: 1, ope2: 1 }] },
      'exact[0].channel: got "even": must be one of',
    ],
  ])("%s is refused by field and value", (_, change, wanted) => {
    expect(message(change)).toContain(`theory.yaml: ${wanted}`);
  });
});

describe("--set c=…", () => {
  it("is the central charge of any theory in two dimensions, whatever its file says", () => {
    expect(loadTheory("ising-2d", { set: { c: "1/2" } }).charge).toBe(0.5);
    expect(loadTheory("tricritical-epsilon", { set: { c: 0.8 } }).charge).toBe(0.8);
    expect(loadTheory("tricritical-epsilon", { free: true }).charge).toBeNull();
    expect(loadTheory("yang-lee", { set: { c: "-22/5" } }).charge).toBe(-4.4);
  });

  it("is refused where it can be none", () => {
    expect(() => loadTheory("ising-2d", { set: { c: -1 } })).toThrow(
      "--set: c: got -1: a central charge above zero",
    );
    expect(() => loadTheory("line-defect", { set: { c: 1 } })).toThrow("unknown parameter");
  });

  it("is refused where no row is the stress tensor at its dimension: it would fix nothing", () => {
    expect(() => loadTheory("gff-2d", { set: { c: 5 } })).toThrow(
      "--set: c: got 5: it fixes the coefficient of the stress tensor, and the spectrum of gff-2d has no row {spin: 2, delta: 2}",
    );
    expect(() => loadTheory("tricritical-epsilon", { set: { c: "7/10" }, free: true })).toThrow(
      "whose dimension --free releases: leave out one of the two",
    );
  });
});
