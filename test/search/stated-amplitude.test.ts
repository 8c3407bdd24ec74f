import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";

it("a tail amplitude that the theory file states is that of the search, and χ² grows as it falls", async () => {
  const written = parse(readFileSync(loadTheory("ising-2d").file, "utf8"));
  const found = async (amplitude: number) => {
    const file = join(scratchFolder(), "theory.yaml");
    writeFileSync(file, stringify({ ...written, tail: { model: "gff", amplitude } }));
    const { chi2 } = await search(
      loadTheory(file),
      { optimiser: "least-squares", rungs: 1, points: "spread-20", budget: { evaluations: 60 } },
      { cache: false },
    );
    return chi2!;
  };
  const [one, half] = [await found(1), await found(0.5)];
  expect(half / one).toBeGreaterThan(1.5);
});
