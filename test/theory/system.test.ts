import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { pointSet } from "../../src/crossing/points.js";
import { residualAt } from "../../src/crossing/residual.js";
import { search } from "../../src/search/search.js";
import { familyOf } from "../../src/theory/family-of.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { reproducible } from "../search/document.js";

type Written = Record<string, unknown>;

function theoryFile(document: Written): string {
  const file = join(scratchFolder(), "theory.yaml");
  writeFileSync(file, stringify(document));
  return file;
}

const shipped = (id: string): Written => parse(readFileSync(loadTheory(id).file, "utf8"));

/** The charged scalar of `global-2d-u1`, V and its conjugate W. */
const u1 = {
  conjugates: { V: "W" },
  equations: ["+-+-", "++-- odd", "++-- even"],
  sectors: [
    {
      name: "neutral",
      spins: "all",
      identity: true,
      channels: {
        neutral: [
          { equation: "+-+-", block: "F-", of: ["V", "W", "V", "W"] },
          { equation: "++-- odd", block: "F-", of: ["V", "W", "W", "V"], alternating: true },
          { equation: "++-- even", block: "F+", of: ["V", "W", "W", "V"], alternating: true },
        ],
      },
    },
    {
      name: "charge-2",
      spins: "even",
      channels: {
        "charge-2": [
          { equation: "++-- odd", block: "F-", of: ["V", "V", "W", "W"] },
          { equation: "++-- even", block: "F+", of: ["V", "V", "W", "W"], weight: -1 },
        ],
      },
    },
  ],
};

const mixed = {
  equations: ["σσσσ", "εεεε", "σεσε", "σσεε odd", "σσεε even"],
  sectors: [
    {
      name: "even",
      spins: "even",
      size: 2,
      identity: true,
      channels: {
        σσσσ: [{ equation: "σσσσ", block: "F-", of: ["σ", "σ", "σ", "σ"] }],
        σσεε: [
          { equation: "σσεε odd", block: "F-", of: ["σ", "σ", "ε", "ε"] },
          { equation: "σσεε even", block: "F+", of: ["σ", "σ", "ε", "ε"] },
        ],
        εεεε: [{ equation: "εεεε", block: "F-", of: ["ε", "ε", "ε", "ε"] }],
      },
    },
    {
      name: "odd",
      spins: "all",
      channels: {
        σεεσ: [
          { equation: "σεσε", block: "F-", of: ["σ", "ε", "σ", "ε"], alternating: true },
          { equation: "σσεε odd", block: "F-", of: ["ε", "σ", "σ", "ε"] },
          { equation: "σσεε even", block: "F+", of: ["ε", "σ", "σ", "ε"], weight: -1 },
        ],
      },
    },
  ],
};

/** O(N) vectors: singlets, symmetric traceless and antisymmetric tensors (arXiv:1307.6856). */
const vector = {
  equations: ["1", "2", "3"],
  sectors: [
    {
      name: "S",
      spins: "even",
      identity: true,
      channels: {
        S: [
          { equation: "2", block: "F-", of: ["φ", "φ", "φ", "φ"] },
          { equation: "3", block: "F+", of: ["φ", "φ", "φ", "φ"] },
        ],
      },
    },
    {
      name: "T",
      spins: "even",
      channels: {
        T: [
          { equation: "1", block: "F-", of: ["φ", "φ", "φ", "φ"] },
          { equation: "2", block: "F-", of: ["φ", "φ", "φ", "φ"], weight: "1 - 2/N" },
          { equation: "3", block: "F+", of: ["φ", "φ", "φ", "φ"], weight: "-(1 + 2/N)" },
        ],
      },
    },
    {
      name: "A",
      spins: "odd",
      channels: {
        A: [
          { equation: "1", block: "F-", of: ["φ", "φ", "φ", "φ"], weight: -1 },
          { equation: "2", block: "F-", of: ["φ", "φ", "φ", "φ"] },
          { equation: "3", block: "F+", of: ["φ", "φ", "φ", "φ"], weight: -1 },
        ],
      },
    },
  ],
};

const points = "spread-12";

describe("a system written in a theory file", () => {
  it.each([
    ["compact-boson", { external: { V: "d", W: "d" }, system: u1 }],
    ["ising-2d-mixed", { system: mixed }],
  ])(
    "gives the bits of the family that %s has",
    async (id, change) => {
      const file = theoryFile({ ...shipped(id), family: "global-2d-system", ...change });
      const [own, known] = [loadTheory(file), loadTheory(id)];
      const places = pointSet("spread", 12);
      const [one, other] = [familyOf(own), familyOf(known)];
      expect(one.sectors).toEqual(other.sectors);
      const [equation, expected] = [one.equation(places), other.equation(places)];
      for (const part of ["identity", "magnitude", "channels"] as const)
        expect(equation[part]).toEqual(expected[part]);
      const kept = { equation, kept: [] };
      expect(one.tail("gff", kept, {}).nodes(3)).toEqual(other.tail("gff", kept, {}).nodes(3));
      for (const channel of equation.channels)
        expect(one.stressTensor!.coefficient(channel, 0.7)).toBe(
          other.stressTensor!.coefficient(channel, 0.7),
        );
      const options = { optimiser: "least-squares", rungs: 1, points, budget: { evaluations: 60 } } as const;
      const [found, wanted] = [
        await search(own, options, { cache: false }),
        await search(known, options, { cache: false }),
      ];
      expect(reproducible(found)).toBe(reproducible(wanted));
    },
    120_000,
  );

  it("may have weights that are no signs: generalised free O(3) vectors solve it", () => {
    const theory = loadTheory(
      theoryFile({
        name: "vector",
        title: "O(N) vectors",
        sources: [],
        family: "global-2d-system",
        parameters: { N: { default: 3, min: 2, max: 10 }, d: { default: 0.3, min: 0.1, max: 1 } },
        external: { φ: "d" },
        system: vector,
        spectrum: [
          { channel: "S", spin: 0, delta: [0.1, 4] },
          { channel: "A", spin: 1, delta: 1, conserved: true },
        ],
        ladder: [{ operators: 2, cut: 3 }],
      }),
    );
    const family = familyOf(theory);
    const equation = family.equation(pointSet("spread", 12));
    const largest = (cut: number) => Math.max(...residualAt(equation, vectorData(0.3, 3, cut)).map(Math.abs));
    // |ρ| reaches 0.45, and 0.45⁴ is a twenty-fourth
    expect(largest(8)).toBeLessThan(largest(4) / 20);
    expect(largest(20)).toBeLessThan(largest(4) / 20 ** 4);
    const decimal = family.decimal!(pointSet("spread", 12), 30);
    const { identity } = equation;
    for (const [i, entry] of decimal.identity().entries())
      expect(entry.toNumber()).toBeCloseTo(identity[i]!, 14);
    const value = new Float64Array(equation.rows);
    equation.column({ channel: "T", spin: 2 }, 3.3, value, new Float64Array(equation.rows));
    for (const [i, entry] of decimal.column({ channel: "T", spin: 2 }, 3.3).entries())
      expect(entry.toNumber() / 4 ** 3.3).toBeCloseTo(value[i]!, 14);
  });

  it.each([
    [
      "an equation that is not there",
      { ...u1, equations: ["+-+-", "x"] },
      /equation: got "\+\+-- odd": must be one of/,
    ],
    [
      "an equation without terms",
      { ...u1, equations: [...u1.equations, "x"] },
      /got "x": no sector adds anything/,
    ],
    ["too few channels", { ...u1, sectors: [{ ...u1.sectors[0], size: 2 }] }, /must be 3, the entries i ≤ j/],
    [
      "an external that is not there",
      { ...u1, conjugates: { V: "X" } },
      /conjugates\.V: got "X": must be two of/,
    ],
    [
      "no identity",
      { ...u1, sectors: [u1.sectors[1], { ...u1.sectors[0], identity: false }] },
      /identity: true/,
    ],
  ])("is refused with %s", (_, system, message) => {
    const document = {
      ...shipped("compact-boson"),
      family: "global-2d-system",
      external: { V: "d", W: "d" },
    };
    expect(() => loadTheory(theoryFile({ ...document, system }))).toThrow(message);
  });

  it("belongs to the family that takes one", () => {
    expect(() => loadTheory(theoryFile({ ...shipped("compact-boson"), system: u1 }))).toThrow(
      /the family global-2d-u1 has equations of its own/,
    );
    expect(() => loadTheory(theoryFile({ ...shipped("compact-boson"), family: "global-2d-system" }))).toThrow(
      /system: is missing/,
    );
  });
});

/**
 * G_T ± G_A = (u/v)^d and u^d, whose coefficients are qₙ qₙ₊ₗ and (−1)^ℓ times these (arXiv:1111.6972); G_S = 1 + 2 G_T/N.
 */
function vectorData(d: number, n: number, cut: number) {
  const pochhammer = (x: number, m: number) => {
    let product = 1;
    for (let k = 0; k < m; k++) product *= x + k;
    return product;
  };
  const q = (m: number) => pochhammer(d, m) ** 2 / (pochhammer(1, m) * pochhammer(2 * d + m - 1, m));
  const data = [];
  for (let twist = 0; 2 * d + 2 * twist <= cut; twist++)
    for (let spin = 0; 2 * d + 2 * twist + spin <= cut; spin++) {
      const operator = { spin, delta: 2 * d + 2 * twist + spin };
      const ope2 = q(twist) * q(twist + spin);
      if (spin % 2 === 1) data.push({ ...operator, channel: "A", ope2 });
      else
        data.push({ ...operator, channel: "T", ope2 }, { ...operator, channel: "S", ope2: (2 * ope2) / n });
    }
  return data;
}
