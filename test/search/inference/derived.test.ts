import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../../src/compare/compare.js";
import { withDerived } from "../../../src/search/inference/derived.js";
import type { SearchResult } from "../../../src/search/result.js";
import { loadTheory } from "../../../src/theory/load.js";
import { exampleResult, fixed, free, operator } from "../../archive/example-result.js";

const file = (derived: string) => {
  const path = join(mkdtempSync(join(tmpdir(), "derived-")), "mine.yaml");
  writeFileSync(
    path,
    `name: mine
title: mine
sources: []
family: global-d
dimension: 3
parameters: { s: { default: 0.5, min: 0.4, max: 0.6 } }
definitions: { twice: 2*s }
external: { delta: s }
spectrum:
  - { spin: 0, delta: [0.6, 9], name: ε }
  - { spin: 2, delta: 3, conserved: true, name: T }
ladder: [{ operators: 2, cut: 4 }]
derived:
${derived}`,
  );
  return path;
};

const operators = [
  operator(0, free(1.4, 0.01), free(1.1, 0.02), { name: "ε" }),
  operator(2, fixed(3), free(0.1, 0.001), { name: "T" }),
];
const covariance = {
  quantities: ["delta[ε]", "ope2[ε]", "ope2[T]"],
  matrix: [
    [1e-4, -1e-4, 0],
    [-1e-4, 4e-4, 1e-5],
    [0, 1e-5, 1e-6],
  ],
};
const result = (change: Partial<SearchResult> = {}) =>
  exampleResult({ theory: "mine", operators, covariance, ...change });

const derivedOf = (derived: string, change: Partial<SearchResult> = {}) =>
  withDerived(loadTheory(file(derived)), result(change)).derived!;

describe("derived numbers", () => {
  it("have the bars of the covariance, correlations included", () => {
    const [sum, ratio] = derivedOf(`  sum: { value: "delta[ε] + ope2[ε]", meaning: nothing }
  ratio: { value: "d*s^2/(4*(d - 1)*ope2[T])" }`);
    expect(sum!.value).toBeCloseTo(2.5, 14);
    expect(sum!.error).toBeCloseTo(Math.sqrt(1e-4 + 4e-4 - 2e-4), 14);
    expect(sum!.interval95![1]).toBeCloseTo(2.5 + 1.959963984540054 * Math.sqrt(3e-4), 14);
    expect(sum!.meaning).toBe("nothing");
    expect(ratio!.value).toBeCloseTo((3 * 0.25) / 0.8, 13);
    // 1 % of it, to second order
    expect(ratio!.error! / ratio!.value!).toBeCloseTo(0.01, 5);
  });

  it("whose ingredient has a bar but no covariance add the most that correlation could do", () => {
    const lone = { quantities: ["delta[ε]"], matrix: [[1e-4]] };
    const [sum] = derivedOf(`  sum: { value: "delta[ε] + ope2[ε]" }`, { covariance: lone });
    expect(sum!.error).toBeCloseTo(0.01 + 0.02, 14);
  });

  it("have no bar where an ingredient is undetermined, and no value where it is missing or infinite", () => {
    const loose = [operator(0, free(1.4, null), free(1.1, null), { name: "ε" }), operators[1]!];
    const text = `  ν: { value: "1/(d - delta[ε])" }\n  pole: { value: "1/(delta[T] - 3)" }`;
    const [nu, pole] = derivedOf(text, { operators: loose });
    expect(nu).toMatchObject({ value: 1 / 1.6, error: null, interval95: null });
    expect(pole).toMatchObject({ value: null, error: null });
    expect(derivedOf(text, { operators: [operators[1]!] })[0]).toMatchObject({ value: null, error: null });
  });

  it("have no error where all they follow from is given", () => {
    expect(derivedOf(`  η: { value: "twice + 2 - d" }`)[0]).toMatchObject({ value: 0, error: 0 });
  });

  it("follow parameters that were found, definitions included, with their correlations", () => {
    const external = [{ name: "s", value: 0.5, error: 0.01, interval95: null }];
    const joint = {
      quantities: ["delta[ε]", "s"],
      matrix: [
        [1e-4, 5e-5],
        [5e-5, 1e-4],
      ],
    };
    const change = { external, covariance: joint };
    const [both] = derivedOf(`  both: { value: "delta[ε] + twice" }`, change);
    expect(both!.error).toBeCloseTo(Math.sqrt(1e-4 + 4e-4 + 2 * 2 * 5e-5), 12);
    const lost = { external: [{ ...external[0]!, error: null }], covariance: joint };
    const [other, same] = derivedOf(
      `  both: { value: "delta[ε] + twice" }\n  same: { value: "delta[ε]" }`,
      lost,
    );
    expect(other!.error).toBeNull();
    expect(same!.error).toBeCloseTo(0.01, 14);
  });

  it("are held against published ones", () => {
    const published = [
      { quantity: "derived[ν]", at: {}, value: 0.62, error: 0.003, kind: "estimate", source: "a" },
    ] as const;
    const theory = loadTheory(file(`  ν: { value: "1/(d - delta[ε])" }`));
    const rows = compare(withDerived(theory, result()), { parameters: {}, exact: [], published });
    expect(rows).toHaveLength(1);
    const error = 0.01 / 1.6 ** 2;
    expect(rows[0]).toMatchObject({ quantity: "derived[ν]", spin: null, value: 0.625, determined: true });
    expect(rows[0]!.pull).toBeCloseTo(0.005 / Math.hypot(error, 0.003), 3);
  });

  it.each([
    [`  x: { value: "delta[σ]" }`, /delta\[σ\] is no quantity of the spectrum/],
    [`  x: { value: "delta[ε] + q" }`, /unknown name q/],
    [`  x: { value: "import(1)" }`, /unknown function import/],
    [`  x: { meaning: none }`, /derived\.x\.value: is missing/],
  ])("are refused: %s", (text, message) => {
    expect(() => loadTheory(file(text))).toThrow(message);
  });
});
