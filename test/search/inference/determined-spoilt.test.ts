import { expect, it } from "vitest";
import { search } from "../../../src/search/search.js";
import { loadTheory } from "../../../src/theory/load.js";

it("nothing is determined that may have taken over an undetermined coefficient of its own spin", async () => {
  // s at its known dimension has a coefficient of 0.5 instead of 4, s² that of both at 2.7 instead of 2
  const result = await search(loadTheory("free-singlet"), { seed: 6 });
  expect(result.operators[0]).toMatchObject({ name: "s", determined: false });
  expect(result.operators.filter(({ ope2 }) => ope2.error !== null)).toEqual([]);
});
