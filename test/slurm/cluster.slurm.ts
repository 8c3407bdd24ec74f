import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../src/archive/run-lookup.js";
import type { Collection } from "../../src/cluster/collection.js";
import type { SearchResult } from "../../src/search/result.js";
import { reproducible, start } from "../cli/built-program.js";
import { type SingleNode, startSingleNode, until } from "./single-node.js";

const slurm = await startSingleNode();
const running = "run" in slurm;
if (!running) console.warn(`skipped, no Slurm here: ${slurm.reason}`);

interface Submitted {
  readonly submission: string;
  readonly folder: string;
  readonly jobId: string;
}

interface Status {
  readonly counts: Readonly<Record<string, number>>;
  readonly tasks: readonly { state: string; path: string | null; evaluations: number | null }[];
}

describe.skipIf(!running)("crossing cluster on a Slurm of one node", () => {
  const { environment, run, stop } = slurmHere();
  let out = "";
  beforeAll(() => {
    // A blank and a per cent sign, which batch scripts and the names of logs must survive.
    out = mkdtempSync(join(tmpdir(), "crossing 100% "));
  });
  afterAll(async () => {
    await stop();
    rmSync(out, { recursive: true, force: true });
  });

  async function crossing<T>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await start([...args, "--json", "--out", out], environment).outcome;
    if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  const submit = (array: string, ...search: string[]) =>
    crossing<Submitted>("cluster", "submit", "ising-2d", "--array", array, "--time", "5m", ...search);
  const status = ({ submission }: Submitted) => crossing<Status>("cluster", "status", submission);

  async function alone(streams: readonly number[], ...search: string[]): Promise<unknown[]> {
    const runs = ["search", "ising-2d", "--runs", String(Math.max(...streams) + 1), ...search];
    const results = (await crossing<{ runs: SearchResult[] }>(...runs)).runs;
    return streams.map((stream) => reproducible(results[stream]!));
  }

  async function collected({ folder }: Submitted): Promise<Collection> {
    const path = join(folder, "collected.json");
    if (!(await until(() => existsSync(path), 60))) throw new Error(`nothing was collected: ${logs(folder)}`);
    return JSON.parse(readFileSync(path, "utf8"));
  }

  it("an array of four streams gives the results of --runs 4, collected when all have ended", async () => {
    const search = ["--optimiser", "least-squares", "--rungs", "1"];
    const submitted = await submit("0-3%2", ...search);
    const { counts, tasks } = await status(submitted);
    expect(tasks).toHaveLength(4);
    expect(counts.missing).toBeUndefined();
    const collection = await collected(submitted);
    expect((await status(submitted)).counts).toEqual({ complete: 4 });
    expect(collection).toMatchObject({ tasks: 4, complete: 4, unfinished: [] });
    expect(collection.solutions[0]).toMatchObject({ streams: expect.arrayContaining([0, 1, 2, 3]) });
    const results = tasksOf(await status(submitted)).map(({ path }) => reproducible(resultOf(path)));
    expect(results).toEqual(await alone([0, 1, 2, 3], ...search));
    expect(await crossing("cluster", "collect", submitted.submission)).toEqual(collection);
    const paths = collection.runs.map(({ path }) => path);
    expect(paths).toContain(collection.best!.path);
  });

  it("requeued by Slurm or at the time limit a task goes on to the same numbers; cancelled it stays so", async () => {
    const search = ["--optimiser", "random", "--budget", "500000e"];
    const submitted = await submit("0-2", ...search);
    const { folder, jobId } = submitted;
    const traces = () =>
      readdirSync(join(folder, "runs")).filter((id) => traceLength(join(folder, "runs", id)) > 300);
    expect(await until(() => traces().length === 3, 40)).toBe(true);
    run("scontrol", "requeue", `${jobId}_0`);
    run("scancel", "--signal=USR1", "--batch", `${jobId}_1`);
    run("scancel", `${jobId}_2`);
    const collection = await collected(submitted);
    expect(collection).toMatchObject({ complete: 2, unfinished: [2] });
    const { tasks } = await status(submitted);
    expect(tasks.map(({ state }) => state)).toEqual(["complete", "complete", "interrupted"]);
    expect(readdirSync(join(folder, "runs"))).toHaveLength(3);
    const results = tasks.slice(0, 2).map(({ path }) => reproducible(resultOf(path)));
    expect(results).toEqual(await alone([0, 1], ...search));
    for (const task of [0, 1]) {
      const log = readFileSync(join(folder, "log", `task-${task}.log`), "utf8");
      // The first attempt stored its state, the second finished.
      expect(log).toMatch(/stopping after this step[\s\S]*stopped: budget-evaluations/);
    }
  });

  it("what Slurm refuses is one line, and leaves no submission behind", async () => {
    const before = readdirSync(out);
    const refused = submit("0-1", "--partition", "absent");
    await expect(refused).rejects.toThrow(/exit code 2: crossing: sbatch: Slurm refused: .*partition/i);
    expect(readdirSync(out)).toEqual(before);
  });
});

function slurmHere(): Pick<SingleNode, "environment" | "run" | "stop"> {
  if (!running) return { environment: {}, run: () => "", stop: async () => {} };
  return {
    environment: slurm.environment,
    run: (...args) => slurm.run(...args),
    stop: () => slurm.stop(),
  };
}

const tasksOf = ({ tasks }: Status) => tasks;

function resultOf(path: string | null): SearchResult {
  return readRun(path!).document.result!;
}

const traceLength = (run: string) => readFileSync(join(run, "trace.ndjson")).length;

function logs(folder: string): string {
  const place = join(folder, "log");
  return readdirSync(place)
    .map((name) => `${name}: ${readFileSync(join(place, name), "utf8")}`)
    .join("\n");
}
