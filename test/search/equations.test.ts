import { describe, expect, it } from "vitest";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const theory = loadTheory("ising-2d");

describe("rows as equations", () => {
  it("hold to 1e-11 in every solution, and no member of a family is called determined", async () => {
    const result = await search(theory, { objective: "equations", points: "spread-6", rungs: 3 });
    expect(result.optimiser).toBe("interior-point");
    expect(result.solutions.length).toBeGreaterThan(0);
    for (const { residualNorm } of result.solutions) expect(residualNorm).toBeLessThan(1e-11);
    expect(result.operators.every(({ determined }) => !determined)).toBe(true);
    expect(result.warnings.map(({ code }) => code)).toContain("flat-direction");
    expect(result.heldOutNorm).toBeGreaterThan(1e-6);
  });

  it("are refused where there are not more unknowns than rows, and for other optimisers", async () => {
    const options = { objective: "equations" } as const;
    await expect(search(theory, options)).rejects.toThrow(
      /equations need more unknowns \(27\) than rows \(100\)/,
    );
    await expect(search(theory, { ...options, optimiser: "sac" })).rejects.toThrow(/interior-point/);
  });
});
