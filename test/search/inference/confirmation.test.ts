import { describe, expect, it } from "vitest";
import { type Confirmation, confirmation } from "../../../src/search/inference/confirmation.js";
import { BREAK, FALL, SUSPECT } from "../../../src/search/inference/criteria.js";
import type { Ladder } from "../../../src/search/ladder/ladder.js";
import type { ClimbedRung } from "../../../src/search/ladder/state.js";

interface Step {
  readonly rise: number | null;
  readonly lost?: boolean;
  readonly trivial?: boolean;
  /** dimensions of its solutions, best first */
  readonly pool?: readonly (readonly number[])[];
}

/** The verdict on rung `accepted` of a ladder with these rises. */
function verdict(steps: readonly Step[], accepted: number, continued = false): Confirmation {
  const climbed = steps.map(({ rise, lost = false, trivial = false, pool = [[1]] }, rung) => {
    const candidates = pool.map((x) => ({ x }));
    return { rung, rise, lost, trivial, pool: candidates } as unknown as ClimbedRung;
  });
  return confirmation({ state: { climbed }, plan: { continued } } as unknown as Ladder, climbed[accepted]!);
}

const first = { rise: null };

describe("a solution is confirmed", () => {
  it("by the rung below that it goes on from", () => {
    expect(verdict([first, { rise: BREAK - 0.1 }], 1)).toBe("confirmed");
    expect(verdict([first, { rise: BREAK + 0.1 }], 1)).toBe("single-level");
    expect(verdict([first, { rise: -FALL - 0.1 }], 1)).toBe("single-level");
    expect(verdict([first, { rise: -FALL - 0.1 }, { rise: 0 }], 2)).toBe("confirmed");
  });

  it("never on a first rung, whether or not there is a next one", () => {
    expect(verdict([first], 0)).toBe("single-level");
    expect(verdict([first, { rise: -1, lost: true }], 0)).toBe("single-level");
  });

  it("by a next rung that goes on from it, its new operators localised or not", () => {
    const risen = { rise: BREAK + 0.1 };
    expect(verdict([first, risen, { rise: BREAK - 0.1, lost: true }], 1)).toBe("confirmed");
    expect(verdict([first, risen, { rise: BREAK + 0.1, lost: true }], 1)).toBe("broken-above");
  });

  it("not by a next one that goes on from another of its solutions", () => {
    const two = { rise: BREAK + 0.1, pool: [[1], [2]] };
    expect(verdict([first, two, { rise: 0, lost: true, pool: [[1.9, 4]] }], 1)).toBe("single-level");
    expect(verdict([first, two, { rise: 0, lost: true, pool: [[1.1, 4]] }], 1)).toBe("confirmed");
  });

  it("where it continues one that was, from its single level", () => {
    expect(verdict([first], 0, true)).toBe("confirmed");
  });

  it("where rungs do not compare, by the order of the ladder alone", () => {
    expect(verdict([first, { rise: null }], 1)).toBe("confirmed");
  });

  it("not by a rung that cancels the identity: the next one is the first", () => {
    const cancelled = { rise: null, trivial: true };
    expect(verdict([cancelled, first], 1)).toBe("single-level");
    expect(verdict([cancelled, first, { rise: 0 }], 2)).toBe("confirmed");
    expect(verdict([first, cancelled, { rise: null }], 2)).toBe("single-level");
  });

  it("unless a rung on the way was lost, or the next is lost and worse", () => {
    expect(verdict([first, { rise: 0, lost: true }, { rise: 0 }], 2)).toBe("lost-below");
    expect(verdict([first, { rise: 0 }, { rise: BREAK + 0.1, lost: true }], 1)).toBe("broken-above");
    expect(verdict([first, { rise: 0 }, { rise: BREAK - 0.1, lost: true }], 1)).toBe("confirmed");
    expect(verdict([first, { rise: 0 }, { rise: BREAK + 0.1 }], 1)).toBe("confirmed");
  });

  it("unless rungs contradict each other: then something that was given is suspect", () => {
    expect(verdict([first, { rise: 0 }, { rise: SUSPECT + 0.1, lost: true }], 1)).toBe("suspect");
    expect(verdict([first, { rise: SUSPECT + 0.1, lost: true }], 0)).toBe("suspect");
  });
});
