import { describe, expect, it } from "vitest";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

describe("why a search stopped", () => {
  const stopped = async (options: Parameters<typeof search>[1]) =>
    (await search(loadTheory("yang-lee"), { rungs: 1, ...options })).stopReason;

  it("says converged of minima alone: random places are none", async () => {
    expect(await stopped({ optimiser: "least-squares" })).toBe("converged");
    expect(await stopped({ optimiser: "random" })).toBe("stalled");
  });

  it("says what a budget cut off", async () => {
    expect(await stopped({ optimiser: "least-squares", budget: { evaluations: 50 } })).toBe(
      "budget-evaluations",
    );
  });
});
