import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FunctionalBound, functionalBound } from "../../src/bounds/functional-bound.js";
import { Branch } from "../../src/bounds/program/branch.js";
import { ExtremeCoefficient } from "../../src/bounds/program/extreme-coefficient.js";
import { positivity } from "../../src/bounds/program/positivity.js";
import { pose } from "../../src/bounds/program/request.js";
import { finished } from "../../src/bounds/rounds.js";
import { boundBySdpb } from "../../src/export/sdpb/bound.js";
import { solveWithSdpb } from "../../src/export/sdpb/solve.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

const ising = loadTheory("ising-2d");
const small = { lambda: 3, spins: 10 } as const;

/** σ of the 3D Ising model as the external dimension of a theory that assumes nothing. */
const sigma3d = loadTheory("gff", { set: { d: 3, delta: 0.5181489 }, free: true });

describe("bounds by functionals at z = z̄ = ½", () => {
  const gap = functionalBound(ising, { quantity: "delta[ε]", ...small });

  it("of the lowest scalar lie above the Ising model's, and a solution lies just below", () => {
    expect(gap.status).toBe("proved");
    expect(gap.upper).toBeGreaterThan(1);
    expect(gap.upper! - gap.allowed!).toBeLessThan(1e-6);
    expect(gap.allowed).toBeLessThanOrEqual(gap.upper!);
  });

  it("fall with more derivatives", () => {
    const five = functionalBound(ising, { quantity: "delta[ε]", lambda: 5, spins: 10, tolerance: 1e-3 });
    expect(five.upper).toBeLessThan(gap.allowed!);
    expect(five.upper).toBeGreaterThan(1);
  });

  it("of the stress tensor's coefficient hold its exact value, 1/64, and are unbounded without a gap", () => {
    const T = functionalBound(ising, { quantity: "ope2[T]", ...small, gaps: ["0 > 1"] });
    expect(T.status).toBe("proved");
    expect(T.lower).toBeLessThanOrEqual(1 / 64);
    expect(T.upper).toBeGreaterThanOrEqual(1 / 64);
    expect(functionalBound(ising, { quantity: "ope2[T]", ...small }).status).toBe("unbounded");
  });

  it("come with functionals that the exact theory does not contradict", () => {
    const T = functionalBound(ising, { quantity: "ope2[T]", ...small, gaps: ["0 > 1"] });
    const posed = pose(ising, { quantity: "ope2[T]", ...small, gaps: ["0 > 1"] });
    const { fixed } = posed.program.functionals;
    const functional = T.functionals.upper!.map((entry) => fixed.from(Number(entry)));
    for (const { spin, delta } of ising.exact.filter((operator) => operator.spin <= 10)) {
      const continuum = posed.program.continua.find((other) => other.spin === spin)!;
      const value = fixed.dot(functional, new Branch(fixed, continuum, 0).values(delta));
      expect(fixed.toNumber(value), `${delta} ${spin}`).toBeGreaterThan(-1e-12);
    }
  });

  it("refute gaps that no solution has, with a functional", () => {
    const none = functionalBound(ising, { quantity: "ope2[T]", ...small, gaps: ["0 > 1.9"] });
    expect([none.status, none.lower, none.upper]).toEqual(["infeasible", null, null]);
    expect(none.functionals.refutation!.length).toBe(none.rows.length);
  });

  it("work in three dimensions: the Ising model's ε lies below", () => {
    const three = functionalBound(sigma3d, { quantity: "delta[1]", ...small, tolerance: 1e-3 });
    expect(three.status).toBe("proved");
    expect(three.upper).toBeGreaterThan(1.4126);
  });

  it.each([
    [["--quantity", "ope2[ε]"], /known dimension/],
    [["--quantity", "delta[ε]", "--digits", "8"], /at least 14/],
    [["--quantity", "delta[ε]", "--gap", "2 > 1.5"], /unitarity bound 2/],
    [["--quantity", "delta[ζ]"], /delta\[x\]/],
  ])("refuse %j", async (flags, message) => {
    const { code, stderr } = await crossing(["bound", "ising-2d", "--lambda", "3", ...flags]);
    expect([code, message.test(stderr)]).toEqual([2, true]);
  });

  it("are printed by crossing bound as one document", async () => {
    const { code, stdout } = await crossing([
      ...["bound", "ising-2d", "--quantity", "ope2[T]", "--gap", "0 > 1", "--lambda", "3", "--spins", "10"],
      "--json",
    ]);
    const found = JSON.parse(stdout) as FunctionalBound;
    expect([code, found.status, found.lambda]).toEqual([0, "proved", 3]);
  });
});

const answer = (reason: string) =>
  `terminateReason = "${reason}";\nprimalObjective = -0.0169;\ndualObjective   = -0.0168;\nruntime = 1;\n`;

describe("answers of SDPB", () => {
  const request = { quantity: "ope2[T]", lambda: 3 } as const;
  const read = (text: string) =>
    boundBySdpb(ising, request, { side: "upper", given: { file: "answer.out", text } });

  it("are read with their reason to end first", async () => {
    const found = await read(answer("found primal-dual optimal solution"));
    expect(Object.keys(found)[0]).toBe("terminateReason");
    expect([found.status, found.upper]).toEqual(["solved", 0.0168]);
  });

  it("give no number where the solver did not finish", async () => {
    const found = await read(answer("maxIterations exceeded"));
    expect([found.status, found.lower, found.upper]).toEqual(["unfinished", null, null]);
    const file = join(scratchFolder(), "answer.out");
    writeFileSync(file, answer("maxRuntime exceeded"));
    const { code, stdout } = await crossing([
      ...["bound", "ising-2d", "--quantity", "ope2[T]", "--import", file],
    ]);
    expect([code, stdout]).toEqual([1, expect.stringContaining("did not finish")]);
  });

  it("of a gap are a solution only where operators cancel the identity", async () => {
    const gap = async (reason: string, primal: number) => {
      const text = `terminateReason = "${reason}";\nprimalObjective = ${primal};\ndualObjective = 0;\n`;
      const given = { file: "answer.out", text };
      return (await boundBySdpb(ising, { quantity: "delta[ε]", lambda: 3 }, { side: "upper", given })).status;
    };
    expect(await gap("found primal feasible solution", -45)).toBe("allowed");
    // as SDPB 1.0 ended on a program that a functional excludes
    expect(await gap("found primal feasible solution", 5.98)).toBe("unfinished");
    expect(await gap("found dual feasible solution", 5.98)).toBe("excluded");
    expect(await gap("found primal-dual optimal solution", 2.5e-30)).toBe("excluded");
    expect(await gap("maxComplementarity exceeded", -45)).toBe("unfinished");
  });

  it("are refused where the file was cut", async () => {
    const whole = answer("found primal-dual optimal solution");
    await expect(read(whole.slice(0, 70))).rejects.toThrow(/primalObjective.*missing/);
    await expect(read("")).rejects.toThrow(/terminateReason.*missing/);
  });
});

const installed = spawnSync("sdpb", ["--help"]).error === undefined;
if (!installed) console.warn("skipped: sdpb is not installed");

describe.skipIf(!installed)("an installed SDPB 1.0", () => {
  const request = { quantity: "ope2[T]", lambda: 3, digits: 6, spins: 4, gaps: ["0 > 1"] } as const;

  it("agrees with the exchange on the same truncated program to 1e-8", async () => {
    const posed = pose(ising, request);
    const { program, family } = posed;
    const target = positivity(program.functionals, family.sectors[0]!, {
      spin: 2,
      from: program.functionals.fixed.from(2),
    });
    const own = finished(new ExtremeCoefficient(program, target, 0).side("upper"), () => {});
    const { upper } = await boundBySdpb(ising, request, { side: "upper" });
    expect(Math.abs(own.bound! / upper! - 1)).toBeLessThan(1e-8);
  });

  it("decides gaps: a functional above the bound, a solution below", async () => {
    const outcome = async (gap: number) =>
      (await solveWithSdpb(ising, { ...request, quantity: "delta[ε]", gaps: [`0 > ${gap}`] })).outcome;
    expect([await outcome(0.9), await outcome(1.6)]).toEqual(["solution", "functional"]);
  });
});
