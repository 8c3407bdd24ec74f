import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { commonDomain, piecesBetween, poleGaps } from "../../src/blocks/domain.js";
import { block2d } from "../../src/blocks/global-2d/block-2d.js";
import { domain2d } from "../../src/blocks/global-2d/poles.js";
import { InputError } from "../../src/errors.js";
import { findFamily } from "../../src/families/registry.js";
import { loadTheory } from "../../src/theory/load.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossing-poles-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const scalar = { spin: 0, delta: [-0.9, 8], ope2: [-4, 4] };
const minimal = {
  name: "test",
  title: "a test",
  sources: [],
  family: "global-2d",
  unitary: false,
  external: { delta: "-1/5" },
  spectrum: [scalar],
  ladder: [{ operators: 1, cut: 4 }],
};
const sixd = {
  family: "superconformal-6d-20",
  external: { delta: 4 },
  charge: 25,
  tail: { model: "tree-level", amplitude: "auto" },
};
const line = {
  family: "line-defect",
  external: { coupling: 1 },
  tail: { model: "ladder", amplitude: "auto" },
  points: { derivatives: 4 },
};
const mixed = { family: "global-2d-mixed", external: { s: "1/8", e: 1 } };

function message(change: object): string {
  const file = join(folder, "theory.yaml");
  writeFileSync(file, stringify({ ...minimal, ...change }));
  try {
    loadTheory(file, { free: true });
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message.replace(/^.*theory\.yaml: /, "");
  }
}

const z = { re: 0.31, im: 0.17 };

describe("poles of two-dimensional blocks", () => {
  // a residue over the distance has a slope that grows with the inverse square: by 10⁴ from 1e-4 to 1e-6
  const size = (delta: number, spin: number, delta12: number, delta34: number) => {
    const { derivative } = block2d({ delta, spin, delta12, delta34, z });
    return Math.hypot(derivative.re, derivative.im);
  };

  it.each([
    [0, 0, 0],
    [2, 0, 0],
    [3, 0, 0],
    [0, 0.3, -0.3],
    [3, 0.3, -0.3],
    [2, 1, -1],
    [3, -2, 2],
  ])("spin %i, Δ12 = %d, Δ34 = %d: where blocks blow up, and nowhere else", (spin, delta12, delta34) => {
    const poles = domain2d(spin, delta12, delta34).poles(-6.2, 6);
    for (let delta = -6; delta <= 6; delta += 0.5) {
      const [near, far] = [1e-6, 1e-4].map((by) => size(delta + by, spin, delta12, delta34));
      expect([delta, near! / far! > 3000]).toEqual([delta, poles.includes(delta)]);
    }
  });

  it("one channel's blocks of a mixed system are all considered", () => {
    const { create } = findFamily("global-2d-mixed");
    const given = { theory: "t", parameters: {}, dimension: 2, system: null, charge: null, tail: "gff" };
    const poles = (channel: string, spin: number, externals: Record<string, number>) =>
      create({ ...given, externals })
        .blockDomain({ channel, spin })
        .poles(-2.5, 4);
    expect(poles("sees", 2, { s: 0.125, e: 1 })).toEqual([-2, -1, 0, 1, 2]);
    expect(poles("ssee", 2, { s: 0.125, e: 1 })).toEqual([-1, 1]);
    expect(poles("sees", 2, { s: 0.5, e: 0.5 })).toEqual([-1, 1]);
  });
});

describe("pieces of a range", () => {
  const domain = { lowest: -10, highest: 10, poles: () => [-1, 1] };

  it("lie between the neighbourhoods of poles", () => {
    expect(piecesBetween(-2, 2, poleGaps(domain, -2, 2))).toEqual([
      [-2, -1.01],
      [-0.99, 0.99],
      [1.01, 2],
    ]);
    expect(piecesBetween(-1.005, 0.995, poleGaps(domain, -1.005, 0.995))).toEqual([[-0.99, 0.99]]);
  });

  it("poles of several blocks are told once, ascending", () => {
    const other = { lowest: -5, highest: 20, poles: () => [0, -1] };
    const { lowest, highest, poles } = commonDomain([domain, other]);
    expect([lowest, highest, poles(-3, 3)]).toEqual([-5, 10, [-1, 0, 1]]);
  });
});

describe("a theory file that touches a pole is refused by its field, with what to write instead", () => {
  it.each<[string, object, string]>([
    [
      "the lower end of a range",
      { spectrum: [{ ...scalar, delta: [-1, 8] }] },
      "spectrum[0].delta[0]: got -1: the blocks of spin 0 have a pole at -1; write -0.99",
    ],
    [
      "the upper end",
      { spectrum: [{ ...scalar, spin: 2, delta: ["1/5", "3 - 2"] }] },
      "spectrum[0].delta[1]: got 1: the blocks of spin 2 have a pole at 1; write 0.99",
    ],
    [
      "a fixed dimension",
      { spectrum: [{ ...scalar, spin: 4, delta: 3, free: [3.2, 4] }] },
      "spectrum[0].delta: got 3: the blocks of spin 4 have a pole at 3, where no operator can be: write another dimension",
    ],
    [
      "a released range",
      { spectrum: [{ ...scalar, delta: 1, free: [-3, 2] }] },
      "spectrum[0].free[0]: got -3: the blocks of spin 0 have a pole at -3; write -2.99",
    ],
    [
      "an exact operator",
      { exact: [{ spin: 2, delta: 1, ope2: 1 }] },
      "exact[0].delta: got 1: the blocks of spin 2 have a pole at 1, where no operator can be: write another dimension",
    ],
    [
      "dimensions out of all bounds",
      { spectrum: [{ ...scalar, delta: [-60, 8] }] },
      "spectrum[0].delta[0]: got -60: must lie between -50 and 400: there are no blocks of spin 0 beyond",
    ],
    [
      "two different scalars, in a unitary theory",
      { ...mixed, unitary: true, spectrum: [{ channel: "odd", spin: 1, delta: [1, 8] }] },
      "spectrum[0].delta[0]: got 1: the blocks of spin 1 have a pole at 1; write 1.01",
    ],
    [
      "six dimensions",
      { ...sixd, spectrum: [{ channel: "long", spin: 2, delta: [4, 9] }] },
      "spectrum[0].delta[0]: got 4: the blocks of spin 2 have a pole at 4; write 4.01",
    ],
    [
      "below the pole in six dimensions",
      { ...sixd, spectrum: [{ channel: "long", spin: 2, delta: [3, 9] }] },
      "spectrum[0].delta[0]: got 3: must lie between 4 and 500: there are no blocks of spin 2 beyond",
    ],
    [
      "the line",
      { ...line, spectrum: [{ spin: 0, delta: [0.5, 8] }] },
      "spectrum[0].delta[0]: got 0.5: must be above 1: there are no blocks of spin 0 beyond",
    ],
  ])("%s", (_, change, expected) => expect(message(change)).toBe(expected));

  it("a pole inside is no fault where the theory is not unitary", () => {
    expect(message({ spectrum: [{ ...scalar, spin: 2, delta: [-2, 8] }] })).toBe("");
  });
});
