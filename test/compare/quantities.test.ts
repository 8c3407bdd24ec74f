import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { freeQuantities } from "../../src/compare/quantities.js";
import { findQuantity, quantityName } from "../../src/theory/quantities.js";
import { exampleResult, fixed, free, operator } from "../archive/example-result.js";

/** ε and an unnamed operator in two channels each, T in one. */
const operators = [
  operator(0, free(1, 0.1), free(0.25, 0.01), { name: "ε", channel: "11" }),
  operator(0, free(1, 0.1), free(0.5, 0.01), { name: "ε", channel: "22" }),
  operator(2, fixed(2), free(0.1, 0.01), { name: "T", channel: "11" }),
  operator(0, free(4, 0.1), free(0.02, 0.01), { channel: "11" }),
  operator(0, free(4, 0.1), free(0.03, 0.01), { channel: "22" }),
  operator(2, free(4, 0.1), free(0.04, 0.01), { channel: "11" }),
];

describe("quantities of operators that are exchanged in several channels", () => {
  const names = freeQuantities(operators).map((quantity) => quantityName(operators, quantity));

  it("are one dimension, and a coefficient in each channel with a name of its own", () => {
    expect(names).toEqual([
      ...["delta[ε]", "ope2[ε 11]", "ope2[ε 22]", "ope2[T]"],
      ...["delta[4]", "ope2[4]", "ope2[5]", "delta[6]", "ope2[6]"],
    ]);
  });

  it("are found by these names", () => {
    expect(names.map((name) => findQuantity(operators, name))).toEqual(freeQuantities(operators));
  });

  it("are found by their place; what fits nothing is nothing", () => {
    expect(findQuantity(operators, "ope2[1]")).toEqual({ index: 0, which: "ope2" });
    for (const label of ["ope2[ε]", "ope2[7]", "delta[0]", "delta[σ]", "gap", "mass[ε]", "ope2[ε 33]"]) {
      expect(findQuantity(operators, label)).toBeNull();
    }
  });

  it("stand beside the exact values of their own channel, and published ones by name", () => {
    const exact = [
      { channel: "22", spin: 0, delta: 1, ope2: 0.52 },
      { channel: "11", spin: 0, delta: 1.1, ope2: 0.24, name: "ε" },
    ];
    const bound = { at: {}, value: 0.4, error: null, kind: "upper" as const, source: "here" };
    const references = { parameters: {}, exact, published: [{ ...bound, quantity: "ope2[ε 22]" }] };
    const rows = compare(exampleResult({ operators }), references);
    expect(
      rows.map(({ quantity, channel, reference }) => [quantity, channel, reference]).slice(0, 4),
    ).toEqual([
      ["delta[ε]", "11", 1.1],
      ["ope2[ε 11]", "11", 0.24],
      ["ope2[ε 22]", "22", 0.52],
      ["ope2[T]", "11", null],
    ]);
    expect(rows.at(-1)).toMatchObject({
      quantity: "ope2[ε 22]",
      kind: "upper",
      side: "outside",
      referenceError: null,
    });
  });
});
