import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { forecast } from "../../src/search/forecast.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

it("a forecast names unknowns and rows of every rung, and foresees the evaluations within a factor of two", async () => {
  const theory = loadTheory("ising-2d");
  const options = { rungs: 3, seed: 2 };
  const foreseen = await forecast(theory, options);
  expect(foreseen.rungs.map(({ operators, unknownDimensions }) => [operators, unknownDimensions])).toEqual([
    [2, 1],
    [4, 2],
    [5, 3],
  ]);
  expect(foreseen.rows).toBe(100);
  expect(foreseen.tables.bytes).toBeGreaterThan(1e4);
  const { evaluations } = await search(theory, options);
  const ratio = evaluations / foreseen.once!.evaluations;
  expect(ratio).toBeGreaterThan(1 / 2);
  expect(ratio).toBeLessThan(2);
});

it("without an end of its own a schedule has none to foresee", async () => {
  const options = { optimiser: "random", strategy: "multistart", rungs: 1, budget: { seconds: 1 } } as const;
  expect((await forecast(loadTheory("ising-2d"), options)).once).toBeNull();
});

it("crossing search --dry-run stores nothing and refuses what a search refuses", async () => {
  const out = join(scratchFolder(), "runs");
  const { code, stdout } = await crossing(["search", "gff-2d", "--rungs", "2", "--dry-run", "--out", out]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/every rung explored once: about \d+ evaluations, [\d.e+-]+ CPU s on this machine/);
  expect(existsSync(out)).toBe(false);
  expect((await crossing(["search", "gff-2d", "--rungs", "99", "--dry-run"])).code).toBe(2);
  expect((await crossing(["search", "--resume", "x", "--dry-run"])).stderr).toMatch(
    /^crossing: --dry-run: a/,
  );
});
