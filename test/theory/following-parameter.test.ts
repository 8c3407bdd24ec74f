import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadTheory, theoryAt } from "../../src/theory/load.js";

const file = (follows: string) => {
  const path = join(mkdtempSync(join(tmpdir(), "follows-")), "mine.yaml");
  writeFileSync(
    path,
    `name: mine
title: mine
sources: []
family: global-d
dimension: d
parameters:
  d: { default: 3, min: 2, max: 4 }
  s: { default: 0.6, min: 0.1, max: 1.5, follows: ${follows} }
external: { delta: s }
spectrum:
  - { spin: 0, delta: [1.1, 9], name: ε }
ladder: [{ operators: 1, cut: 4 }]
`,
  );
  return path;
};

describe("a parameter that follows from others", () => {
  const path = file(`{ value: "d/5", error: "(d - 3)^2/100" }`);

  it("has the value of its expression unless it is set", () => {
    expect(loadTheory(path).parameters.s).toBeCloseTo(0.6, 15);
    expect(loadTheory(path, { set: { d: 3.5 } }).external.delta).toBeCloseTo(0.7, 15);
    const set = loadTheory(path, { set: { d: 3.5, s: 0.8 } });
    expect(set.parameters.s).toBe(0.8);
    expect(theoryAt(set, { d: 2.5 }).parameters.s).toBe(0.8);
    expect(theoryAt(loadTheory(path), { d: 2.5 }).parameters.s).toBe(0.5);
  });

  it("is uncertain by what its file says, where that is not zero and it is not set", () => {
    expect(loadTheory(path).uncertain).toEqual({});
    expect(loadTheory(path, { set: { d: 3.5 } }).uncertain.s).toBeCloseTo(0.0025, 15);
    expect(loadTheory(path, { set: { d: 3.5, s: 0.7 } }).uncertain).toEqual({});
  });

  it.each([
    [`{ value: "d" }`, /must lie in \[0.1, 1.5\]/],
    [`{ value: "s/2" }`, /unknown name s/],
    [`{ value: "d/5", error: "-d" }`, /must not be negative/],
  ])("is refused: %s", (follows, message) => {
    expect(() => loadTheory(file(follows))).toThrow(message);
  });
});

describe("the dimension of σ in d dimensions", () => {
  it("is exact at two and four, that of the literature at three, and its expansion near four", () => {
    const sigma = (d: number) => loadTheory("ising", { set: { d } });
    expect(sigma(2).parameters.sigma).toBeCloseTo(1 / 8, 12);
    expect(sigma(3).parameters.sigma).toBeCloseTo(0.518148806, 12);
    expect(sigma(4).parameters.sigma).toBe(1);
    for (const d of [2, 3, 4]) expect(sigma(d).uncertain).toEqual({});
    // Δσ = 1 − ε/2 + ε²/108 + 109 ε³/11664 + O(ε⁴)
    const epsilon = 0.01;
    const expansion = 1 - epsilon / 2 + epsilon ** 2 / 108 + (109 * epsilon ** 3) / 11664;
    expect(sigma(4 - epsilon).parameters.sigma).toBeCloseTo(expansion, 10);
    expect(sigma(2.5).uncertain.sigma).toBeCloseTo(1.5e-3, 4);
  });
});
