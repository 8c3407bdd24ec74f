import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { expect, it } from "vitest";
import { listRuns } from "../../src/archive/run-lookup.js";
import { scratchFolder } from "../archive/example-run.js";
import { program, start } from "./built-program.js";

it.each(["stdout", "stderr"] as const)(
  "a reader of %s that has seen enough, as `| head -1`, does not stop a search: it is stored",
  async (stream) => {
    const out = scratchFolder();
    const { child, outcome } = start(["search", "gff-2d", "--rungs", "1", "--json", "--out", out]);
    child[stream]!.destroy();
    const { code, stdout } = await outcome;
    expect(code).toBe(0);
    expect(listRuns(out).runs.map(({ state }) => state)).toEqual(["complete"]);
    if (stream === "stderr") expect(JSON.parse(stdout).theory).toBe("gff-2d");
  },
);

it.skipIf(!existsSync("/dev/full"))("progress on a full disk does not stop a search: it is stored", () => {
  const out = scratchFolder();
  const full = openSync("/dev/full", "w");
  const { status, stdout } = spawnSync(
    process.execPath,
    [program, "search", "gff-2d", "--rungs", "1", "--json", "--out", out],
    { stdio: ["ignore", "pipe", full], encoding: "utf8" },
  );
  closeSync(full);
  expect([status, JSON.parse(stdout).theory]).toEqual([0, "gff-2d"]);
  expect(listRuns(out).runs.map(({ state }) => state)).toEqual(["complete"]);
});

it("a terminal that is closed stores what there is, as Ctrl-C does", async () => {
  const out = scratchFolder();
  const { child, outcome } = start(["search", "ising-2d", "--json", "--out", out]);
  child.stderr!.once("data", () => child.kill("SIGHUP"));
  const { code, stdout } = await outcome;
  expect(code).toBe(130);
  expect(JSON.parse(stdout).stopReason).toBe("interrupted");
  expect(listRuns(out).runs.map(({ state }) => state)).toEqual(["interrupted"]);
});
