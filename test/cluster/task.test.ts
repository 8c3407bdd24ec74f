import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { readRun } from "../../src/archive/run-lookup.js";
import type { SearchHooks } from "../../src/search/hooks.js";
import type { SearchOptions } from "../../src/search/options.js";
import type { SearchResult } from "../../src/search/result.js";
import type { Theory } from "../../src/theory/theory.js";
import { exampleResult } from "../archive/example-result.js";
import { progressEvent, scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";
import { fakeSlurm } from "./fake-slurm.js";

type Engine = (theory: Theory, options: SearchOptions, hooks: SearchHooks) => Promise<SearchResult>;

// These tests are about the task of a job array; the engine has its own.
const engine = vi.hoisted(() => ({ search: undefined as unknown }));
vi.mock("../../src/search/search.js", () => ({
  search: (...args: Parameters<Engine>) => (engine.search as Engine)(...args),
}));

const calls: { options: SearchOptions; resume: Uint8Array | undefined }[] = [];
const finish: Engine = async (_theory, options, { resume }) => {
  calls.push({ options, resume });
  return exampleResult({ stream: options.stream ?? -1 });
};

/** Goes on until one of the signals comes that Slurm sends, and again while the result is written. */
const stopAt =
  (signal: NodeJS.Signals): Engine =>
  async (_theory, options, hooks) => {
    hooks.onProgress?.(progressEvent(100, 1e4));
    await hooks.onCheckpoint?.(Uint8Array.of(42));
    process.emit(signal, signal);
    process.emit("SIGTERM", "SIGTERM");
    return exampleResult({
      stream: options.stream ?? -1,
      stopReason: hooks.signal?.aborted ? "interrupted" : "converged",
    });
  };

beforeEach(() => {
  calls.length = 0;
  engine.search = finish;
  vi.stubEnv("SLURM_JOB_ID", "75");
});

/** Submits, and says how to do a task and which jobs Slurm was told to queue again. */
async function submitted(theory = "ising-2d", ...more: string[]) {
  const out = scratchFolder();
  const note = join(out, "requeued");
  fakeSlurm({ sbatch: "echo 71", scontrol: `echo "$@" >> '${note}'` });
  const args = ["--array", "0-9", "--time", "1h", "--out", out, "--json", ...more];
  const { stdout } = await crossing(["cluster", "submit", theory, ...args]);
  const folder: string = JSON.parse(stdout).folder;
  return {
    task: (index: number) => crossing(["cluster", "task", folder, String(index)]),
    runs: () => readdirSync(join(folder, "runs")).map((id) => readRun(join(folder, "runs", id))),
    requeued: () => (existsSync(note) ? readFileSync(note, "utf8") : ""),
  };
}

describe("a task of a job array", () => {
  it("searches with the stream of its index and the options of the submission", async () => {
    const { task, runs } = await submitted(
      "ising-2d",
      "--seed",
      "7",
      "--budget",
      "500e",
      "--optimiser",
      "sac",
    );
    expect((await task(3)).code).toBe(0);
    const options = { seed: 7, stream: 3, budget: { evaluations: 500 }, optimiser: "sac" };
    expect(calls).toEqual([{ options, resume: undefined }]);
    expect(runs().map(({ state, document }) => [state, document.stream])).toEqual([["complete", 3]]);
  });

  it("at SIGUSR1 stores its state and queues itself again; then goes on from there", async () => {
    const { task, runs, requeued } = await submitted();
    engine.search = stopAt("SIGUSR1");
    expect((await task(2)).code).toBe(130);
    expect(requeued()).toBe("requeue 75\n");
    expect(runs().map(({ state }) => state)).toEqual(["interrupted"]);
    engine.search = finish;
    expect((await task(2)).code).toBe(0);
    expect(calls).toEqual([{ options: { seed: 1, stream: 2 }, resume: Uint8Array.of(42) }]);
    expect(runs().map(({ state }) => state)).toEqual(["complete"]);
  });

  it("at SIGTERM stores its state and leaves it to Slurm whether it is queued again", async () => {
    const { task, runs, requeued } = await submitted();
    engine.search = stopAt("SIGTERM");
    expect((await task(2)).code).toBe(130);
    expect(requeued()).toBe("");
    expect(runs().map(({ state }) => state)).toEqual(["interrupted"]);
  });

  it("finished by an earlier attempt does nothing", async () => {
    const { task, runs } = await submitted();
    await task(1);
    const { code, stderr } = await task(1);
    expect([code, calls.length, runs().length]).toEqual([0, 1, 1]);
    expect(stderr).toMatch(/is complete/);
  });

  it("refuses a theory file that changed since the submission", async () => {
    const file = join(scratchFolder(), "own.yaml");
    copyFileSync("theories/ising-2d/theory.yaml", file);
    const { task } = await submitted(file);
    appendFileSync(file, "# another\n");
    const { code, stderr } = await task(0);
    expect(stderr).toMatch(/own\.yaml: has changed since the submission/);
    expect([code, calls.length]).toEqual([2, 0]);
  });
});
