import { describe, expect, it } from "vitest";
import { type KeptOperator, separations } from "../../src/crossing/truncated/truncation.js";

const operator = (spin: number, channels: readonly string[], fixed = false): KeptOperator => ({
  label: `${spin} in ${channels.join(" ")}`,
  spin,
  lower: 1,
  upper: fixed ? 1 : 5,
  terms: channels.map((channel) => ({ channel, label: channel, ope2: [0, 1] })),
});

const pairs = (operators: readonly KeptOperator[], separation = 0.1) =>
  separations({ operators, cut: 6, separation });

describe("operators that are kept apart, in the order of the spectrum", () => {
  it("are neighbours of one spin exchanged in the same channels; places count unknown dimensions alone", () => {
    const operators = [
      operator(0, ["a"]),
      operator(0, ["a", "b"]),
      operator(2, ["a"], true),
      operator(0, ["a"]),
      operator(2, ["a"]),
      operator(0, ["a", "b"]),
      operator(0, ["a"]),
    ];
    expect(pairs(operators)).toEqual([
      { below: 0, above: 2, gap: 0.1 },
      { below: 1, above: 4, gap: 0.1 },
      { below: 2, above: 5, gap: 0.1 },
    ]);
  });

  it("are not those that share only some channels: either may lie below the other", () => {
    expect(pairs([operator(0, ["a", "b"]), operator(0, ["a"]), operator(0, ["b"])])).toEqual([]);
  });

  it("are none without a separation", () => {
    expect(pairs([operator(0, ["a"]), operator(0, ["a"])], 0)).toEqual([]);
  });
});
