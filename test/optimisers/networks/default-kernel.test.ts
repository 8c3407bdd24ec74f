import { expect, it, vi } from "vitest";
import { loadBackend } from "../../../src/optimisers/networks/load.js";
import { search } from "../../../src/search/search.js";
import { loadTheory } from "../../../src/theory/load.js";

vi.mock("../../../src/optimisers/networks/network-fast.wasm.js", () => {
  throw new Error("the fast kernel was loaded");
});

it("a search that does not ask for fast math never loads its kernel", async () => {
  const { sacSteps } = await search(loadTheory("ising-2d"), { optimiser: "sac", rungs: 1, fastMath: false });
  expect(sacSteps).toBeGreaterThan(0);
  // the mock bites: asking for the kernel trips over it
  await expect(loadBackend("wasm-fast")).rejects.toThrow(/error when mocking/);
});
