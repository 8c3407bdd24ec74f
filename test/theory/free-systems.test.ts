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

/** Every operator of a reference, eight levels of each, is among the exact ones of the theory, and no other below them. */
describe("free theories in d dimensions: coefficients are those of the exact decomposition", () => {
  it.each([
    ["gff-vector", "ongff_d3_N2_0p6", vector],
    ["gff-vector", "ongff_d4_N4_1p3", vector],
    ["gff-pair", "gffpair_d3_0p6_1p1", pair],
  ] as const)("%s: %s", (id, name, channels) => {
    const { d, n, external, operators } = references[name]!;
    const [first, second] = external;
    const set = second === undefined ? { d, n: n!, delta: first! } : { d, delta1: first!, delta2: second };
    const { exact } = loadTheory(id, { set });
    for (const [correlator, delta, spin, ope2] of operators) {
      const channel = channels[correlator as keyof typeof channels];
      const match = exact.find(
        (own) => own.channel === channel && own.spin === spin && Math.abs(own.delta - delta) < 1e-9,
      )!;
      expect(match.ope2 / fraction(ope2)).toBeCloseTo(1, 11);
    }
    const highest = Math.min(...operators.map(([, delta]) => delta)) + 8.01;
    expect(exact.filter(({ delta }) => delta <= highest)).toHaveLength(operators.length);
  });
});
