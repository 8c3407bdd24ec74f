import { describe, expect, it } from "vitest";
import { requireUsed } from "../../src/search/ladder/used-options.js";
import type { SearchOptions } from "../../src/search/options.js";
import { loadTheory } from "../../src/theory/load.js";

const ising = loadTheory("ising-2d");
const line = loadTheory("line-defect");
const refused =
  (options: SearchOptions, theory = ising) =>
  () =>
    requireUsed(theory, options);

describe("an option that the chosen optimiser does not use is refused, with those that do", () => {
  it.each<[string, SearchOptions, RegExp]>([
    [
      "policy",
      { optimiser: "random", policy: "x.json" },
      /^policy: .*random does not use it; hybrid, interior-point, least-squares do$/,
    ],
    ["policy", { optimiser: "sac", policy: "x.json" }, /sac does not use it/],
    [
      "environment",
      { optimiser: "least-squares", environment: "sequential" },
      /^environment: .*; hybrid does$/,
    ],
    ["agent", { optimiser: "least-squares", agent: "td3" }, /hybrid, sac do/],
    ["sac", { optimiser: "interior-point", sac: "classic" }, /hybrid, sac do/],
    ["agentOptions", { optimiser: "random", agentOptions: { width: 16 } }, /hybrid, sac do/],
    ["backend", { optimiser: "least-squares", backend: "tfjs" }, /hybrid, sac do/],
    ["fastMath", { optimiser: "least-squares", fastMath: true }, /hybrid, sac do/],
    ["form", { optimiser: "least-squares", form: "joint" }, /hybrid, sac do/],
    ["polish", { optimiser: "sac", polish: "interior-point" }, /hybrid does/],
    ["policy", { environment: "sequential", policy: "x.json" }, /sequential does not use it/],
    ["form", { environment: "sequential", form: "joint" }, /sequential does not use it/],
    ["proposer", { proposer: "uniform" }, /content is an unknown/],
  ])("%s in %o", (name, options, message) => {
    expect(refused(options)).toThrow(message);
    expect(refused(options)).toThrow(new RegExp(`^${name}: `));
  });

  it("also by default, and where rows are equations", () => {
    expect(refused({ agent: "td3" }, line)).toThrow(
      "the optimiser interior-point does not use it; hybrid does where rows are equations",
    );
    expect(refused({ optimiser: "hybrid", form: "joint" }, line)).toThrow(
      "no optimiser uses it where rows are equations",
    );
    expect(refused({ optimiser: "hybrid", agent: "td3" }, line)).not.toThrow();
    expect(refused({ objective: "whitened", agent: "td3" }, line)).not.toThrow();
  });

  it("not where it is used, or says what holds anyway", () => {
    expect(
      refused({ agent: "td3", form: "joint", polish: "interior-point", policy: "x.json" }),
    ).not.toThrow();
    expect(refused({ optimiser: "sac", sac: "classic", form: "joint" })).not.toThrow();
    expect(
      refused({ optimiser: "random", backend: "wasm", form: "reduced", proposer: "scan" }),
    ).not.toThrow();
  });
});
