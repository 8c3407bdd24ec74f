import { describe, expect, it } from "vitest";
import type { StoredRun } from "../../src/archive/run-lookup.js";
import { varyingParameter } from "../../src/report/continuation.js";

/** As much of a run as tells which parameters it was given. */
const run = (parameters: Record<string, number>, set: Record<string, number>, name = "ising") =>
  ({ document: { theory: { name, parameters, set }, options: {} } }) as unknown as StoredRun;

describe("the parameter in which runs differ", () => {
  it("is the one that was set, where others follow from it", () => {
    const runs = [2.5, 3].map((d) => run({ d, sigma: d / 5 }, { d }));
    expect(varyingParameter(runs)).toBe("d");
  });

  it("may be set under another name", () => {
    const runs = [1, 2].map((radius) => run({ d: 1 / radius ** 2 }, { radius }));
    expect(varyingParameter(runs)).toBe("d");
  });

  it("is none where two were set, or the theories differ", () => {
    const both = [2.5, 3].map((d) => run({ d, sigma: d / 5 }, { d, sigma: d / 5 }));
    expect(varyingParameter(both)).toBeNull();
    expect(varyingParameter([run({ d: 1 }, { d: 1 }), run({ d: 2 }, { d: 2 }, "gff")])).toBeNull();
  });
});
