import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRunFile, writeRunFile } from "../../src/archive/run-file.js";
import { createRun } from "../../src/archive/run-writer.js";
import { exampleResult } from "../archive/example-result.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { crossing } from "./command-line.js";

const json = async (...args: string[]) => {
  const { stdout } = await crossing([...args, "--json"]);
  return JSON.parse(stdout);
};

describe("crossing runs replay", () => {
  it("the same bits again; and where a number is another one it says which, exit 1", async () => {
    const out = scratchFolder();
    const { runId, path } = await json("search", "ising-2d", "--rungs", "1", "--out", out, "--quiet");
    const same = await crossing(["runs", "replay", runId, "--out", out, "--quiet"]);
    expect(same).toEqual({ code: 0, stdout: `${runId}: the same bits again\n`, stderr: "" });

    const file = join(path, "run.json");
    const stored = readRunFile(file);
    writeRunFile(file, {
      ...stored,
      result: { ...stored.result!, evaluations: 1, chi2: stored.result!.chi2! * (1 + 2 ** -52) },
    });
    const other = await crossing(["runs", "replay", runId, "--out", out, "--quiet"]);
    expect(other.code).toBe(1);
    expect(other.stdout).toMatch(/: 2 fields differ; made with crossing \S+ on Node \S+, replayed with/);
    expect(other.stdout).toMatch(/^evaluations +1 +\d+$/m);
    expect(other.stdout).toMatch(/^chi2 +[\d.]+ +[\d.]+$/m);
    expect(readdirSync(out)).toEqual([runId]);
  });

  it("takes the theory file as it was, wherever it is now", async () => {
    const out = scratchFolder();
    const file = join(out, "my.yaml");
    const text = readFileSync(configuration.theory.file, "utf8");
    writeFileSync(file, text);
    const { runId } = await json("search", file, "--rungs", "1", "--out", join(out, "runs"), "--quiet");
    writeFileSync(file, text.replace('"1/8"', '"1/7"'));
    const document = await json("runs", "replay", runId, "--out", join(out, "runs"), "--quiet");
    expect(document).toMatchObject({ run: runId, identical: true, differences: [] });
  });

  it("a run that was resumed with a larger budget replays with that budget", async () => {
    const out = scratchFolder();
    const search = ["--out", out, "--quiet"];
    const first = await json("search", "ising-2d", "--rungs", "1", "--budget", "300e", ...search);
    expect(first.stopReason).toBe("budget-evaluations");
    await json("search", "--resume", first.runId, "--budget", "900e", ...search);
    expect(await json("runs", "replay", first.runId, ...search)).toMatchObject({ identical: true });
  });

  it("refuses runs that have no result, or that somebody stopped", async () => {
    const out = scratchFolder();
    const failed = createRun(out, configuration);
    failed.fail("singular matrix");
    const stopped = createRun(out, configuration);
    stopped.finish(exampleResult({ stopReason: "interrupted" }));
    for (const [id, message] of [
      [failed.id, /the run is failed and has no result to replay/],
      [stopped.id, /the run was interrupted, .*crossing search --resume/],
    ] as const) {
      const { code, stdout, stderr } = await crossing(["runs", "replay", id, "--out", out]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(message);
    }
  });
});
