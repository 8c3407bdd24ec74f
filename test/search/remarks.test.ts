import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/search/evaluate.js";
import { loadTheory } from "../../src/theory/load.js";

const ising = loadTheory("ising-2d");
const codes = (data: typeof ising.exact) => evaluate(ising, { data }).remarks.map(({ code }) => code);

describe("evaluate remarks on what looks like a slip", () => {
  it("exact data: nothing", () => expect(codes(ising.exact)).toEqual([]));

  it.each([
    [2, "2^−ℓ"],
    [0.5, "2^ℓ"],
  ])("coefficients off by %d^ℓ", (factor, name) => {
    const data = ising.exact.map((entry) => ({ ...entry, ope2: entry.ope2 * factor ** entry.spin }));
    const { remarks } = evaluate(ising, { data });
    expect(remarks.map(({ code }) => code)).toEqual(["normalisation"]);
    expect(remarks[0]!.message).toContain(`every coefficient times ${name} crossing holds`);
  });

  it("odd spins without their sign, in a correlator of two different fields", () => {
    const theory = loadTheory("compact-boson");
    const flipped = theory.exact.map((entry) => ({
      ...entry,
      ope2: entry.channel === "neutral" && entry.spin % 2 === 1 ? -entry.ope2 : entry.ope2,
    }));
    const found = evaluate(theory, { data: flipped }).remarks;
    expect(found.map(({ code }) => code)).toContain("negative-coefficient");
    expect(found.at(-1)).toMatchObject({ code: "normalisation", message: expect.stringContaining("(−1)^ℓ") });
  });

  it("the identity among the operators, even one that cancels it", () => {
    const identity = { channel: "singlet", spin: 0, delta: 0, ope2: 1 };
    expect(codes([identity, ...ising.exact])).toEqual(["identity"]);
    expect(codes([{ ...identity, ope2: -1 }])).toEqual(["identity", "negative-coefficient"]);
  });

  it("a negative coefficient in a unitary theory, by its place; none in one that is not", () => {
    const data = ising.exact.map((entry, k) => (k === 2 ? { ...entry, ope2: -entry.ope2 } : entry));
    expect(evaluate(ising, { data }).remarks[0]).toEqual({
      code: "negative-coefficient",
      message: "operators[2] (spin 0, Δ = 4) has a negative coefficient, which no unitary theory has",
    });
    const yangLee = loadTheory("yang-lee");
    expect(evaluate(yangLee).remarks).toEqual([]);
  });

  it("no exact data of any theory gives a remark", () => {
    for (const name of ["gff-2d", "tricritical-sigma", "ising-2d-mixed", "compact-boson-mixed"]) {
      const theory = loadTheory(name);
      expect([name, evaluate(theory).remarks]).toEqual([name, []]);
    }
  });
});
