import { describe, expect, it } from "vitest";
import { compare, type References, withExact } from "../../src/compare/compare.js";
import { comparisonTable, largestPull } from "../../src/compare/comparison-table.js";
import type { PublishedValue } from "../../src/theory/theory.js";
import { exampleResult, fixed, free, operator } from "../archive/example-result.js";

const exact = [
  { channel: "singlet", spin: 0, delta: 1, ope2: 0.25, name: "ε" },
  { channel: "singlet", spin: 2, delta: 2, ope2: 1 / 64, name: "T" },
];
const operators = [
  operator(0, free(1.00006, 0.00002), free(0.25, 0.001), { name: "ε" }),
  operator(2, fixed(2), free(0.0156, 0.0001), { name: "T" }),
  operator(0, free(4, null), free(0.001, null), { determined: false }),
];
const references = (published: readonly PublishedValue[] = []): References => ({
  parameters: { c: 25 },
  exact,
  published,
});
const bound = (kind: "upper" | "lower", value: number, error: number | null): PublishedValue => ({
  quantity: "delta[ε]",
  at: {},
  value,
  error,
  kind,
  source: "arXiv:1507.05637",
});

describe("a run beside exact values", () => {
  const rows = compare(exampleResult({ operators }), references());
  const row = (quantity: string) => rows.find((candidate) => candidate.quantity === quantity);

  it("pulls are differences over σ", () => {
    expect(row("delta[ε]")?.pull).toBeCloseTo(3, 9);
    expect(row("ope2[ε]")?.pull).toBe(0);
    expect(row("ope2[T]")).toMatchObject({
      value: 0.0156,
      reference: 1 / 64,
      kind: "exact",
      source: "exact",
    });
    expect(row("ope2[T]")?.pull).toBeCloseTo(-0.25, 9);
  });

  it("leaves out what was fixed and judges nothing that is undetermined", () => {
    expect(row("delta[T]")).toBeUndefined();
    expect(row("delta[3]")).toMatchObject({ value: 4, error: null, reference: null, pull: null });
  });

  it("the largest pull is what --fail-above looks at; with nothing to judge there is none", () => {
    expect(largestPull(rows)).toBeCloseTo(3, 9);
    expect(largestPull(compare(exampleResult({ operators }), { ...references(), exact: [] }))).toBeNull();
  });

  it("a wrong value with σ = 0, and NaN, pull infinitely", () => {
    const wrong = [operator(0, free(1.1, 0), free(Number.NaN, 0.1))];
    const pulls = compare(exampleResult({ operators: wrong }), references()).map(({ pull }) => pull);
    expect(pulls).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it("attaches exact values to every solution", () => {
    const result = withExact(exampleResult({ operators }), references());
    expect(result.operators.map((entry) => entry.exact)).toEqual([
      { delta: 1, ope2: 0.25 },
      { delta: 2, ope2: 1 / 64 },
      undefined,
    ]);
    expect(result.solutions[0]?.operators[0]?.exact).toEqual({ delta: 1, ope2: 0.25 });
    expect(withExact(result, { ...references(), exact: [] })).toEqual(exampleResult({ operators }));
  });
});

describe("a run beside published values", () => {
  const compareOne = (published: PublishedValue) =>
    compare(exampleResult({ operators }), { ...references([published]), exact: [] })[0];

  it("adds both errors in quadrature", () => {
    const estimate = { ...bound("upper", 1.00002, 0.00003), kind: "estimate" as const };
    expect(compareOne(estimate)).toMatchObject({ kind: "estimate", side: null });
    expect(compareOne(estimate)?.pull).toBeCloseTo(4e-5 / Math.hypot(2e-5, 3e-5), 6);
  });

  it("says inside or outside of a bound, with the distance outside", () => {
    expect(compareOne(bound("upper", 1.1, 0.005))).toMatchObject({ side: "inside", pull: 0 });
    expect(compareOne(bound("upper", 1, null))).toMatchObject({ side: "outside" });
    expect(compareOne(bound("upper", 1, null))?.pull).toBeCloseTo(3, 9);
    expect(compareOne(bound("lower", 1, null))).toMatchObject({ side: "inside", pull: 0 });
    expect(compareOne(bound("lower", 1.00016, null))?.pull).toBeCloseTo(-5, 6);
  });

  it("finds quantities by name and by place from 1, and only at the run's parameters", () => {
    expect(compareOne({ ...bound("upper", 3, 0), quantity: "ope2[2]" })).toMatchObject({
      quantity: "ope2[T]",
    });
    expect(compareOne({ ...bound("upper", 3, 0), quantity: "delta[4]" })).toBeUndefined();
    expect(compareOne({ ...bound("upper", 3, 0), quantity: "gap" })).toBeUndefined();
    expect(compareOne({ ...bound("upper", 3, 0), at: { c: 25 } })).toBeDefined();
    expect(compareOne({ ...bound("upper", 3, 0), at: { c: 26 } })).toBeUndefined();
    expect(compareOne({ ...bound("upper", 3, 0), at: { g: 25 } })).toBeUndefined();
  });
});

it("the table for a terminal lines up numbers to the right", () => {
  const rows = compare(exampleResult({ operators }), references([bound("upper", 1.1, 0.005)]));
  expect(comparisonTable(rows)).toBe(
    [
      "quantity  ℓ        value  reference  kind   pull                source",
      "────────  ─  ───────────  ─────────  ─────  ────  ────────────  ────────────────",
      "delta[ε]  0   1.00006(2)          1  exact   3.0                exact",
      "ope2[ε]   0   0.2500(10)       0.25  exact   0.0                exact",
      "ope2[T]   2  0.01560(10)   0.015625  exact  -0.3                exact",
      "delta[3]  0           ~4          –  exact     –  undetermined  exact",
      "ope2[3]   0       ~0.001          –  exact     –  undetermined  exact",
      "delta[ε]  0   1.00006(2)        1.1  upper   0.0  inside        arXiv:1507.05637",
    ].join("\n"),
  );
});
