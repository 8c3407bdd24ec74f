import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "./command-line.js";

const physics = [
  "--family",
  "global-2d",
  "--set",
  "delta=1/8",
  "--fixed",
  "T: 2, 2",
  "--points",
  "spread-40",
];
const cheap = ["--optimiser", "least-squares", "--quiet", "--json"];

describe("discover", () => {
  it("keeps what it has within a budget, determines nothing, goes on from there, and its run is a run", async () => {
    const out = scratchFolder();
    const args = ["discover", ...physics, ...cheap, "--out", out];
    const first = JSON.parse((await crossing([...args, "--budget", "1500e"])).stdout);
    expect(first.stopReason).toBe("budget-evaluations");
    expect(first.evaluations).toBeLessThanOrEqual(1564);
    expect(first.operators.some(({ determined }: { determined: boolean }) => determined)).toBe(false);
    expect(first.content.steps.length).toBeGreaterThan(0);

    const resumed = [
      "discover",
      "--resume",
      first.runId,
      "--budget",
      "3000e",
      "--quiet",
      "--json",
      "--out",
      out,
    ];
    const second = JSON.parse((await crossing(resumed)).stdout);
    expect(second.content.steps.length).toBeGreaterThan(first.content.steps.length);
    expect(second.content.steps.slice(0, first.content.steps.length)).toEqual(first.content.steps);
    const whole = JSON.parse((await crossing([...args, "--budget", "3000e"])).stdout);
    expect(whole.content).toEqual(second.content);
    expect(whole.operators).toEqual(second.operators);

    const shown = await crossing(["runs", "show", whole.path]);
    expect(shown.stdout).toContain("operator content of global-2d");
    const judged = await crossing(["compare", whole.path]);
    expect(judged.stderr).toBe("");
    const page = join(out, "page.html");
    expect((await crossing(["report", whole.path, "-o", page])).stderr).toBe("");
    expect(readFileSync(page, "utf8")).toContain("global-2d");
  }, 60_000);

  it.each([
    [["discover"], "which theory? A name, a file, or --family"],
    [["discover", "ising-2d", "--gap", "0 > 1.4"], "--gap: not beside a theory file"],
    [["discover", "--family", "global-d", "--set", "delta=0.52"], "--set: d: is missing"],
    [["discover", "--family", "global-2d", "--set", "d=2"], "--set: delta: is missing"],
    [
      ["discover", "--family", "global-2d", "--set", "delta=1", "--gap", "0 < 1"],
      'expected "spin > dimension"',
    ],
    [
      ["discover", "--family", "global-2d", "--set", "delta=1", "--fixed", "2, 2"],
      'expected "NAME: spin, dimension"',
    ],
    [["discover", "line-defect"], "partition"],
    [["search", "ising-2d", "--discover", "--rungs", "2"], "--rungs: got 2: needs a given partition"],
    [["search", "ising-2d", "--discover", "--dry-run"], "nothing can be foretold"],
  ])("%j is refused", async (args, message) => {
    const { code, stderr } = await crossing([...args, "--out", scratchFolder()].filter(Boolean));
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
