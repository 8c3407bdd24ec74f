import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readRunFile, writeRunFile } from "../../src/archive/run-file.js";
import { type JudgeRequest, judge } from "../../src/bounds/judge/judge.js";
import { finished } from "../../src/bounds/rounds.js";
import type { SearchResult, SolutionOperator } from "../../src/search/result.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing, fakeTerminal } from "../cli/command-line.js";

const reference = fileURLToPath(new URL("../../results/ising-2d", import.meta.url));
const given2d = readRunFile(join(reference, "run.json"));
const ising2d = loadTheory("ising-2d");

type Change = (operator: SolutionOperator) => SolutionOperator;
const plus =
  (by: number): Change =>
  (operator) => ({ ...operator, delta: moved(operator.delta, (x) => x + by) });
const times =
  (by: number): Change =>
  (operator) => ({ ...operator, ope2: moved(operator.ope2, (x) => x * by) });

function moved(
  estimate: SolutionOperator["delta"],
  move: (value: number) => number,
): SolutionOperator["delta"] {
  const { value, interval95 } = estimate;
  return {
    ...estimate,
    value: move(value),
    interval95: interval95 && [move(interval95[0]), move(interval95[1])],
  };
}

const altered = <Result extends Pick<SearchResult, "operators">>(
  result: Result,
  name: string,
  change: Change,
): Result => ({
  ...result,
  operators: result.operators.map((operator) => (operator.name === name ? change(operator) : operator)),
});

const judged2d = (result: SearchResult, request: JudgeRequest) =>
  finished(judge(ising2d, result, { lambda: 5, spins: 12, ...request }), () => {});

/** A stored copy of the reference run, altered. */
function storedRun(change: (result: SearchResult) => SearchResult = (result) => result): string {
  const folder = scratchFolder();
  cpSync(reference, folder, { recursive: true });
  writeRunFile(join(folder, "run.json"), { ...given2d, result: change(given2d.result!) });
  return folder;
}

describe("a run of the 2D Ising model judged by rigorous bounds", () => {
  it("honest, has its numbers inside: by the theory file alone, and by its own gaps", () => {
    const file = judged2d(given2d.result!, { quantities: ["delta[ε]"] });
    expect(file.rows.map(({ verdict, conditional }) => [verdict, conditional])).toEqual([["inside", false]]);
    const own = judged2d(given2d.result!, {
      assume: "isolated",
      quantities: ["ope2[ε]", "ope2[T]", "ope2[J4]", "delta[4]", "ope2[4]"],
    });
    expect(own.rows.map(({ quantity, verdict, conditional }) => [quantity, verdict, conditional])).toEqual(
      ["ope2[ε]", "ope2[T]", "ope2[J4]", "delta[4]", "ope2[4]"].map((name) => [name, "inside", true]),
    );
    expect(own.contradicted).toBe(false);
    // the exact values lie in the same intervals
    for (const [name, exact] of [
      ["ope2[ε]", 1 / 4],
      ["ope2[T]", 1 / 64],
      ["delta[4]", 4],
      ["ope2[4]", 1 / 4096],
    ] as const) {
      const { lower, upper } = own.rows.find(({ quantity }) => quantity === name)!;
      expect([lower! <= exact, upper! >= exact], name).toEqual([true, true]);
    }
  });

  it("with Δ_ε + 0.02 is caught: outside of its bound, and its own gaps have no solution", () => {
    const wrong = altered(given2d.result!, "ε", plus(0.02));
    const file = judged2d(wrong, { quantities: ["delta[ε]"], lambda: 7 });
    expect(file.rows.map(({ verdict }) => verdict)).toEqual(["outside"]);
    expect(file.contradicted).toBe(true);
    const own = judged2d(wrong, { assume: "isolated", quantities: ["ope2[T]"], lambda: 7 });
    expect(own.rows.map(({ status, lower }) => [status, lower])).toEqual([["infeasible", null]]);
    expect(own.contradicted).toBe(true);
  });

  it("with a_T + 5 % is caught by its own gaps", () => {
    const own = judged2d(altered(given2d.result!, "T", times(1.05)), {
      assume: "isolated",
      quantities: ["ope2[T]"],
    });
    expect([own.rows[0]!.verdict, own.contradicted]).toEqual(["outside", true]);
  });

  it("is judged by crossing bound --judge, which stores what compare and report show", async () => {
    const folder = storedRun();
    const flags = ["--lambda", "3", "--spins", "10", "--assume", "isolated"];
    const { code, stdout } = await crossing(["bound", "--judge", folder, ...flags, "--quantity", "ope2[ε]"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/ope2\[ε\].*inside.*the run's own numbers/)]);
    const compared = await crossing(["compare", folder]);
    expect(compared.stdout).toMatch(/rigorous bounds, λ = 3.*own gaps/);
    const page = join(folder, "page.html");
    await crossing(["report", folder, "-o", page]);
    expect(readFileSync(page, "utf8")).toContain("Rigorous intervals");
  });

  it("exits 1 where a number is outside, and says it of its own run only", async () => {
    const folder = storedRun((result) => altered(result, "T", times(1.05)));
    const flags = ["--lambda", "5", "--spins", "10", "--assume", "isolated", "--quantity", "ope2[T]"];
    expect((await crossing(["bound", "--judge", folder, ...flags])).code).toBe(1);
    writeRunFile(join(folder, "run.json"), given2d);
    expect((await crossing(["compare", folder])).stdout).not.toContain("rigorous");
  });

  it("ends at Ctrl-C with what is proved so far, stored", async () => {
    const folder = storedRun();
    const terminal = fakeTerminal(true);
    const flags = ["--lambda", "5", "--spins", "10", "--assume", "isolated", "--json"];
    const done = crossing(["bound", "--judge", folder, ...flags], terminal);
    setTimeout(() => terminal.interrupt(), 300);
    const { code, stdout } = await done;
    expect(code).toBe(130);
    expect((JSON.parse(stdout) as { complete: boolean }).complete).toBe(false);
    expect(existsSync(join(folder, "judgement-isolated.json"))).toBe(true);
  });

  it.each([
    [["ising-2d"], /takes a run, no theory/],
    [["--quantity", "delta[ζ]"], /determines no number/],
  ])("refuses %j in one line", async (flags, message) => {
    const { code, stderr } = await crossing(["bound", ...flags, "--judge", storedRun(), "--lambda", "3"]);
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toMatch(message);
  });

  it("refuses a judgement that was cut, naming the file", async () => {
    const folder = storedRun();
    writeFileSync(join(folder, "judgement.json"), '{"kind": "crossing-judgement", "rows"');
    const { code, stderr } = await crossing(["compare", folder]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/judgement\.json.*cut short/)]);
  });
});

/** Published numbers of the 3D Ising model (arXiv:1603.04436, 2411.15300) as a run would have found them. */
const operator3d = ([name, spin, delta, error, ope2, ope2Error]: readonly [
  string,
  number,
  number,
  number,
  number,
  number,
]): SolutionOperator => ({
  channel: "singlet",
  spin,
  name,
  determined: true,
  origin: "given",
  delta: { value: delta, error: error || null, interval95: null, fixed: error === 0 },
  ope2: { value: ope2, error: ope2Error, interval95: null, fixed: false },
});
const ising3d = loadTheory("ising-3d");
const published3d = {
  operators: [
    operator3d(["ε", 0, 1.412625, 1e-5, 1.1063962, 1e-5]),
    operator3d(["T", 2, 3, 0, 0.106366, 1e-5]),
    operator3d(["ε′", 0, 3.82968, 1e-3, 0.00281, 1e-4]),
  ],
};
const judged3d = (result: typeof published3d, request: JudgeRequest) =>
  finished(judge(ising3d, result, { lambda: 5, spins: 12, ...request }), () => {});

describe("numbers of the 3D Ising model judged by rigorous bounds", () => {
  it("as published are inside", () => {
    const own = judged3d(published3d, { assume: "isolated", quantities: ["ope2[ε]", "ope2[T]"] });
    expect(own.rows.map(({ verdict }) => verdict)).toEqual(["inside", "inside"]);
    expect(judged3d(published3d, { quantities: ["delta[ε]"] }).rows[0]!.verdict).toBe("inside");
  });

  it("are caught with Δ_ε + 0.02 and with a_T + 5 %", () => {
    const moved = judged3d(altered(published3d, "ε", plus(0.02)), { quantities: ["delta[ε]"], lambda: 7 });
    expect(moved.rows[0]!.verdict).toBe("outside");
    const more = altered(published3d, "T", times(1.05));
    const own = judged3d(more, { assume: "isolated", quantities: ["ope2[T]"], lambda: 7 });
    expect(own.rows[0]!.verdict).toBe("outside");
  });
});
