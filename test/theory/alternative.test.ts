import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";
import type { ParameterValues } from "../../src/theory/parameters.js";
import { scratchFolder } from "../archive/example-run.js";

const boson = (set: ParameterValues) => loadTheory("compact-boson", { set });

describe("a parameter by other names: the vertex operator of momentum n and winding w at radius R", () => {
  it.each([
    [{ radius: 2, n: 1, w: 0 }, 1 / 4],
    [{ radius: "2", n: -1, w: "0" }, 1 / 4],
    [{ radius: "sqrt(2)", n: 0, w: 1 }, 1 / 2],
    [{ radius: 4, n: 2, w: 0 }, 1 / 4],
  ])("%j is d = %d, and nothing else is stored", (set, d) => {
    const theory = boson(set);
    expect(theory.parameters.d).toBeCloseTo(d, 14);
    expect(Object.keys(theory.parameters)).toEqual(["d"]);
    const same = boson({ d: theory.parameters.d! });
    expect(theory.ladder).toEqual(same.ladder);
    expect(theory.exact).toEqual(same.exact);
  });

  it.each([
    [{ radius: 1.5 }, "--set: n: is needed: radius, n, w go together"],
    [{ n: 1, w: 0 }, "--set: radius: is needed"],
    [{ radius: 1.5, n: 1, w: 1 }, '--set: radius, n, w: got "1.5, 1, 1": n*w must be 0'],
    [{ radius: 1.5, n: 0.5, w: 0 }, "--set: n: got 0.5: must be a whole number"],
    [{ radius: 0, n: 1, w: 0 }, "must have a finite value"],
    [{ radius: 2, n: 0, w: 0 }, "--set: d: got 0: must lie in [0.02, 1.2]"],
    [{ radius: 2, n: 9, w: 0 }, "must lie in [0.02, 1.2]"],
    [
      { radius: 2, n: 1, w: 0, d: 0.25 },
      "--set: d: got 0.25: follows from radius, n, w: leave it or them out",
    ],
    [{ radius: "circle", n: 1, w: 0 }, "--set: radius"],
    [{ r: 2 }, "unknown parameter"],
  ])("%j is refused", (set, message) => {
    expect(() => boson(set)).toThrow(message);
  });

  it("has to lead to a parameter of the file", () => {
    const file = join(scratchFolder(), "theory.yaml");
    writeFileSync(
      file,
      `
name: wrong
title: t
sources: [s]
family: global-2d
alternative: { parameter: q, formula: x, names: { x: {} } }
external: { delta: 0.2 }
spectrum: [{ spin: 0, delta: [0.1, 3] }]
ladder: [{ operators: 1, cut: 3 }]
`,
    );
    expect(() => loadTheory(file, { set: { x: 1 } })).toThrow("--set: q: got 1: unknown parameter");
  });
});
