import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";
import type { ParameterValues } from "../../src/theory/parameters.js";

interface Reference {
  readonly external: string;
  readonly operators: readonly { readonly delta: string; readonly spin: number; readonly ope2: string }[];
}

function fraction(text: string): number {
  const [numerator, denominator = "1"] = text.split("/");
  return Number(numerator) / Number(denominator);
}

/** Every operator with Δ ≤ 12, in either direction: none missing, none too many. */
function expectSame(id: string, name: string, set: ParameterValues = {}): void {
  const { external, operators } = JSON.parse(
    readFileSync(new URL(`../data/theory/${name}.json`, import.meta.url), "utf8"),
  ) as Reference;
  const theory = loadTheory(id, { set });
  const exact = theory.exact.filter(({ delta }) => delta < 12 + 1e-9);
  expect(theory.external.delta).toBe(fraction(external));
  expect(exact).toHaveLength(operators.length);
  for (const { delta, spin, ope2 } of operators) {
    const found = exact.find((o) => o.spin === spin && Math.abs(o.delta - fraction(delta)) < 1e-12);
    expect(found, `(${delta}, ${spin})`).toBeDefined();
    // Γ functions and rising factorials: some thirty roundings of 2.2e-16 at most
    expect(Math.abs(found!.ope2 / fraction(ope2) - 1)).toBeLessThan(8e-15);
  }
}

describe("exact data are the sl(2) × sl(2) decomposition of the correlator to Δ ≤ 12", () => {
  it.each([
    ["tricritical-epsilon", "tricritical-eeee"],
    ["tricritical-epsilon-prime", "tricritical-epepepep"],
    ["tricritical-sigma-prime", "tricritical-spspspsp"],
    ["yang-lee", "yang-lee-pppp"],
  ])("%s", (id, name) => expectSame(id, name));

  it.each([
    ["1/10", "compact-boson-cos-1-10"],
    ["1/4", "compact-boson-cos-1-4"],
    ["1/2", "compact-boson-cos-1-2"],
    ["1", "compact-boson-cos-1"],
  ])("compact-boson-cos at d = %s, towers added up where they coincide", (d, name) =>
    expectSame("compact-boson-cos", name, { d }),
  );
});

describe("the Ward identity a_T = Δφ²/(2c)", () => {
  it.each([
    ["tricritical-epsilon", {}],
    ["tricritical-epsilon-prime", {}],
    ["tricritical-sigma", {}],
    ["tricritical-sigma-prime", {}],
    ["yang-lee", {}],
    ["compact-boson-cos", { d: 0.37 }],
  ])("holds in %s %j at the central charge of the file", (id, set) => {
    const { exact, external, charge } = loadTheory(id, { set });
    const stress = exact.find(({ name }) => name === "T")!.ope2;
    expect(Math.abs(stress / (external.delta! ** 2 / (2 * charge!)) - 1)).toBeLessThan(1e-14);
  });
});

it("⟨σσσσ⟩ of the tricritical Ising model has no (2.2, ℓ = 2): ε is degenerate at level 2", () => {
  const { exact } = loadTheory("tricritical-sigma");
  expect(exact.filter(({ spin }) => spin === 2).map(({ delta }) => delta)).not.toContain(2.2);
  // σ × σ = 1 + ε + ε′ + ε″: C² of the lightest three scalars to twelve digits (Dotsenko–Fateev, evaluated with mpmath)
  const scalars = exact.filter(({ spin }) => spin === 0).slice(0, 3);
  for (const [k, value] of [0.8380543991669437, 0.02327928886574825, 1 / 3136].entries()) {
    expect(scalars[k]!.ope2 / value).toBeCloseTo(1, 12);
  }
});

describe("tricritical-joint", () => {
  it.each([
    ["ε", "tricritical-epsilon"],
    ["ε′", "tricritical-epsilon-prime"],
    ["σ", "tricritical-sigma"],
    ["σ′", "tricritical-sigma-prime"],
  ])("has in %s the external dimension and the exact data of %s", (channel, id) => {
    const joint = loadTheory("tricritical-joint");
    const single = loadTheory(id);
    expect(joint.external[channel]).toBe(single.external.delta);
    const own = joint.exact.filter((operator) => operator.channel === channel);
    expect(own).toEqual(single.exact.map((operator) => ({ ...operator, channel })));
  });
});
