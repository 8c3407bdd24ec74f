import { describe, expect, it } from "vitest";
import { loadTheory, theoryAt } from "../../src/theory/load.js";

describe("a parameter that is known at some values of another", () => {
  it("has the value that belongs there", () => {
    expect(loadTheory("vector-3d").external.delta).toBe(0.519088);
    expect(loadTheory("vector-3d", { set: { n: 3 } }).external.delta).toBe(0.518942);
    expect(theoryAt(loadTheory("vector-3d"), { n: 3 }).external.delta).toBe(0.518942);
  });

  it("has to be set elsewhere", () => {
    expect(() => loadTheory("vector-3d", { set: { n: 5 } })).toThrow(
      /phi: is needed: it is known at n = 2 and n = 3 alone, not at n = 5/,
    );
    expect(loadTheory("vector-3d", { set: { n: 5, phi: 0.52 } }).external.delta).toBe(0.52);
  });
});
