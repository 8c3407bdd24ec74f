import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { crossing } from "./command-line.js";

const program = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

describe("crossing window", () => {
  it.each([
    ["--start", "/nonexistent"],
    ["--budget", "20000e"],
    ["--optimiser", "interior-point"],
    ["--family", "0.1..0.2"],
  ])("refuses %s where rows are equations: no search goes before it", async (option, value) => {
    const equations = ["--objective", "equations", "--points", "spread-5", "--rungs", "3"];
    const quantity = ["--quantity", "ope2[T]"];
    const { code, stdout, stderr } = await crossing([
      "window",
      "ising-2d",
      ...equations,
      ...quantity,
      option,
      value,
    ]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(new RegExp(`^crossing: ${option}: .*equations.*: leave it out\\n$`));
  });

  it("ends at Ctrl-C while the window is computed, as during the search before it", async () => {
    const problem = ["gff-2d", "--set", "delta=0.3", "--points", "spread-40", "--rungs", "1"];
    const family = ["--quantity", "ope2[1]", "--family", "0.1..1.9", "--steps", "100000"];
    const engine = ["--optimiser", "least-squares"];
    const command = ["--import", "tsx", program, "window", ...problem, ...engine, ...family];
    const child = spawn(process.execPath, command);
    try {
      await once(child.stderr, "data");
      // the search takes some tenths of a second from its first line, the family minutes
      await setTimeout(1500);
      child.kill("SIGINT");
      const [code, signal] = await once(child, "exit", { signal: AbortSignal.timeout(5000) });
      expect([130, "SIGINT"]).toContain(code ?? signal);
    } finally {
      child.kill("SIGKILL");
    }
  }, 15_000);
});
