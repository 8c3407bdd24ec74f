import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FunctionalBound, functionalBound } from "../../src/bounds/functional-bound.js";
import { solveWithSdpb } from "../../src/export/sdpb/solve.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing, fakeTerminal } from "../cli/command-line.js";

const ising = loadTheory("ising-2d");

/** A theory file of three dimensions with one scalar where its block has a pole. */
function atPole(): string {
  const file = join(scratchFolder(), "theory.yaml");
  const text = readFileSync(loadTheory("ising-3d").file, "utf8").replace(
    "- { spin: 0, delta: [0.6, 9], ope2: [0, 4], name: ε }",
    "- { spin: 0, delta: 0.5, ope2: [0, 4], name: ε }",
  );
  writeFileSync(file, text);
  return file;
}

describe("what a bound cannot be asked", () => {
  it("the coefficient at a pole of its block is refused in one line", async () => {
    const { code, stderr } = await crossing(["bound", atPole(), "--quantity", "ope2[ε]", "--lambda", "3"]);
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toMatch(/0\.5/);
  });

  it.each([
    [["bound", "--quantity", "delta[ε]"], /theory.*missing, or --judge/],
    [["bound", "ising-2d"], /--quantity.*missing/],
    [["bound", "ising-2d", "--quantity", "delta[ε]", "--gap", "0 > -1"], /unitarity bound 0/],
    [["bound", "ising-2d", "--quantity", "delta[ε]", "--tolerance", "0"], /tolerance.*above 0/],
    [["bound", "ising-2d", "--quantity", "delta[ε]", "--spins", "7000"], /spins.*7000.*up to 200/],
    [["bound", "ising-2d", "--quantity", "delta[ε]", "--import", "no-such-file"], /no-such-file/],
  ])("%j is refused in one line", async (args, message) => {
    const { code, stderr } = await crossing(args);
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toMatch(message);
  });

  it("says of which spins and of what cut-off nothing is proved", () => {
    const found = functionalBound(ising, { quantity: "delta[ε]", lambda: 3, tolerance: 0.1 });
    expect(found.spins).toEqual([0, 2, 4, 6, 8, 10, 12, 18, 24, 36, 60]);
    expect(found.unproved).toMatchObject({ spinsAbove: 60, blockError: 1e-16 });
    expect(found.unproved.spinsBetween.slice(0, 4)).toEqual([14, 16, 20, 22]);
  });

  it("ends at Ctrl-C with the bound proved so far", async () => {
    const terminal = fakeTerminal();
    const args = ["bound", "ising-2d", "--quantity", "delta[ε]", "--lambda", "5", "--spins", "10", "--json"];
    const done = crossing([...args, "--tolerance", "1e-9"], terminal);
    const interrupting = setInterval(() => {
      // once something is excluded
      if (/between \S+ and \d/.test(terminal.stderr.join(""))) terminal.interrupt();
      terminal.clock += 100;
    }, 1);
    const { code, stdout } = await done.finally(() => clearInterval(interrupting));
    const found = JSON.parse(stdout) as FunctionalBound;
    expect([code, found.status]).toEqual([130, "proved"]);
    expect(found.upper).toBeGreaterThan(1);
  });
});

describe("the extremal spectrum", () => {
  const file = () => join(scratchFolder(), "extremal.json");

  it("is CFT data that a search starts from and compare sets beside a run", async () => {
    const out = file();
    const flags = ["--lambda", "5", "--spins", "10", "--tolerance", "1e-5", "--quiet", "--spectrum", out];
    expect((await crossing(["bound", "ising-2d", "--quantity", "delta[ε]", ...flags])).code).toBe(0);
    const { operators } = JSON.parse(readFileSync(out, "utf8")) as {
      operators: { spin: number; delta: number; ope2: number }[];
    };
    const at = (spin: number, delta: number) =>
      operators.find((one) => one.spin === spin && Math.abs(one.delta - delta) < 0.1);
    // near the Ising model as the bound is: 2 % above it in Δ
    expect(Math.abs(at(0, 1)!.ope2 * 4 - 1)).toBeLessThan(0.05);
    expect(Math.abs(at(2, 2)!.ope2 * 64 - 1)).toBeLessThan(0.05);
    const compared = await crossing(["compare", "results/ising-2d", "--data", out]);
    expect(compared.stdout).toMatch(/ope2\[T\].*estimate.*extremal\.json/);
    const search = [
      "search",
      "ising-2d",
      "--start",
      out,
      "--rungs",
      "2",
      "--out",
      scratchFolder(),
      "--quiet",
    ];
    expect((await crossing(search)).code).toBe(0);
  });
});

describe("a newer SDPB, as far as a stand-in can tell", () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  it("is given its program by pmp2sdp and answers in a folder", async () => {
    const folder = scratchFolder();
    const program = (name: string, text: string) => {
      writeFileSync(
        join(folder, name),
        `#!/bin/bash\necho "${name} $*" >> ${join(folder, "log")}\n${text}\n`,
      );
      chmodSync(join(folder, name), 0o755);
    };
    program("pmp2sdp", "true");
    const answer = `terminateReason = \\"found dual feasible solution\\";\\nprimalObjective = 0;\\ndualObjective = 0;\\n`;
    program(
      "sdpb",
      `while [ "$1" != "-o" ]; do shift; done; mkdir -p "$2"; printf "${answer}" > "$2/out.txt"`,
    );
    process.env.PATH = `${folder}:${path}`;
    const found = await solveWithSdpb(ising, { quantity: "delta[ε]", lambda: 3, digits: 6, spins: 2 });
    expect(found.outcome).toBe("functional");
    const log = readFileSync(join(folder, "log"), "utf8");
    expect(log).toMatch(/pmp2sdp --input \S+program\.json --output \S+program --precision 400/);
    expect(log).toMatch(
      /sdpb -s \S+program -o \S+ --precision 400 --noFinalCheckpoint .*--findPrimalFeasible --findDualFeasible/,
    );
  });
});
