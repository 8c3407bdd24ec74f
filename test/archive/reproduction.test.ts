import { describe, expect, it } from "vitest";
import { differences } from "../../src/archive/reproduction.js";
import type { SearchResult } from "../../src/search/result.js";
import { exampleResult, free, operator } from "./example-result.js";

describe("differences between two results", () => {
  it("name, place, times and what the theory file adds for comparison are none", () => {
    const { operators, ladder } = exampleResult();
    const again = exampleResult({
      ...{ runId: "x", path: "/elsewhere", cpuSeconds: 9, wallSeconds: 9 },
      operators: operators.map((each) => ({ ...each, exact: { delta: 1, ope2: 1 } })),
      ladder: ladder!.map((rung) => ({ ...rung, cpuSeconds: 5 })),
    });
    expect(differences(exampleResult(), again)).toEqual([]);
  });

  it("are found to the last bit, wherever they are, in the order of the document", () => {
    const [first, ...others] = exampleResult().operators;
    const nudged = { ...first!, delta: { ...first!.delta, value: first!.delta.value + 2.3e-16 } };
    const again = exampleResult({ chi2: 0.38, operators: [nudged, ...others], stopReason: "stalled" });
    expect(differences(exampleResult(), again)).toEqual([
      { field: "chi2", stored: 0.37, replayed: 0.38 },
      { field: "operators[0].delta.value", stored: 1.00003, replayed: 1.0000300000000002 },
      { field: "stopReason", stored: "converged", replayed: "stalled" },
    ]);
  });

  it("what one of them has not is null there; NaN is itself", () => {
    const failed = exampleResult({ residualNorm: Number.NaN });
    expect(differences(failed, exampleResult({ residualNorm: Number.NaN }))).toEqual([]);
    const { ladder: _, ...rest } = exampleResult();
    const found = differences(failed, rest as SearchResult);
    expect(found.map(({ field }) => field)).toEqual(["residualNorm", "ladder"]);
    expect(found[1]).toMatchObject({ replayed: null });
    const longer = exampleResult({
      operators: [...exampleResult().operators, operator(0, free(9, 1), free(1, 1))],
    });
    expect(differences(exampleResult(), longer)).toMatchObject([{ field: "operators[6]", stored: null }]);
  });
});
