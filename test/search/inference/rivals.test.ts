import { describe, expect, it } from "vitest";
import { EQUAL_ODDS } from "../../../src/search/inference/criteria.js";
import { rivalsBelow } from "../../../src/search/inference/rivals.js";
import type { ClimbedRung } from "../../../src/search/ladder/state.js";
import type { Rung } from "../../../src/search/rung/rung.js";

const rung = { levelSpacing: 1, setting: { theory: { ladder: [] } } } as unknown as Rung;

/**
 * A ladder of levels with these −2 ln(evidence), each going on from the one below; the answer is that of
 * `accepted`.
 */
function below(evidences: readonly number[], accepted: number, trivial: readonly number[] = []): number[] {
  const all = evidences.map(
    (evidence, k) =>
      ({
        rung: k,
        rise: k === 0 ? null : 0,
        trivial: trivial.includes(k),
        pool: [{ x: [1] }],
        errors: null,
        summary: {
          evidence,
          operators: k + 1,
          cut: k,
          best: [{ channel: "singlet", spin: 0, delta: k, ope2: 1 }],
        },
      }) as unknown as ClimbedRung,
  );
  return rivalsBelow(rung, all, all[accepted]!).map(({ operators }) => operators[0]!.delta);
}

describe("lower levels that say as much with fewer operators", () => {
  it("count where their evidence is as good", () => {
    expect(below([0, -100, -100 + EQUAL_ODDS + 0.1], 2)).toEqual([1]);
    expect(below([0, -100 + EQUAL_ODDS + 0.1, -100], 2)).toEqual([]);
  });

  it("but for the first one, where another level stands by the answer", () => {
    expect(below([-200, 0, -100], 2)).toEqual([]);
    expect(below([-200, -100], 1)).toEqual([0]);
  });

  it("and for those that cancel the identity, after which the next is the first", () => {
    expect(below([-300, -200, -100], 2, [0])).toEqual([1]);
    expect(below([-300, -200, 0, -100], 3, [0])).toEqual([]);
  });
});
