import { expect, it } from "vitest";
import { FreeTail } from "../../src/crossing/tail/free-tail.js";

it("a tail starts at the cut of its channel, and where a spin has one of its own, at that", () => {
  const tail = new FreeTail("gff", [
    { channel: "ε", spins: "even", externals: [0.2, 0.2] },
    { channel: "σ", spins: "even", externals: [0.075, 0.075] },
  ]);
  const nodes = tail.nodes(3.6, { ε: 3, σ: 2, "σ ℓ=4": 0 });
  const lowest = (channel: string, spin: number) =>
    Math.min(
      ...nodes.filter((node) => node.channel === channel && node.spin === spin).map(({ delta }) => delta),
    );
  expect([0, 2, 4, 8].map((spin) => lowest("ε", spin))).toEqual([6.6, 6.6, 6.6, 8]);
  // no operator of spin 4 lies below the unitarity bound
  expect([0, 2, 4, 6].map((spin) => lowest("σ", spin))).toEqual([5.6, 5.6, 4, 6]);
});
