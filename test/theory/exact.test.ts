import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";
import type { Theory } from "../../src/theory/theory.js";

interface Reference {
  readonly external: string;
  readonly operators: readonly { readonly delta: string; readonly spin: number; readonly ope2: string }[];
}

function reference(name: string): Reference {
  return JSON.parse(
    readFileSync(new URL(`../data/theory/${name}.json`, import.meta.url), "utf8"),
  ) as Reference;
}

function fraction(text: string): number {
  const [numerator, denominator = "1"] = text.split("/");
  return Number(numerator) / Number(denominator);
}

/** Every operator up to the cut, in either direction: none missing, none too many. */
function expectSame(theory: Theory, name: string, cut: number): void {
  const { external, operators } = reference(name);
  expect(theory.external.delta).toBe(fraction(external));
  const wanted = operators.filter(({ delta }) => fraction(delta) <= cut);
  expect(theory.exact).toHaveLength(wanted.length);
  for (const { delta, spin, ope2 } of wanted) {
    const found = theory.exact.find((o) => o.spin === spin && Math.abs(o.delta - fraction(delta)) < 1e-12);
    expect(found, `(${delta}, ${spin})`).toBeDefined();
    // some twenty roundings in a product of rising factorials, each half a unit of 2.2e-16
    expect(Math.abs(found!.ope2 / fraction(ope2) - 1)).toBeLessThan(4e-15);
  }
}

describe("exact data of the theory files", () => {
  it("⟨σσσσ⟩ is the sl(2) × sl(2) decomposition of the BPZ solution to Δ ≤ 12", () => {
    expectSame(loadTheory("ising-2d"), "ising-ssss", 12);
  });
  it("⟨εεεε⟩ is the sl(2) × sl(2) decomposition of the BPZ solution to Δ ≤ 12", () => {
    expectSame(loadTheory("ising-2d-epsilon"), "ising-eeee", 12);
  });
  it.each([
    ["1/4", "gff-d2-1-4"],
    ["6/5", "gff-d2-6-5"],
    ["3/40", "gff-d2-3-40"],
  ])("2 qₙ qₙ₊ₗ is the Fitzpatrick–Kaplan formula at d = 2, Δ_φ = %s", (delta, name) => {
    expectSame(loadTheory("gff-2d", { set: { delta } }), name, 2 * fraction(delta) + 12);
  });
  it.each(["ising-2d", "ising-2d-epsilon", "gff-2d"])("%s: Δ ≥ ℓ, a ≥ 0, even spins", (id) => {
    for (const { spin, delta, ope2 } of loadTheory(id).exact) {
      expect(spin % 2).toBe(0);
      expect(delta).toBeGreaterThanOrEqual(spin);
      expect(ope2).toBeGreaterThan(0);
    }
  });
  it("the Ward identity a_T = Δ_φ²/(2c) holds at c = 1/2 in both Ising correlators", () => {
    for (const id of ["ising-2d", "ising-2d-epsilon"]) {
      const { exact, external } = loadTheory(id);
      expect(exact.find(({ name }) => name === "T")!.ope2).toBeCloseTo(external.delta! ** 2, 15);
    }
  });
});
