import { describe, expect, it } from "vitest";
import { blockFactor } from "../../src/blocks/rational/block-factor.js";
import { functionalsOf, scalarFamily } from "../../src/bounds/program/of-theory.js";
import { positivity, valuesAt } from "../../src/bounds/program/positivity.js";
import { single } from "../../src/families/sectors.js";
import { loadTheory } from "../../src/theory/load.js";

/** Identity + Σ p (rows of the operators), over the largest term of each row. */
function residuals(name: string, lambda: number) {
  const theory = loadTheory(name);
  const functionals = functionalsOf(scalarFamily(theory), { lambda, digits: 8 });
  const { fixed } = functionals;
  const sums = functionals.identity().map((entry) => fixed.toNumber(entry));
  const sizes = sums.map(Math.abs);
  for (const { spin, delta, channel, ope2 } of theory.exact) {
    const entry = channel ?? scalarFamily(theory).sectors[0]!.channels[0]!;
    const at = fixed.from(delta);
    const column = positivity(functionals, single(entry, "all"), { spin, from: at });
    const factor = fixed.toNumber(blockFactor(fixed, column, at));
    for (const [row, value] of valuesAt(fixed, column, at).entries()) {
      const term = ope2 * factor * fixed.toNumber(value);
      sums[row]! += term;
      sizes[row] = Math.max(sizes[row]!, Math.abs(term));
    }
  }
  return functionals.rows.map((row, k) => ({ ...row, value: Math.abs(sums[k]! / sizes[k]!) }));
}

describe("crossing equations as derivatives at z = z̄ = ½", () => {
  // exact operators up to Δ = 12: what is left out counts for more in higher derivatives
  it.each([
    ["ising-2d", 3, 1],
    ["ising-2d-mixed", 3, 5],
  ] as const)("are solved by the exact operators of %s", (name, lambda, components) => {
    const rows = residuals(name, lambda);
    expect(new Set(rows.map(({ component }) => component)).size).toBe(components);
    for (const { component, m, n, value } of rows)
      expect(value, `${component} ${m} ${n}`).toBeLessThan(m + n < 2 ? 1e-4 : 5e-3);
  });
});
