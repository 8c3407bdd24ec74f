import { describe, expect, it } from "vitest";
import { search } from "../../../src/search/search.js";
import { loadTheory } from "../../../src/theory/load.js";

describe("the hybrid costs little more than least squares alone, and finds what that finds", () => {
  it.each(["ising-2d", "gff-2d"])("%s", async (id) => {
    const theory = loadTheory(id);
    for (const seed of [1, 2]) {
      const alone = await search(theory, { optimiser: "least-squares", seed });
      const hybrid = await search(theory, { optimiser: "hybrid", seed });
      expect(hybrid.evaluations).toBeGreaterThan(alone.evaluations);
      expect(hybrid.evaluations).toBeLessThanOrEqual(1.15 * alone.evaluations);
      expect(hybrid.sacSteps).toBeGreaterThan(0);
      expect(hybrid.operators.length).toBe(alone.operators.length);
      expect(hybrid.chi2!).toBeLessThan(alone.chi2! * (1 + 1e-5));
    }
  });
});
