import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRun } from "../../src/archive/run-writer.js";
import { loadTheory } from "../../src/theory/load.js";
import { exampleResult } from "../archive/example-result.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { crossing } from "./command-line.js";

describe("crossing evaluate", () => {
  const evaluate = async (...args: string[]) => {
    const { code, stdout, stderr } = await crossing(["evaluate", "ising-2d", "--json", ...args]);
    expect([code, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout);
  };

  it("--json is one document: ‖E‖ is the norm of the values at the points, the reward its inverse", async () => {
    const document = await evaluate("--exact");
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining(["theory", "points", "residualNorm", "reward", "chi2", "rank", "perPoint"]),
    );
    const values: number[] = document.perPoint.map(({ value }: { value: number }) => value);
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    expect(Math.abs(document.residualNorm / norm - 1)).toBeLessThan(1e-12);
    expect(document.reward).toBe(1 / document.residualNorm);
    expect(document.perPoint[0].z).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it("takes the same data from a file, in JSON or YAML", async () => {
    const folder = scratchFolder();
    const operators = loadTheory("ising-2d").exact.map(({ spin, delta, ope2 }) => ({ spin, delta, ope2 }));
    const json = join(folder, "data.json");
    writeFileSync(json, JSON.stringify({ operators }));
    const yaml = join(folder, "data.yaml");
    writeFileSync(
      yaml,
      `operators:\n${operators.map((row) => `  - {spin: ${row.spin}, delta: ${row.delta}, ope2: ${row.ope2}}`).join("\n")}\n`,
    );
    const exact = await evaluate("--exact");
    expect(await evaluate("--data", json)).toEqual(exact);
    expect(await evaluate("--data", yaml)).toEqual(exact);
  });

  it("takes the data of a run", async () => {
    const out = scratchFolder();
    const writer = createRun(out, configuration);
    writer.finish(exampleResult());
    const document = await evaluate("--data", writer.id, "--out", out);
    expect(await evaluate("--data", writer.path)).toEqual(document);
    expect(await evaluate("--data", join(writer.path, "run.json"))).toEqual(document);
    const running = createRun(out, configuration);
    const { code, stderr } = await crossing(["evaluate", "ising-2d", "--data", running.path]);
    running.release();
    expect([code, stderr]).toEqual([2, expect.stringMatching(/this run has no result yet\n$/)]);
  });

  it("refuses no operators and a spin that the channel does not exchange, by field", async () => {
    const file = join(scratchFolder(), "data.yaml");
    for (const [content, message] of [
      ["operators: []", /data\.yaml: operators: got \[\]: must hold at least one operator/],
      ["operators: *x", /data\.yaml: is not valid YAML: Unresolved alias/],
      [
        "operators: [{spin: 1, delta: 1.5, ope2: 1}]",
        /data.yaml: operators\[0\]\.spin: got 1: must be a whole even number/,
      ],
    ] as const) {
      writeFileSync(file, content);
      const { code, stderr } = await crossing(["evaluate", "ising-2d", "--data", file]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
  });

  it("prints norm, reward, χ² and the largest values for people", async () => {
    const { stdout } = await crossing(["evaluate", "ising-2d", "--exact"]);
    expect(stdout).toMatch(/^‖E‖ {5}\d\.\d+e-\d+ on \d+ rows \(.+\)\nreward {2}[\d.e+]+\nχ² /m);
    expect(stdout).toMatch(/largest \|E\| in \d+ of \d+ rows/);
  });
});
