import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../src/archive/run-lookup.js";
import type { SearchResult } from "../../src/search/result.js";
import { scratchFolder } from "../archive/example-run.js";
import { reproducible, start } from "./built-program.js";

const problem = ["search", "ising-2d", "--optimiser", "random", "--budget", "12000e", "--json"];

const several = (out: string, ...more: string[]) => [...problem, "--runs", "3", "--out", out, ...more];

const runsOf = (stdout: string): SearchResult[] => JSON.parse(stdout).runs;

/** Resolves when that many runs have begun to tell of their progress. */
async function underWay(out: string, runs: number): Promise<void> {
  const begun = () =>
    readdirSync(out).filter(
      (name) => !name.startsWith(".") && statSync(join(out, name, "trace.ndjson")).size > 0,
    );
  while (begun().length < runs) await sleep(20);
}

describe("search --runs in worker threads", () => {
  let reference: readonly SearchResult[];
  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), "crossing-test-"));
    reference = runsOf((await start(several(out, "--workers", "1")).outcome).stdout);
    rmSync(out, { recursive: true });
  });

  it("one and two workers give the same numbers, in the order of the streams", async () => {
    // Slurm's allotment decides where --workers is not given: here two.
    const { code, stdout, stderr } = await start(several(scratchFolder()), { SLURM_CPUS_PER_TASK: "2" })
      .outcome;
    expect(code).toBe(0);
    const runs = runsOf(stdout);
    expect(runs.map(({ stream }) => stream)).toEqual([0, 1, 2]);
    expect(runs.map(reproducible)).toEqual(reference.map(reproducible));
    expect(new Set(runs.map(({ evaluations, chi2 }) => `${evaluations} ${chi2}`)).size).toBeGreaterThan(1);
    for (const run of [1, 2, 3]) expect(stderr).toContain(`run ${run}/3  `);
  });

  it("--stream N is the N-th of these runs", async () => {
    const one = await start([...problem, "--stream", "2", "--out", scratchFolder()]).outcome;
    expect(reproducible(JSON.parse(one.stdout))).toEqual(reproducible(reference[2]!));
  });

  it("Ctrl-C stores every run under way, leaves out the rest, and each resumes to the same numbers", async () => {
    const out = scratchFolder();
    const { child, outcome } = start(several(out, "--workers", "2"));
    await underWay(out, 2);
    child.kill("SIGINT");
    const { code, stdout } = await outcome;
    expect(code).toBe(130);
    const stopped = runsOf(stdout);
    expect(stopped.map(({ stream, stopReason }) => [stream, stopReason])).toEqual([
      [0, "interrupted"],
      [1, "interrupted"],
    ]);
    for (const { path, stream } of stopped) {
      expect(readRun(path!).state).toBe("interrupted");
      const resumed = await start(["search", "--resume", path!, "--out", out, "--json"]).outcome;
      expect(reproducible(JSON.parse(resumed.stdout))).toEqual(reproducible(reference[stream]!));
    }
  });
});
