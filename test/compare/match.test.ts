import { describe, expect, it } from "vitest";
import { matchOperators } from "../../src/compare/match.js";

const scalar = (delta: number) => ({ channel: "singlet", spin: 0, delta });
const determined = (delta: number) => ({ ...scalar(delta), determined: true });
const loose = (delta: number) => ({ ...scalar(delta), determined: false });

describe("matching operators one to one by channel, spin and Δ", () => {
  it("pairs nearest ones whatever the printed order", () => {
    expect(matchOperators([determined(4.1), determined(1), determined(4.9)], [1, 4, 5].map(scalar))).toEqual([
      1, 0, 2,
    ]);
  });

  it("uses no reference twice: two operators near one reference share its neighbours in order", () => {
    expect(matchOperators([determined(4.9), determined(5.1)], [4, 5].map(scalar))).toEqual([0, 1]);
    expect(matchOperators([determined(4.99), determined(5.01)], [scalar(5)])).toContain(null);
  });

  it("lets an operator that fits nothing stand aside instead of shifting the rest", () => {
    expect(matchOperators([determined(1), loose(2.4), determined(4)], [1, 4, 5].map(scalar))).toEqual([
      0,
      null,
      1,
    ]);
  });

  it("holds a determined operator that fits nothing against the nearest free reference, so that it cannot hide", () => {
    expect(matchOperators([determined(1), determined(2.4), determined(4)], [1, 4, 5].map(scalar))).toEqual([
      0, 2, 1,
    ]);
  });

  it("never crosses spins or channels", () => {
    const references = [
      { ...scalar(2), spin: 2 },
      { ...scalar(2), channel: "charged" },
    ];
    expect(matchOperators([determined(2)], references)).toEqual([null]);
    expect(
      matchOperators(
        [
          { ...determined(2), spin: 2 },
          { ...determined(2), channel: "charged" },
        ],
        references,
      ),
    ).toEqual([0, 1]);
  });

  it("does nothing with nothing", () => {
    expect(matchOperators([], [scalar(1)])).toEqual([]);
    expect(matchOperators([determined(1)], [])).toEqual([null]);
  });
});
