import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { Random } from "../../src/math/random.js";
import { chi2Window } from "../../src/search/ranges/window.js";
import type { SearchResult } from "../../src/search/result.js";
import { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const theory = loadTheory("ising-2d-mixed");
const POINTS = "spread-20";
const MATRIX = ["σσσσ", "σσεε", "εεεε"];

/** p¹¹p²² − (p¹²)² of every operator with all three coefficients, in units of the larger product. */
function determinants(operators: readonly { channel: string; ope2: number }[]): number[] {
  return operators.flatMap(({ channel }, t) => {
    const three = operators.slice(t, t + 3);
    if (channel !== MATRIX[0] || MATRIX.some((name, k) => three[k]?.channel !== name)) return [];
    const [first, mixed, second] = three.map(({ ope2 }) => ope2) as [number, number, number];
    return [(first * second - mixed * mixed) / Math.max(first * second, mixed * mixed, 1e-300)];
  });
}

describe("mixed correlators of the 2D Ising model", () => {
  let result: SearchResult;
  beforeAll(async () => {
    result = await search(theory, { points: POINTS, rungs: 1, optimiser: "least-squares" });
  }, 60_000);

  it("finds the stress tensor in three correlators: one central charge, from three coefficients", () => {
    const tensor = result.operators.filter(({ name }) => name === "T");
    expect(tensor.map(({ channel }) => channel)).toEqual(MATRIX);
    const products = [1 / 64, 1 / 8, 1];
    for (const [t, { ope2 }] of tensor.entries()) {
      const charge = products[t]! / (2 * ope2.value);
      expect(Math.abs(charge - 1 / 2)).toBeLessThan(t === 2 ? 0.05 : 5e-4);
    }
  });

  it("claims nothing on its first rung, and the exact value within four bars on its second", async () => {
    expect(result.operators.some(({ determined }) => determined)).toBe(false);
    expect(result.warnings.map(({ code }) => code)).toContain("unconfirmed");
    const both = await search(theory, { points: POINTS, rungs: 2, optimiser: "least-squares" });
    const pulls = compare(both, theory).flatMap(({ quantity, pull }) =>
      pull === null ? [] : [{ quantity, pull }],
    );
    expect(pulls.length).toBeGreaterThan(8);
    for (const { quantity, pull } of pulls) expect(Math.abs(pull), quantity).toBeLessThan(4);
  });

  it("is not told that ε does not couple to itself: it claims no coupling, and its rows allow none", () => {
    const window = (quantity: string) => chi2Window(theory, result, { quantity, points: POINTS });
    const absent = window("ope2[ε εεεε]");
    const tensor = window("ope2[T εεεε]");
    expect(result.operators[2]!.ope2.error).toBeNull();
    expect(absent.status).toBe("Solve_Succeeded");
    // a window of half a unit that begins at nothing
    expect(absent.min).toBeLessThan(0.01 * absent.max);
    expect(absent.max).toBeLessThan(tensor.min);
    const mixed = window("ope2[ε σσεε]");
    expect(mixed.min).toBeLessThan(0);
    expect(mixed.max).toBeGreaterThan(0);
    expect(mixed.max - mixed.min).toBeLessThan(2e-3);
  });

  it("gives every operator a positive semidefinite matrix, at the solution and anywhere else", () => {
    const best = result.operators.map(({ channel, ope2 }) => ({ channel, ope2: ope2.value }));
    for (const value of determinants(best)) expect(value).toBeGreaterThan(-1e-9);
    const spec = theory.ladder[0]!;
    const setting = createSetting(theory, [spec], "spread-16");
    const problem = new Rung(setting, spec, "whitened", { evaluations: 0 }).problem(0.1);
    const random = Random.stream(2);
    let border = 0;
    for (let trial = 0; trial < 10; trial++) {
      const x = problem.lower.map((low, j) => random.between(low, problem.upper[j]!));
      problem.objective(x);
      const terms = problem.equation.terms.map(({ channel }, t) => ({
        channel,
        ope2: problem.coefficients[t]!,
      }));
      const values = determinants(terms);
      expect(values).toHaveLength(4);
      for (const value of values) expect(value).toBeGreaterThan(-1e-9);
      border += values.filter((value) => Math.abs(value) < 1e-9).length;
    }
    expect(border).toBeGreaterThan(0);
  });
});
