import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";
import { findQuantity } from "../../src/theory/quantities.js";
import { listTheories } from "../../src/theory/registry.js";
import { fixed, operator } from "../archive/example-result.js";

describe.each(listTheories())("published values of %s", (id) => {
  it("are of quantities that its runs have", () => {
    const { spectrum, published, derived } = loadTheory(id);
    const lines = spectrum.flatMap(({ name, channels, spin }, k) =>
      channels.map((channel) =>
        operator(spin, fixed(k), fixed(1), { channel, ...(name !== undefined && { name }) }),
      ),
    );
    const names = derived.map(({ name }) => `derived[${name}]`);
    const unknown = published.filter(
      ({ quantity }) => findQuantity(lines, quantity) === null && !names.includes(quantity),
    );
    expect(unknown.map(({ quantity }) => quantity)).toEqual([]);
  });
});
