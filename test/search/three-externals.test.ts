import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { search } from "../../src/search/search.js";
import { familyOf } from "../../src/theory/family-of.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";

type External = "a" | "b" | "c";
const externals = { a: 0.6, b: 1.2, c: 0.8 };
const names = Object.keys(externals) as External[];
const pairs = names.flatMap((x, i) => names.slice(i).map((y) => [x, y] as const));
const mixedPairs = pairs.filter(([x, y]) => x !== y);

/** Three real scalars, each odd under a ℤ₂ of its own but for b, under none: equations of arXiv:1406.4858 for each pair. */
const system = {
  equations: [
    ...names.map((x) => `${x}${x}${x}${x}`),
    ...mixedPairs.flatMap(([x, y]) => [`${x}${y}${x}${y}`, `${x}${x}${y}${y}-`, `${x}${x}${y}${y}+`]),
  ],
  sectors: [
    {
      name: "even",
      spins: "even",
      size: 3,
      identity: true,
      channels: Object.fromEntries(
        pairs.map(([x, y]) => {
          const of = [x, x, y, y];
          const terms =
            x === y
              ? [{ equation: of.join(""), block: "F-", of }]
              : ["-", "+"].map((sign) => ({ equation: `${of.join("")}${sign}`, block: `F${sign}`, of }));
          return [of.join(""), terms];
        }),
      ),
    },
    ...mixedPairs.map(([x, y]) => ({
      name: `${x}${y}`,
      spins: "all",
      channels: {
        [`${x}${y}${y}${x}`]: [
          { equation: `${x}${y}${x}${y}`, block: "F-", of: [x, y, x, y], alternating: true },
          { equation: `${x}${x}${y}${y}-`, block: "F-", of: [y, x, x, y] },
          { equation: `${x}${x}${y}${y}+`, block: "F+", of: [y, x, x, y], weight: -1 },
        ],
      },
    })),
  ],
};

const even = Object.fromEntries(
  pairs.map(([x, y]) => [`${x}${x}${y}${y}`, x === y ? [0, 30] : [-30, 30]] as const),
);

const one = (channel: string, ...operators: [spin: number, delta: number][]) =>
  operators.map(([spin, delta]) => ({ channel, spin, delta, ope2: [0, 30] }));
const each = (cut: number) => Object.fromEntries(Object.keys(even).map((name) => [name, cut]));

/** φ, φ²/√2 of one generalised free field, and another one beside it. */
const file = {
  name: "three-externals",
  title: "three scalars",
  sources: [],
  family: "global-d-system",
  dimension: 3,
  external: externals,
  system,
  points: { set: "spread", count: 10 },
  tail: { model: "gff", amplitude: 0.3 },
  // all dimensions are given but that of b, and the coefficients of a and c²
  spectrum: [
    { channel: "even", spin: 0, delta: [0.7, 1.45], ope2: even, name: "b" },
    { channel: "abba", spin: 0, delta: 0.6, ope2: [1.99, 2.01], name: "a" },
    { channel: "even", spin: 0, delta: 3.2, ope2: even },
    { channel: "even", spin: 2, delta: 3.2, ope2: even },
    ...one("abba", [0, 1.8], [2, 3.8], [0, 3.8], [3, 4.8], [1, 4.8]),
    ...one("bbbb", [0, 2.4], [2, 4.4], [0, 4.4]),
    { channel: "cccc", spin: 0, delta: 1.6, ope2: [1.99, 2.01] },
    ...one("cccc", [2, 3.6], [0, 3.6]),
    ...one("acca", [0, 1.4], [1, 2.4], [2, 3.4], [0, 3.4], [3, 4.4], [1, 4.4]),
    ...one("bccb", [0, 2], [1, 3], [2, 4], [0, 4], [3, 5], [1, 5]),
  ],
  ladder: [{ operators: 27, cut: { ...each(4.7), cccc: 5.1, abba: 5.3, acca: 4.9, bccb: 5.5 } }],
};

describe("three externals", () => {
  it("have matrices of 3 × 3, found by a search: φ²/√2 couples as (√2, 2√2, 0)", async () => {
    const path = join(scratchFolder(), "three-externals.yaml");
    writeFileSync(path, stringify(file));
    const theory = loadTheory(path);
    expect(familyOf(theory).sectors[0]!.size).toBe(3);
    const { operators } = await search(
      theory,
      { optimiser: "least-squares", budget: { evaluations: 300 }, seed: 1 },
      { cache: false },
    );
    const of = (name: string) => operators.filter((operator) => operator.name === name);
    const found = of("b");
    expect(found.map(({ channel }) => channel)).toEqual(Object.keys(even));
    expect(Math.abs(found[0]!.delta.value - externals.b)).toBeLessThan(0.02);
    const matrix = found.map(({ ope2 }) => ope2.value);
    // to some per cent of the trace: a tail of one size for all channels is a loose prior
    for (const [k, exact] of [2, 4, 0, 8, 0, 0].entries())
      expect(Math.abs(matrix[k]! - exact)).toBeLessThan(0.5);
    expect(Math.abs(matrix[1]! / matrix[0]! - 2)).toBeLessThan(0.1);
    // positive semidefinite: its principal minors, but for rounding
    const [aa, ab, ac, bb, bc, cc] = matrix as [number, number, number, number, number, number];
    for (const minor of [aa * bb - ab * ab, aa * cc - ac * ac, bb * cc - bc * bc])
      expect(minor).toBeGreaterThan(-1e-6);
  }, 300_000);
});
