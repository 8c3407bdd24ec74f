import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { functionalBound } from "../../src/bounds/functional-bound.js";
import { ExtremeCoefficient } from "../../src/bounds/program/extreme-coefficient.js";
import { sectorOf } from "../../src/bounds/program/of-theory.js";
import { positivity } from "../../src/bounds/program/positivity.js";
import { type ProgramRequest, pose } from "../../src/bounds/program/request.js";
import { finished } from "../../src/bounds/rounds.js";
import { boundBySdpb } from "../../src/export/sdpb/bound.js";
import { loadTheory } from "../../src/theory/load.js";

const o2 = loadTheory("vector-3d");
const small = { lambda: 3, spins: 8, tolerance: 1e-3 } as const;

describe("bounds of systems whose sectors have one coefficient each", () => {
  it.each([
    // arXiv:1912.03324, table 1
    ["s", 1.51136],
    ["t", 1.23629],
  ])("O(2): the lowest %s lies below its bound, which falls with λ", (name, known) => {
    const quantity = `delta[${name}]`;
    const three = functionalBound(o2, { quantity, ...small });
    const five = functionalBound(o2, { quantity, ...small, lambda: 5 });
    expect([three.status, five.status]).toEqual(["proved", "proved"]);
    expect(five.upper).toBeGreaterThan(known);
    expect(three.allowed).toBeGreaterThan(five.upper!);
  });

  it("O(2): coefficients of current and stress tensor are proved from both sides", () => {
    const gaps = ["S 0 > 1.5", "T 0 > 1.2"];
    const found = functionalBound(o2, { quantity: "ope2[J]", lambda: 3, spins: 8, gaps });
    // a_J = C_J,free/(4 C_J) in d = 3, C_J/C_J,free = 0.904395 (arXiv:1912.03324)
    const current = 1 / (4 * 0.904395);
    expect(found.status).toBe("proved");
    expect([found.lower! <= current, found.upper! >= current]).toEqual([true, true]);
  });
});

const installed = spawnSync("sdpb", ["--help"]).error === undefined;
if (!installed) console.warn("skipped: sdpb is not installed");

describe.skipIf(!installed)("an installed SDPB 1.0 on the O(2) model", () => {
  it("agrees with the exchange on the same truncated program to 1e-8", async () => {
    const gaps = ["S 0 > 1.5", "T 0 > 1.2"];
    const request: ProgramRequest = { quantity: "ope2[J]", lambda: 3, digits: 6, spins: 4, gaps };
    const { program, family, operator } = pose(o2, request);
    const sector = sectorOf(operator, family);
    const target = positivity(program.functionals, sector, {
      spin: 1,
      from: program.functionals.fixed.from(2),
    });
    const own = finished(new ExtremeCoefficient(program, target, 0).side("upper"), () => {});
    const { upper } = await boundBySdpb(o2, request, { side: "upper" });
    expect(Math.abs(own.bound! / upper! - 1)).toBeLessThan(1e-8);
  });
});
