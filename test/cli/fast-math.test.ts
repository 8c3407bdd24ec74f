import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun } from "../../src/archive/run-lookup.js";
import { scratchFolder } from "../archive/example-run.js";
import { hasRelaxedSimd } from "../optimisers/agents/fixtures.js";
import { crossing } from "./command-line.js";

const fast = ["search", "ising-2d", "--rungs", "1", "--fast-math"];

describe("--fast-math", () => {
  it.runIf(!hasRelaxedSimd)("is refused before Node 22, and no run is made", async () => {
    const out = join(scratchFolder(), "runs");
    const { code, stdout, stderr } = await crossing([...fast, "--out", out]);
    expect(stderr).toMatch(/^[^\n]*fast math: needs Node 22 or newer[^\n]*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(existsSync(out)).toBe(false);
  });

  it.runIf(hasRelaxedSimd)("finds the solution that the default finds, and the run says so", async () => {
    const found = [];
    for (const args of [fast, fast.slice(0, -1)]) {
      const out = join(scratchFolder(), "runs");
      const { code, stdout } = await crossing([...args, "--out", out, "--quiet", "--json"]);
      expect(code).toBe(0);
      found.push(JSON.parse(stdout));
    }
    const [theirs, ours] = found;
    expect(readRun(theirs.path).document.options).toMatchObject({ fastMath: true });
    expect(theirs.operators).toHaveLength(ours.operators.length);
    for (const [k, { spin, delta }] of theirs.operators.entries()) {
      expect(spin).toBe(ours.operators[k].spin);
      expect(Math.abs(delta.value - ours.operators[k].delta.value)).toBeLessThan(1e-6);
    }
  });

  it("is the backend wasm's alone", async () => {
    const { code, stderr } = await crossing([...fast, "--backend", "tfjs"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/backend: got "tfjs": fast math is the backend wasm's alone/);
  });

  it("is kept by a resumed run", async () => {
    const { code, stderr } = await crossing(["search", "--resume", "x", "--fast-math"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--fast-math: a resumed run keeps its own/);
  });
});
