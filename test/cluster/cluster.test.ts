import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRun } from "../../src/archive/run-writer.js";
import type { Collection } from "../../src/cluster/collection.js";
import { exampleResult, free, operator } from "../archive/example-result.js";
import { configuration, progressEvent, scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";
import { fakeSlurm } from "./fake-slurm.js";

const submission = ["cluster", "submit", "ising-2d", "--array", "0-4%2", "--time", "12h"];
// The second job depends on the first.
const sbatch = 'case "$*" in *afterany:71*) echo 72;; *--dependency*) exit 9;; *) echo "71;cluster";; esac';

async function submitted(out: string, ...more: string[]): Promise<{ folder: string; runs: string }> {
  const { code, stdout, stderr } = await crossing([...submission, ...more, "--out", out, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  const { folder } = JSON.parse(stdout);
  return { folder, runs: join(folder, "runs") };
}

describe("crossing cluster submit", () => {
  it("--dry-run prints the batch scripts and leaves nothing behind", async () => {
    const out = join(scratchFolder(), "with blank");
    const resources = ["--cpus", "2", "--memory", "1.5G", "--partition", "short", "--account", "cft"];
    const { code, stdout } = await crossing([...submission, ...resources, "--dry-run", "--out", out]);
    expect(code).toBe(0);
    for (const line of [
      "--job-name=crossing-ising-2d",
      "--partition=short",
      "--account=cft",
      "--array=0-4%2",
      "--time=0-12:00:00",
      "--cpus-per-task=2",
      "--mem=1536M",
      "--requeue",
      "--signal=B:USR1@120",
      "--open-mode=append",
    ]) {
      expect(stdout).toContain(`\n#SBATCH ${line}\n`);
    }
    expect(stdout).toMatch(/^#SBATCH --output="\/.*with blank\/\S+\/log\/task-%a\.log"$/m);
    expect(stdout).toMatch(/^exec '\/.*node' '\/.*crossing\.js' cluster task '.*' "\$SLURM_ARRAY_TASK_ID"$/m);
    expect(stdout).toMatch(/^exec .* cluster collect '(.*)' --output '\1\/collected\.json'$/m);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ["a bare number as time", ["--time", "12"], /--time: got "12": .*12m, 12h or 12d/],
    ["memory without a unit", ["--memory", "2000"], /--memory: got "2000": .*its unit/],
    ["an array that is none", ["--array", "many"], /--array: got "many": /],
    ["no core", ["--cpus", "0"], /--cpus: got "0": /],
    ["a search that cannot begin", ["--rungs", "99"], /rungs: got 99: /],
    ["CFT data that are not there", ["--start", "absent.json"], /absent\.json/],
    ["a quote in a name", ["--partition", 'a"b', "--dry-run"], /quotes/],
  ])("%s is refused in one line, before anything is stored", async (_, more, message) => {
    const out = join(scratchFolder(), "out");
    fakeSlurm({ sbatch });
    const { code, stdout, stderr } = await crossing([...submission, ...more, "--out", out]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^crossing: [^\n]+\n$/);
    expect([code, stdout, existsSync(out)]).toEqual([2, "", false]);
  });

  it("submits the array, then the job that collects after any end of it", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch });
    const { code, stdout } = await crossing([...submission, "--seed", "7", "--budget", "5m", "--out", out]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^submitted 5 tasks as job 71, stored in .*\n[\s\S]*scancel 71\n$/);
    const [id] = readdirSync(out);
    const stored = JSON.parse(readFileSync(join(out, id!, "submission.json"), "utf8"));
    expect(stored).toMatchObject({ id, jobId: "71", collectJobId: "72", array: "0-4%2" });
    expect(stored.search).toEqual({ seed: 7, budget: { seconds: 300 } });
  });

  it("keeps the CFT data to start from, which may change before a task begins", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch });
    const operators = [{ spin: 0, delta: 1, ope2: 0.25 }];
    writeFileSync(join(out, "data.json"), JSON.stringify({ operators }));
    const { folder } = await submitted(out, "--start", join(out, "data.json"));
    const { search } = JSON.parse(readFileSync(join(folder, "submission.json"), "utf8"));
    expect(search.start).toBe(join(folder, "start.json"));
    expect(JSON.parse(readFileSync(search.start, "utf8"))).toEqual({ operators });
  });

  it("without Slurm here, or refused by it, is one line and leaves nothing behind", async () => {
    const out = scratchFolder();
    fakeSlurm({});
    const absent = await crossing([...submission, "--out", out]);
    expect(absent.stderr).toMatch(/^crossing: sbatch: not found: this machine has no Slurm[^\n]*\n$/);
    fakeSlurm({ sbatch: 'echo "sbatch: error: invalid partition" >&2; exit 1' });
    const refused = await crossing([...submission, "--out", out]);
    expect(refused.stderr).toMatch(/^crossing: sbatch: Slurm refused: .*invalid partition\n$/);
    expect([absent.code, refused.code, readdirSync(out)]).toEqual([2, 2, []]);
  });
});

/** Runs of the tasks 0 (complete), 1 (interrupted), 2 (under way) and 3 (failed). */
function runsInEveryState(runs: string): void {
  mkdirSync(runs, { recursive: true });
  const writers = [0, 1, 2, 3].map((stream) => createRun(runs, { ...configuration, stream }));
  for (const [stream, writer] of writers.entries()) {
    writer.append(progressEvent(100 + stream, 1e4, { rung: 2, rungs: 9 }));
  }
  writers[0]!.finish(exampleResult({ stream: 0 }));
  writers[1]!.interrupt();
  writers[3]!.fail("singular matrix");
}

describe("crossing cluster status", () => {
  it("joins Slurm's queue and the files of the runs", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch, squeue: 'echo "1|PENDING|BeginTime"; echo "2|RUNNING|None"' });
    const { runs } = await submitted(out);
    runsInEveryState(runs);
    const { stdout } = await crossing(["cluster", "status", "--out", out, "--json"]);
    const { counts, tasks } = JSON.parse(stdout);
    expect(counts).toEqual({ complete: 1, pending: 1, running: 1, failed: 1, missing: 1 });
    expect(tasks).toMatchObject([
      { index: 0, state: "complete", chi2: 0.37, stopReason: "converged" },
      { index: 1, state: "pending", reason: "BeginTime", evaluations: 101, rung: 2, rungs: 9 },
      { index: 2, state: "running", reason: null, evaluations: 102 },
      { index: 3, state: "failed", failure: "singular matrix" },
      { index: 4, state: "missing", runId: null },
    ]);
    const text = (await crossing(["cluster", "status", "--out", out])).stdout;
    expect(text).toMatch(
      /^ising-2d, job 71, .*\n1 complete, 1 pending, 1 running, 1 failed, 1 missing of 5$/m,
    );
  });

  it("a task that left the queue unfinished is interrupted; Slurm has forgotten the job", async () => {
    const out = scratchFolder();
    fakeSlurm({
      sbatch,
      squeue: 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1',
    });
    const { runs } = await submitted(out);
    runsInEveryState(runs);
    const { stdout, stderr } = await crossing(["cluster", "status", "--out", out]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^ {3}1 {2}interrupted .*crossing search --resume \/.*-ising-2d-/m);
  });

  it("where Slurm does not answer the files of the runs are shown, with a warning", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch, squeue: 'echo "Unable to contact slurm controller" >&2; exit 1' });
    const { runs } = await submitted(out);
    runsInEveryState(runs);
    const { code, stdout, stderr } = await crossing(["cluster", "status", "--out", out]);
    expect(stderr).toMatch(/^warning: only the files of the runs are known: squeue: .*Unable to contact/);
    expect(stdout).toMatch(/1 complete, 1 interrupted, 1 running, 1 failed, 1 missing of 5/);
    expect(code).toBe(0);
  });

  it("names what is wrong with the submission", async () => {
    const out = scratchFolder();
    const none = await crossing(["cluster", "status", "2026", "--out", out]);
    expect(none.stderr).toMatch(/submission: got "2026": no such submission in /);
    fakeSlurm({ sbatch });
    const { folder } = await submitted(out);
    writeFileSync(join(folder, "submission.json"), "{");
    const damaged = await crossing(["cluster", "status", folder]);
    expect(damaged.stderr).toMatch(/submission\.json: not a whole JSON document/);
    expect([none.code, damaged.code]).toEqual([2, 2]);
  });
});

describe("crossing cluster collect", () => {
  it("puts the finished runs in the order of −2 ln evidence, whatever their χ², those without it last", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch });
    const { folder, runs } = await submitted(out);
    const rung = exampleResult().ladder!.at(-1)!;
    const operators = exampleResult().operators.length;
    const result = (stream: number, chi2: number, evidence: number | null) =>
      exampleResult({ stream, chi2, ladder: evidence === null ? [] : [{ ...rung, operators, evidence }] });
    for (const [stream, chi2, evidence] of [
      [0, 0.3, -300],
      [3, 0.9, -360],
      [4, 0.2, null],
    ] as const) {
      createRun(runs, { ...configuration, stream }).finish(result(stream, chi2, evidence));
    }
    const file = join(out, "collected.json");
    const { stdout } = await crossing(["cluster", "collect", folder, "--json", "--output", file]);
    const collection: Collection = JSON.parse(stdout);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(collection);
    expect(collection).toMatchObject({ tasks: 5, complete: 3, unfinished: [1, 2] });
    expect(collection.runs.map(({ stream }) => stream)).toEqual([3, 0, 4]);
    expect(collection.best!.stream).toBe(3);
    expect(collection.solutions).toMatchObject([{ streams: [3, 0, 4], starts: 18 }]);
    const text = (await crossing(["cluster", "collect", folder])).stdout;
    expect(text).toMatch(/^ising-2d: 3 of 5 tasks have a finished run$/m);
    expect(text).toMatch(/^best run, stream 3, /m);
    expect(text).toMatch(/^distinct solutions: 1$/m);
  });

  it("counts an operator once whatever its channels, as runs list does", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch });
    const { folder, runs } = await submitted(out);
    const operators = ["σσσσ", "εεεε"].map((channel) =>
      operator(0, free(4, 0.001), free(0.1, 0.01), { channel }),
    );
    const solutions = [{ chi2: 1, residualNorm: 1e-3, count: 1, origin: "sac" as const, operators }];
    createRun(runs, configuration).finish(exampleResult({ operators, solutions }));
    const { stdout } = await crossing(["cluster", "collect", folder, "--json"]);
    expect(JSON.parse(stdout).runs[0].operators).toBe(1);
    const text = (await crossing(["cluster", "collect", folder])).stdout;
    expect(text).toMatch(/^ +1 +1 +1 +7 +1\.00 +1\.00e-3 {2}\(4, 0\)$/m);
  });

  it("without a finished run says so", async () => {
    const out = scratchFolder();
    fakeSlurm({ sbatch });
    await submitted(out);
    const { code, stdout } = await crossing(["cluster", "collect", "--out", out]);
    expect([code, stdout]).toEqual([0, "ising-2d: 0 of 5 tasks have a finished run\n"]);
  });
});
