import { expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

/** Numbers of one search that it declares determined, in units of their bars from the truth. */
async function pulls(id: string, rungs: number, set: Record<string, number> = {}): Promise<number[]> {
  const theory = loadTheory(id, { set });
  const result = await search(theory, { optimiser: "least-squares", rungs });
  return compare(result, { ...theory, published: [] }).flatMap(({ pull }) => (pull === null ? [] : [pull]));
}

it("nominal 95 % intervals cover the exact values, over three theories, their rungs and several Δφ", async () => {
  const all: number[] = [];
  for (const rungs of [2, 4, 5]) all.push(...(await pulls("ising-2d", rungs)));
  for (const rungs of [2, 3, 4]) all.push(...(await pulls("ising-2d-epsilon", rungs)));
  for (const delta of [0.1, 0.3, 0.5, 0.7, 1.1]) {
    for (const rungs of [2, 3]) all.push(...(await pulls("gff-2d", rungs, { delta })));
  }
  expect(all.length).toBeGreaterThanOrEqual(60);
  const covered = all.filter((pull) => Math.abs(pull) < 1.96).length / all.length;
  expect(covered).toBeGreaterThanOrEqual(0.9);
  // bars that cover everything by being huge would show here
  const typical = all.map(Math.abs).sort((a, b) => a - b)[all.length >> 1]!;
  expect(typical).toBeGreaterThan(0.2);
});
