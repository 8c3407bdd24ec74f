import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";

interface Reference {
  readonly d: number;
  readonly n?: number;
  readonly external: readonly number[];
  readonly operators: readonly (readonly [correlator: string, delta: number, spin: number, ope2: string])[];
}

const references = JSON.parse(
  readFileSync(new URL("../data/d/free-systems.json", import.meta.url), "utf8"),
) as Record<string, Reference>;

const fraction = (text: string) => {
  const [numerator, denominator = 1] = text.split("/").map(Number);
  return numerator! / Number(denominator);
};

const vector = { S: "S", T: "T", A: "A" };
const pair = { "1111": "φφφφ", "1122": "φφχχ", "2222": "χχχχ", "1221": "φχχφ" };

const square = { "1111": "φφφφ", "1122": "φφss", "2222": "ssss", "1221": "φssφ" };
const singlet = { "1111": "singlet" };

/** Every operator of a reference, eight levels of each, is among the exact ones of the theory, and no other below them. */
describe("free theories in d dimensions: coefficients are those of the exact decomposition", () => {
  it.each([
    ["gff-vector", "ongff_d3_N2_0p6", vector],
    ["gff-vector", "ongff_d4_N4_1p3", vector],
    ["gff-pair", "gffpair_d3_0p6_1p1", pair],
    ["gff-square", "gffsq_d3_0p6", square],
    ["free-singlet", "freesinglet_d3_N2", singlet],
    ["free-singlet", "freesinglet_d3p5_N1", singlet],
  ] as const)("%s: %s", (id, name, channels) => {
    const { d, n, external, operators } = references[name]!;
    const [first, second] = external;
    const set = {
      "gff-vector": { d, n: n!, delta: first! },
      "gff-pair": { d, delta1: first!, delta2: second! },
      "gff-square": { d, delta: first! },
      "free-singlet": { d, n: n! },
    }[id];
    const { exact } = loadTheory(id, { set });
    for (const [correlator, delta, spin, ope2] of operators) {
      const channel = (channels as Record<string, string>)[correlator];
      const match = exact.find(
        (own) => own.channel === channel && own.spin === spin && Math.abs(own.delta - delta) < 1e-9,
      )!;
      expect(match.ope2 / fraction(ope2)).toBeCloseTo(1, 11);
    }
    const highest = Math.min(...operators.map(([, delta]) => delta)) + 8.01;
    // what vanishes at some n is left out there
    const present = exact.filter(({ delta, ope2 }) => delta <= highest && Math.abs(ope2) > 1e-16);
    expect(present).toHaveLength(operators.length);
  });
});
