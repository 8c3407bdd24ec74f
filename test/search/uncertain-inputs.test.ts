import { describe, expect, it } from "vitest";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

describe("a parameter known within an error", () => {
  it("widens bars by what the solution does between its ends, and stands in the covariance", async () => {
    const theory = loadTheory("ising", { set: { d: 3.1 } });
    const sigma = theory.parameters.sigma!;
    const error = theory.uncertain.sigma!;
    expect(error).toBeGreaterThan(0);
    const options = { rungs: 2 };
    const at = (value: number) =>
      search(loadTheory("ising", { set: { d: 3.1, sigma: value } }), options, { cache: false });
    const [found, fixed, up, down] = [
      await search(theory, options, { cache: false }),
      await at(sigma),
      await at(sigma + error),
      await at(sigma - error),
    ];
    for (const k of [0, 2]) {
      const half = (up.operators[k]!.delta.value - down.operators[k]!.delta.value) / 2;
      const bar = fixed.operators[k]!.delta.error!;
      expect(found.operators[k]!.delta.value).toBe(fixed.operators[k]!.delta.value);
      expect(found.operators[k]!.delta.error! ** 2 / (bar ** 2 + half ** 2)).toBeCloseTo(1, 2);
    }
    expect(found.covariance!.quantities).toContain("sigma");
    const eta = found.derived!.find(({ name }) => name === "η")!;
    expect(eta.value).toBeCloseTo(2 * sigma - 1.1, 12);
    expect(eta.error).toBeCloseTo(2 * error, 9);
  });

  it("is followed on the rung that a continuation is on", async () => {
    const start = [1.45, 3.1, 3.85].map((delta, k) => ({ spin: k === 1 ? 2 : 0, delta }));
    const theory = loadTheory("ising", { set: { d: 3.1 } });
    const result = await search(theory, { strategy: "continuation", start }, { cache: false });
    expect(result.ladder).toHaveLength(1);
    expect(result.operators).toHaveLength(3);
    expect(result.operators[0]!.delta.error).toBeGreaterThan(0);
    expect(result.covariance!.quantities).toContain("sigma");
  });

  it("cannot stay that way beside one that is to be found", async () => {
    const theory = loadTheory("ising", { set: { d: 3.1 } });
    await expect(search(theory, { unknown: ["d"] })).rejects.toThrow(/sigma of ising is interpolated/);
  });
});
