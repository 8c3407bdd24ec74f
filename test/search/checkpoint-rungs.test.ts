import { describe, expect, it } from "vitest";
import { climbedRungs } from "../../src/search/ladder/checkpoint-rungs.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

describe("the rungs in a checkpoint", () => {
  it("are those that the result tells, with their operators", async () => {
    const states: Uint8Array[] = [];
    const hooks = { onCheckpoint: (state: Uint8Array) => void states.push(state) };
    const { ladder } = await search(loadTheory("ising-2d"), { budget: { evaluations: 12_000 } }, hooks);
    const rungs = climbedRungs(states.at(-1)!);
    expect(rungs.length).toBeGreaterThan(1);
    expect(rungs).toEqual(ladder!.slice(0, rungs.length));
    expect(rungs[1]!.best.map(({ spin }) => spin).sort()).toEqual([0, 0, 2, 4]);
  });
});
